"""Which metrics are tried on a file, and how."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.catalogue import shipped, with_own
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.scoring.sentiment_definition import SentimentDefinition
from cxcli.settings import Asked, Settings, settle


def settings_to_try(asked: Asked, loaded: LoadedConfig | None, clock: datetime) -> list[Settings]:
    """Return the settings under which all metrics are tried, shipped ones and the user's own: of answers, and others.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or was asked for.
    """
    known = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None).values()
    answers = [each.id for each in known if has_answers(each) and _is_tried(each)]
    over_sources = (AtRiskDefinition, CompositeDefinition)
    others = [each.id for each in known if not has_answers(each) and not isinstance(each, over_sources)]
    fields = {text: text.partition("=")[0].rpartition(".")[2].strip() for text in asked.maps}
    of_answers = [text for text, field in fields.items() if field not in vocabulary()]
    of_others = [text for text, field in fields.items() if field in vocabulary() or field == "at"]
    return [
        settle(replace(asked, metrics=answers, maps=of_answers), loaded, clock),
        settle(replace(asked, metrics=others, maps=of_others, cut=False), loaded, clock),
    ]


def only(settings: Settings, definitions: Sequence[Definition]) -> Settings:
    """Return the settings for some of their metrics; a column that was typed is not of use for each of them."""
    ids = {each.id for each in definitions}
    wants = replace(
        settings.wants,
        answers=[want for want in settings.wants.answers if want.wanted.metric in ids],
        needs=[replace(need, asked=frozenset()) for need in settings.wants.needs if need.metric in ids],
        filters={metric: filters for metric, filters in settings.wants.filters.items() if metric in ids},
    )
    return replace(settings, definitions=definitions, wants=wants)


def _is_tried(definition: BoxDefinition) -> bool:
    """Whether a metric of answers is tried: the user's own, and the shipped ones that look for answers of their own.

    Comments are not judged to find out that they can be: that takes long.
    """
    if isinstance(definition, SentimentDefinition):
        return False
    return definition.id not in shipped() or definition.family == definition.id or bool(definition.labels)
