"""The readers of a report, and what each of them gets to see."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.config.reporting import AudienceConfig, ReportFormat, SectionName
from cxcli.errors import ConfigError, Problem
from cxcli.scoring.catalogue import with_own
from cxcli.scoring.definition import Definition
from cxcli.settings.cuts import breakdowns
from cxcli.settings.named_metrics import known, placed

SECTIONS: tuple[SectionName, ...] = (
    "scorecard",
    "attention",
    "trends",
    "groups",
    "journey",
    "answers",
    "themes",
    "customers",
    "rows",
    "definitions",
)
"""All sections, in the order of a reader's questions: are we better, where not, why, what to do, can I trust it."""

_ASKED_FOR: frozenset[SectionName] = frozenset({"themes", "customers"})
"""Sections that show texts or ids of customers: only where they are asked for."""

_TITLE = "Customer experience"
_FORMATS: tuple[ReportFormat, ...] = ("html",)


class Audience(Struct, frozen=True, kw_only=True):
    """Some readers, and what their report holds. The name of the only one, where none is named, is empty."""

    name: str
    title: str
    sections: tuple[SectionName, ...]
    metrics: tuple[str, ...]
    by: tuple[tuple[str, ...], ...]
    formats: tuple[ReportFormat, ...]


def audiences_of(
    loaded: LoadedConfig, definitions: Sequence[Definition], by: tuple[tuple[str, ...], ...]
) -> Iterator[Audience]:
    """Yield the readers of a report that holds these metrics and breakdowns; one without a name where none is named.

    Raises:
        ConfigError: they want what the report does not hold.
    """
    report, catalogue = loaded.config.report, with_own(loaded.config.metrics, loaded.document)
    usual = report.sections or tuple(each for each in SECTIONS if each not in _ASKED_FOR)
    everything = tuple(each.id for each in definitions)
    said: Mapping[str, AudienceConfig] = loaded.config.audiences or {"": AudienceConfig()}
    for name, each in said.items():
        metrics = tuple(found.id for found in known(catalogue, each.metrics, loaded, ("audiences", name, "metrics")))
        crossed = tuple(breakdowns(each.by, ConfigError))
        _refuse_unreported(loaded, name, metrics, everything, crossed, by)
        yield Audience(
            name=name,
            title=each.title or report.title or _TITLE,
            sections=each.sections or usual,
            metrics=metrics or everything,
            by=crossed or by,
            formats=each.formats or report.formats or _FORMATS,
        )


def _refuse_unreported(
    loaded: LoadedConfig,
    name: str,
    metrics: Sequence[str],
    everything: Sequence[str],
    crossed: Sequence[tuple[str, ...]],
    by: Sequence[tuple[str, ...]],
) -> None:
    """Refuse readers who want what the report does not hold.

    Raises:
        ConfigError: with one problem for each metric and breakdown.
    """
    lacking = [("metrics", each) for each in metrics if each not in everything]
    lacking += [("by", "+".join(each)) for each in crossed if each not in by]
    if lacking:
        raise ConfigError(
            placed(
                loaded,
                ("audiences", name, key),
                Problem(code="audience", message=f"the report does not hold '{each}'", help=f"add it to report.{key}"),
            )
            for key, each in lacking
        )
