"""A report for a terminal: the scorecard, what needs attention, and what became of the rows."""

from cxcli.formats.attention import attention
from cxcli.formats.metric_tables import scorecard
from cxcli.formats.summary import summary
from cxcli.report.content import Report
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.period_words import period_words
from cxcli.reporting.safe import safe
from cxcli.reporting.score_words import account_text
from cxcli.reporting.terminal import render_table

_WIDE = 4000


def report_text(report: Report, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return a report for a screen that is `width` cells wide."""
    table = render_table(scorecard(report), width=width, colour=colour, encoding=encoding)
    head = [f"{report.audience.title}, {period_words(report.period)}", *summary(report)]
    rows = [f"{each.definition.id}: {account_text(each.account, {})}" for each in report.metrics]
    blocks = [_lines(head, width), table, _lines(attention(report), width), _lines(rows, width)]
    return "\n".join(fit_encoding(block, encoding) for block in blocks)


def _lines(said: list[str], width: int) -> str:
    return "".join(_line(each, width) for each in said)


def _line(text: str, width: int) -> str:
    return f"{flow([safe(text, limit=_WIDE)], '', width)}\n"
