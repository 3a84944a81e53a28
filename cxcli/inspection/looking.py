"""A look at one file: what it is, and what can be scored in it."""

from collections.abc import Sequence

from cxcli.inspection.findings import Inspection
from cxcli.inspection.of_answers import try_answers, unread_answers
from cxcli.inspection.of_others import try_others
from cxcli.inspection.tries import only
from cxcli.pipeline import opened
from cxcli.rows import Disposition
from cxcli.scoring.row_definitions import has_answers
from cxcli.scoring.score import Score
from cxcli.settings import Settings
from cxcli.sources import containers
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


def inspect(given: InputFile | Source, settings: Sequence[Settings], options: Sequence[str] = ()) -> Inspection:
    """Return what is `given`, a file or a source; `options` are those to repeat in the commands to paste.

    Answers that cannot be read count as rejected in the account of the file.

    Raises:
        CxError: the file is refused, or a column that was named is not there.
    """
    source = opened(given, settings[0])
    for _ in source.chunks([]):
        pass  # a pass over the whole file makes its account
    facts = source.facts
    if isinstance(given, InputFile):
        facts.sha256 = containers.sha256(given)
    found = Inspection(facts, source.columns, notices=list(facts.notices))
    for each in settings:
        for definition in filter(has_answers, each.definitions):
            try_answers(given, only(each, [definition]), options, found)
        try_others(given, each, options, found)
    unreadable = _unreadable(source, settings, found)
    if unreadable:
        facts.account.rejected[Disposition.UNREADABLE] = unreadable
    return found


def _unreadable(source: Source, settings: Sequence[Settings], found: Inspection) -> int:
    """Return how many answers cannot be read, the most that any metric has."""
    scores: list[Score] = [each.score for each in found.scorable if each.answers]
    if scores:
        return max(score.account.skipped.get(Disposition.UNREADABLE, 0) for score in scores)
    return unread_answers(source, [want for each in settings for want in each.wants.answers])
