"""A report as a workbook: numbers that can be reckoned with, and texts that are nothing but texts."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from cxcli import __version__
from cxcli.formats.rendered import Rendered
from cxcli.formats.sheet import Sheet
from cxcli.formats.sheet_charts import Chart, answer_charts, trend_charts
from cxcli.formats.sheet_writer import SheetWriter, placed
from cxcli.formats.sheets import NAMES, sheets
from cxcli.report.content import Report
from cxcli.reporting.period_words import period_words
from cxcli.reporting.safe import safe

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file: the same bytes of the same report, since nothing in it is of the clock or of a folder."""
    content = BytesIO()
    title = f"{report.audience.title}, {period_words(report.period)}"
    with xlsxwriter.Workbook(content, {"in_memory": True, **_AS_TEXT}) as book:
        created = report.as_of.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": safe(title), "comments": f"made by cx {__version__}", "created": created})
        writer = SheetWriter(book, f"{title}; as of {report.as_of:%Y-%m-%d}")
        made = sheets(report)
        charts = list(_charts(made))
        for number, each in enumerate(made):
            writer.write(each)
            if charts and not number:
                writer.write_charts(charts)
    return [Rendered(content.getvalue())]


def _charts(made: Sequence[Sheet]) -> Iterator[Chart]:
    """Yield the charts of the sheets that have some; their sheet is the second one, after the summary."""
    by_name = {each.name: placed(each) for each in made}
    if NAMES["trends"] in by_name:
        yield from trend_charts(by_name[NAMES["trends"]])
    if NAMES["answers"] in by_name:
        yield from answer_charts(by_name[NAMES["answers"]])
