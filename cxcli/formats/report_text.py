"""A report for a terminal: the scorecard, what needs attention, what became of the rows, and what else there is."""

from collections.abc import Iterator

from msgspec.structs import replace

from cxcli.formats.attention import attention
from cxcli.formats.figures import change_text, decimals_of, limits_cell, target_text, value_cell
from cxcli.formats.metric_tables import scorecard
from cxcli.formats.pages import pages
from cxcli.formats.summary import summary
from cxcli.report.content import MetricReport, Report
from cxcli.reporting.at_risk_blocks import keeps_words
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.number_format import count
from cxcli.reporting.period_words import period_words
from cxcli.reporting.safe import safe
from cxcli.reporting.score_words import account_text, confidence_text
from cxcli.reporting.table import Figure, Table, shown
from cxcli.reporting.terminal import render_table

_WIDE = 4000
_SHOWN_HERE = ("scorecard", "attention", "rows")


def report_text(report: Report, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return a report for a screen that is `width` cells wide.

    Its metrics stand in a table, or in a block each where that would break words.
    """
    table = _whole_names(scorecard(report))
    head = _lines([f"{report.audience.title}, {period_words(report.period)}", *summary(report)], width)
    if keeps_words(table, width):
        metrics = render_table(table, width=width, colour=colour, encoding=encoding)
    else:
        metrics = "\n".join(_metric(each, report, width) for each in report.metrics)
    rows = _listed([f"{each.definition.id}: {account_text(each.account, {})}" for each in report.metrics], width)
    blocks = [head, metrics, f"What needs attention\n{_listed(attention(report), width)}", f"Rows\n{rows}"]
    blocks += [_lines([text], width) for text in _elsewhere(report)]
    return "\n".join(fit_encoding(block, encoding) for block in blocks)


def _whole_names(table: Table) -> Table:
    """Return the table with names of metrics that no layout breaks: they are to be typed as they stand."""
    return replace(table, rows=tuple((Figure(shown(row[0])), *row[1:]) for row in table.rows))


def _metric(metric: MetricReport, report: Report, width: int) -> str:
    """Return one metric as a block: its value, and each thing beside it in a line of its own."""
    cell, score = metric.whole, metric.whole.score
    decimals = decimals_of(score, report)
    limits, change, target = limits_cell(score, decimals).text, change_text(cell, decimals), target_text(cell, decimals)
    told = [
        f"{confidence_text(score)} {limits}" if limits else "",
        f"n {count(score.n)}",
        f"{change} since {period_words(report.before)}" if cell.change is not None and change else change,
        f"target {target}" if target else "",
    ]
    head = f"{metric.definition.id} {value_cell(score, decimals).text}"
    return _lines([head], width) + _indented([each for each in told if each], width)


def _elsewhere(report: Report) -> Iterator[str]:
    """Yield which sections only files hold."""
    others = [page.title for page in pages(report) if page.name not in _SHOWN_HERE]
    if others:
        yield f"In files only, such as -o report.html: {', '.join(others)}"


def _lines(said: list[str], width: int) -> str:
    return "".join(f"{flow([safe(each, limit=_WIDE)], '', width)}\n" for each in said)


def _listed(said: list[str], width: int) -> str:
    return "".join(f"- {_beneath(each, width)}\n" for each in said)


def _indented(said: list[str], width: int) -> str:
    return "".join(f"  {_beneath(each, width)}\n" for each in said)


def _beneath(text: str, width: int) -> str:
    return flow([safe(text, limit=_WIDE)], "", width - 2).replace("\n", "\n  ")
