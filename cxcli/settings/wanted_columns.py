"""What a run wants of the columns of its files: from what was asked and what a config says."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.mapping.needs import Need
from cxcli.mapping.wanted import Wanted
from cxcli.mapping.wants import AnswerWant, Wants
from cxcli.scoring.box_definition import BoxDefinition, Scale
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.scoring.sentiment_definition import SentimentDefinition
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import filters
from cxcli.settings.fields import NamedColumns
from cxcli.settings.judging import Judging
from cxcli.settings.needs import need_of, typed_choices
from cxcli.settings.reading import date_choices, first, zone_of
from cxcli.settings.row_flags import flags_of


def wants_of(
    asked: Asked,
    loaded: LoadedConfig | None,
    definitions: Sequence[Definition],
    columns: NamedColumns,
    comments: Judging,
    scale: Scale | None,
) -> Wants:
    """Return what is wanted of the columns, apart from breakdowns, votes and whether dates are needed."""
    config = loaded.config if loaded else Config()
    zone = zone_of(config.report.zone or "UTC")
    return Wants(
        answers=[
            _answers(definition, config, asked, scale, columns, comments)
            for definition in definitions
            if has_answers(definition)
        ],
        needs=_needs(asked, definitions, columns),
        typed=typed_choices(asked, config, zone),
        dates=date_choices(asked, config, zone),
        zone_declared=first(asked.zone, config.dates.zone) is not None,
        date_reference=columns.dates,
        filters=filters(asked, loaded, definitions),
        amounts=columns.amounts,
        decimal=first(asked.decimal, config.numbers.decimal),
        flags=flags_of(asked, loaded),
        extra=list(dict.fromkeys(asked.extra)),
    )


def _needs(asked: Asked, definitions: Sequence[Definition], columns: NamedColumns) -> list[Need]:
    return [
        replace(
            need,
            references={**need.references, **columns.of(each)},
            asked=columns.typed_for(each, shared=asked.shared),
        )
        for each in definitions
        if not has_answers(each)
        for need in [need_of(each)]
    ]


def _answers(
    definition: BoxDefinition,
    config: Config,
    asked: Asked,
    scale: Scale | None,
    columns: NamedColumns,
    comments: Judging,
) -> AnswerWant:
    labels: Mapping[str, float] = {**config.labels, **definition.labels}
    used = scale or definition.scale
    wanted = Wanted(
        metric=definition.id,
        names=definition.found_by.names,
        questions=definition.found_by.questions,
        general=definition.found_by.general,
        low=used.low,
        high=used.high,
        labels={label: Fraction(str(value)) for label, value in labels.items()},
        missing=(*config.missing, *definition.missing, *asked.missing),
    )
    if isinstance(definition, SentimentDefinition):
        wanted = replace(wanted, readers=comments.readers(wanted.missing))
    return AnswerWant(wanted, columns.answers(definition))
