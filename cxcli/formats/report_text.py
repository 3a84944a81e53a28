"""A report for a terminal: the scorecard and what became of the rows."""

from cxcli.formats.scorecard import scorecard
from cxcli.report.content import Report
from cxcli.reporting.flow import flow
from cxcli.reporting.score_words import account_text
from cxcli.reporting.terminal import render_table


def report_text(report: Report, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return a report for a screen that is `width` cells wide."""
    head = flow([f"{report.audience.title}, {report.period.label}"], "", width)
    table = render_table(scorecard(report), width=width, colour=colour, encoding=encoding)
    rows = [f"{each.definition.id}: {account_text(each.account, {})}" for each in report.metrics]
    said = "".join(f"{flow([line], '', width)}\n" for line in rows)
    return f"{head}\n\n{table}\n{said}"
