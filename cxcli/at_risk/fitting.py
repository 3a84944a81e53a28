"""Which metrics a source has columns for, where nobody has said which of them count."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cxcli.errors import UsageError
from cxcli.mapping.candidates import find_answers
from cxcli.mapping.evidence import sample
from cxcli.mapping.feeding import feed
from cxcli.mapping.needs import Need
from cxcli.mapping.wanted import Choice
from cxcli.mapping.wants import AnswerWant
from cxcli.scoring.catalogue import shipped
from cxcli.settings import Settings
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source

_BY_NAME = "its name"


def fitting(source: Source, settings: Settings) -> list[str]:
    """Return those of the metrics that a source has columns for, by their names or questions.

    A column holds the answers to one metric: to the one that it is named for before one that its question is like.
    """
    needs = [need.metric for need in settings.wants.needs if need.metric in _ids(settings) and _fed(need, source)]
    answers: dict[Column, tuple[bool, str]] = {}
    for want in settings.wants.answers:
        for column, named in _asked(source, want):
            if column not in answers or (named and not answers[column][0]):
                answers[column] = (named, want.wanted.metric)
    own = [each.id for each in settings.definitions if each.id not in shipped()]
    found = {*needs, *own, *(metric for _, metric in answers.values())}
    return [each for each in _ids(settings) if each in found]


def only(settings: Settings, metrics: Sequence[str]) -> Settings:
    """Return the settings for some of the metrics, with what is needed beside any."""
    left_out = set(_ids(settings)) - set(metrics)
    wants = replace(
        settings.wants,
        answers=[want for want in settings.wants.answers if want.wanted.metric not in left_out],
        needs=[need for need in settings.wants.needs if need.metric not in left_out],
        filters={metric: each for metric, each in settings.wants.filters.items() if metric not in left_out},
    )
    definitions = [each for each in settings.definitions if each.id not in left_out]
    return replace(settings, definitions=definitions, wants=wants)


def _ids(settings: Settings) -> list[str]:
    return [each.id for each in settings.definitions]


def _fed(need: Need, source: Source) -> bool:
    try:
        fed = feed(need, source.columns, source.facts.file, dated=True)
    except UsageError:
        return False  # a column that the config names for another metric of the source
    return not fed.problems and fed.told


def _asked(source: Source, want: AnswerWant) -> Iterator[tuple[Column, bool]]:
    """Yield the column with the answers, and whether it is named for the metric."""
    wanted = replace(want.wanted, general=())
    found = find_answers(wanted, source.columns, lambda columns: sample(source, columns), source.facts.file)
    if isinstance(found, Choice) and found.evidence.startswith((_BY_NAME, "its question")):
        yield found.column, found.evidence.startswith(_BY_NAME)
