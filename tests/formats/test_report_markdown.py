"""A report as Markdown: every section, rendered by an independent parser, and nothing from data as markup."""

import re

from markdown_it import MarkdownIt

from cxcli.formats import report_markdown

ALLOWED = {"h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


def page_of(report):
    (made,) = report_markdown.write(report)
    return made.content.decode()


def rendered(text):
    """The page with HTML let through, as the plainest renderers do."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


def test_every_section_is_there(report):
    """Headings in the order that the readers asked for."""
    heads = re.findall(r"<h2>(.*?)</h2>", rendered(page_of(report)))
    assert heads == [
        "What needs attention",
        "At a glance",
        "Over time",
        "By group",
        "Along the journey",
        "How people answered",
        "What comments are about",
        "Customers at risk",
        "What became of the rows",
        "What the numbers mean",
    ]


def test_nothing_from_data_is_markup(hostile):
    """No link, image, code, emphasis or HTML comes of a group, a comment, a title or a notice."""
    assert set(re.findall(r"</?([a-zA-Z!][^\s>]*)", rendered(page_of(hostile)))) <= ALLOWED


def test_every_row_has_the_cells_of_its_header(hostile):
    """Bars in texts part no cells: each table's rows are as wide as its first one, before they are rendered."""
    widths = []
    for line in page_of(hostile).splitlines():
        if line.startswith("|"):
            widths.append(len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)))
        elif widths:
            assert len(set(widths)) == 1
            widths = []
