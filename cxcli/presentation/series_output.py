"""Series of periods as text for people, and as JSON for programs."""

from cxcli.findings.series_found import SeriesFound
from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reporting.score_json import dumps
from cxcli.reporting.trend_json import trend_json
from cxcli.reporting.trend_text import trend_text


def series_text(found: SeriesFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return what the series say for a screen that is `width` cells wide."""
    run = found.run
    return trend_text(
        found.findings,
        metric_columns(run),
        decimals=run.settings.decimals,
        width=width,
        colour=colour,
        encoding=encoding,
        days=run.plan.window,
    )


def series_json(found: SeriesFound) -> str:
    """Return the series as JSON, by the contract of docs/cx.trend.schema.json."""
    return dumps(trend_json(scored(found.run, found.run.scores), found.findings))
