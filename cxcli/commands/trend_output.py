"""From a run to what its periods say, and how that is written."""

from collections.abc import Sequence

from cxcli.analysis.period_series import period_series
from cxcli.analysis.trend_finding import Look, TrendFinding, trend_finding
from cxcli.commands.options.trending import ChartName, TrendFormat
from cxcli.commands.output import has_colour, output_encoding, say, terminal_width
from cxcli.errors import Problem, UsageError
from cxcli.pipeline import Run
from cxcli.presentation.run_output import metric_columns, source_entries
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.score_json import dumps, scores_json
from cxcli.reporting.trend_json import trend_json
from cxcli.reporting.trend_rows import flat_trend_table
from cxcli.reporting.trend_text import trend_markdown, trend_text
from cxcli.scoring.calendar import Grain
from cxcli.scoring.periods import Periods

_AHEAD: tuple[Look, ...] = (0, 1, 2, 3)


def refuse_overlap(rolling: tuple[int, str] | None) -> None:
    """Refuse rolling windows.

    Raises:
        UsageError: they were asked for.
    """
    if rolling is not None:
        message = "windows that roll overlap: neighbours share rows, and limits and tests take them for apart"
        raise UsageError(Problem(code="rolling", message=message, help="give a longer period: --period quarter"))


def findings_of(run: Run, *, chart: ChartName | None, ahead: int) -> list[TrendFinding]:
    """Return what each series of the run says, metric by metric, that of all rows first.

    Raises:
        UsageError: a p-chart of a metric that is no share.
        DataError: the periods are too far apart.
    """
    found: list[TrendFinding] = []
    periods = run.plan.periods or Periods(Grain.MONTH)
    for metric in run.plan.metrics:
        mine = [score for score in run.scores if score.metric == metric.id]
        series = period_series(mine, periods, until=run.plan.until, now=run.plan.as_of)
        hidden = len({tuple(score.group.items()) for score in mine}) - len(series)
        if hidden:
            groups = "1 group has" if hidden == 1 else f"{hidden:,} groups have"
            say(f"cx: {metric.id}: {groups} no series, since too few answers are in it: cx score lists all")
        found += [
            trend_finding(each, metric, chart=chart, ahead=_AHEAD[ahead], confidence=run.plan.confidence)
            for each in series
        ]
    return found


def render_trend(run: Run, findings: Sequence[TrendFinding], output_format: TrendFormat, *, to_file: bool) -> str:
    """Return what the series say in the format asked for."""
    decimals = run.settings.decimals
    match output_format:
        case "table":
            return trend_text(
                findings,
                metric_columns(run),
                decimals=decimals,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
                days=run.plan.window,
            )
        case "markdown":
            return trend_markdown(findings, metric_columns(run), decimals, run.plan.window)
        case "csv":
            return csv_table(flat_trend_table(findings))
        case _:
            return dumps(trend_json(_scored(run), findings))


def _scored(run: Run) -> dict[str, object]:
    config = run.settings.config
    return scores_json(
        run.scores,
        source_entries(run),
        run.notices,
        as_of=run.settings.as_of,
        config=(config.path, config.sha256) if config else None,
        days=run.plan.window,
    )
