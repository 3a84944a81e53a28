import csv
import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import safe
from cxcli.reporting.table import ColumnSpec, Figure, Table

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")
COLUMNS = (ColumnSpec("plan", "plan"), ColumnSpec("value", "NPS", "right"))
ALLOWED = {"table", "thead", "tbody", "tr", "th", "td", "p"}
ATTACKS = [
    "[x](javascript:alert(1))",
    "![x](http://evil/y.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "https://evil.example/x",
    "www.evil.example",
    "me@evil.example",
    "evil.com",
    "a|b\\|c\\\\|d\\",
    "`code` **bold** _it_ ~~no~~",
    "&lt;b&gt; &#60;",
    "[ref]: http://evil",
    "\\[x](y)",
    "<http://evil>",
    "$a$",
    "# head",
    "ftp://evil.example/x",
    "mailto:me@evil.example",
    "//evil.example",
    "http://1.2.3.4/",
]


def rendered(text):
    """The page as an independent renderer makes it, HTML let through, bare links recognised where it can do that."""
    if find_spec("linkify_it"):
        return MarkdownIt("gfm-like").render(text)
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


def elements(page):
    return set(re.findall(r"<(?:/)?([a-zA-Z!][^\s>]*)", page))


def table(label):
    return Table((ColumnSpec("g", label), COLUMNS[1]), ((label, Figure("-3.0")),), (label,))


def cells(label):
    """The texts of the cells, as an independent parser reads them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown_table(table(label)))
    found = [tokens[place + 1] for place, token in enumerate(tokens) if token.type in {"th_open", "td_open"}]
    return ["".join(child.content for child in token.children) for token in found]


def test_a_table_with_notes():
    """Titles, alignments, rows, and each note as a paragraph beneath."""
    rows = (("pro", Figure("42.1", 42.12)), ("", Figure("1,225")))
    assert markdown_table(Table(COLUMNS, rows, ("n 1,225", "two"))) == (
        "| plan | NPS |\n| --- | ---: |\n| pro | 42.1 |\n|  | 1,225 |\n\nn 1,225\n\ntwo\n"
    )


@pytest.mark.parametrize("label", ATTACKS)
def test_nothing_from_data_becomes_markup(label):
    """An attack in title, cell and note is shown as it is: no link, image, HTML or other cell comes of it."""
    assert elements(rendered(markdown_table(table(label)))) <= ALLOWED
    assert cells(label) == [label, "NPS", label, "-3.0"]


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("# head", "\\# head"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("===", "\\==="),
        ("1. item", "1\\. item"),
        ("12) item", "12\\) item"),
        ("    code", "code"),
        ("1,300 rows read", "1,300 rows read"),
        ("42.1", "42\\.1"),
    ],
)
def test_a_note_is_a_paragraph(note, written):
    """A note that starts as a heading, list or code does is a paragraph all the same."""
    text = markdown_table(Table(COLUMNS, (), (note,)))
    assert text.endswith(f"\n\n{written}\n")
    assert rendered(text).endswith(f"<p>{note.strip()}</p>\n")


@settings(max_examples=200)
@given(st.text(st.one_of(st.sampled_from("|\\`*_[]()<>!&#~:/.@ \nab1"), st.characters()), max_size=40))
def test_every_label_stays_one_cell_of_text(label):
    """Whatever the label, the row keeps its cells, and the cell reads as the safe text."""
    shown = " ".join(safe(label).split(" ")).strip(" ")
    assert elements(rendered(markdown_table(table(label)))) <= ALLOWED
    title, _, cell, value = cells(label)
    assert (title.strip(), cell.strip(), value) == (shown.strip(), shown.strip(), "-3.0")


def test_a_figure_is_never_cut():
    """However long a figure is, it is whole."""
    assert "9" * 400 in markdown_table(Table(COLUMNS, (("a", Figure("9" * 400)),)))


@NEEDS_SHARED
def test_naughty_strings_become_no_markup():
    """No naughty string makes an element of its own."""
    labels = json.loads((SHARED / "hostile/blns/blns.json").read_text("utf-8"))
    assert [label for label in labels if not elements(rendered(markdown_table(table(label)))) <= ALLOWED] == []


@NEEDS_SHARED
def test_markup_traps_become_no_markup():
    """No segment of the markup trap makes an element of its own, and rows keep their cells."""
    with (SHARED / "hostile/traps/evil_html_md.csv").open(encoding="utf-8", newline="") as lines:
        labels = [row["seg"] for row in csv.DictReader(lines)]
    assert len(labels) == 23
    assert [label for label in labels if not elements(rendered(markdown_table(table(label)))) <= ALLOWED] == []
    assert {len(cells(label)) for label in labels} == {4}
