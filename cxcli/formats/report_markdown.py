"""A report as Markdown, for a wiki, a ticket or a repository."""

from collections.abc import Iterator, Sequence

from cxcli.formats.pages import Page, pages
from cxcli.formats.rendered import Rendered
from cxcli.report.content import Report
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.period_words import period_words
from cxcli.reporting.safe import markdown_cell

_WIDE = 4000


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file."""
    return [Rendered("\n".join(_blocks(report)).encode())]


def _blocks(report: Report) -> Iterator[str]:
    """Yield headings, lists and tables, each with a line end; one empty line parts them."""
    yield f"# {markdown_cell(report.audience.title)}: {period_words(report.period)}\n"
    days, before = f"{report.period.start} to {report.period.end}", period_words(report.before)
    yield f"{days}, beside {before}; as of {report.as_of:%Y-%m-%d}\n"
    for page in pages(report):
        yield from _section(page)


def _section(page: Page) -> Iterator[str]:
    yield f"## {page.title}\n"
    if page.said:
        yield "".join(f"- {markdown_cell(text, limit=_WIDE)}\n" for text in page.said)
    for each in page.tables:
        if each.title:
            yield f"### {markdown_cell(each.title)}\n"
        yield markdown_table(each.table)
