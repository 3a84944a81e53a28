"""The periods of a composite as a line: text, tables and JSON, by the contract of docs/cx.trend.schema.json."""

from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.series_found import SeriesFound
from cxcli.presentation.composite_output import composite_head, composite_head_markdown
from cxcli.reporting.trend_text import trend_markdown, trend_text


def composite_series_text(
    found: CompositeFound, series: SeriesFound, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return what the series say for a screen that is `width` cells wide."""
    return trend_text(
        series.findings,
        {},
        decimals=found.run.settings.decimals,
        width=width,
        colour=colour,
        encoding=encoding,
        head=composite_head(found, width=width, encoding=encoding),
    )


def composite_series_markdown(found: CompositeFound, series: SeriesFound) -> str:
    """Return the series as paragraphs and tables."""
    head = composite_head_markdown(found)
    return trend_markdown(series.findings, {}, found.run.settings.decimals, head=head)
