"""What became of the rows of each metric, as one bar and in words."""

from markupsafe import Markup
from msgspec import Struct

from cxcli.charts.stacked_bar import Part, stacked_bar
from cxcli.formats.figures import metric_title
from cxcli.formats.markup import markup
from cxcli.report.content import MetricReport, Report
from cxcli.reporting.score_words import account_text
from cxcli.rows import RowAccount


class RowsLine(Struct, frozen=True):
    """One metric: its title, what became of its rows in words, and as a bar."""

    title: str
    said: str
    bar: Markup


def rows_lines(report: Report) -> list[RowsLine]:
    """Return a line for each metric."""
    return [_line(each) for each in report.metrics]


def _line(metric: MetricReport) -> RowsLine:
    title, said = metric_title(metric.definition), account_text(metric.account, {})
    return RowsLine(title, said, markup(stacked_bar(f"Rows of {title}", said, _parts(metric.account))))


def _parts(account: RowAccount) -> list[Part]:
    """Return the rows that count, those left out as was asked or for want of an answer, and those that are bad."""
    left = account.read - account.scored - account.bad
    return [Part(account.scored, "scored"), Part(left, "left"), Part(account.bad, "bad")]
