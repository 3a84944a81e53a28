import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cxcli.reporting.number_format import bare
from cxcli.reporting.safe import safe
from cxcli.reporting.table import ColumnSpec, Figure, Table
from cxcli.reporting.terminal import render_table

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FORBIDDEN = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u061c\\u2028\\u2029\\ud800-\\udfff]"
)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
COLUMNS = (
    ColumnSpec("plan", "plan"),
    ColumnSpec("value", "NPS", "right"),
    ColumnSpec("interval", "95 %"),
    ColumnSpec("n", "n", "right"),
)
ROWS = (
    ("(all)", Figure("42.1"), Figure("37.8 to 46.2"), Figure("1,225")),
    ("pro", Figure("-3.0"), Figure("-9.1 to 3.1"), Figure("80")),
)
LABELS = st.text(st.characters(), max_size=60)


def numbers(rows):
    return Counter(cell.text for row in rows for cell in row if isinstance(cell, Figure))


def test_a_table_that_fits_has_columns():
    """Columns are two cells apart, figures to the right, under a rule; notes stand beneath; lines end bare."""
    assert render_table(Table(COLUMNS, ROWS, ("a note",)), width=80, colour=False) == (
        "plan    NPS  95 %              n\n"
        "────────────────────────────────\n"
        "(all)  42.1  37.8 to 46.2  1,225\n"
        "pro    -3.0  -9.1 to 3.1      80\n"
        "\n"
        "a note\n"
    )


def test_an_encoding_without_rules_gets_ascii():
    """Where the encoding has no line characters the rule is of hyphens, and marks are spelled plainly."""
    text = render_table(Table(COLUMNS[:2], (("a·日", Figure("1")),), ("±",)), width=80, colour=False, encoding="ascii")
    assert text == "plan  NPS\n---------\na|?     1\n\n+/-\n"


@pytest.mark.parametrize("width", [0, 1, 20, 30])
def test_where_the_figures_do_not_fit_each_cell_has_a_line(width):
    """Too narrow a screen gets one "title: value" a line, a blank line between rows, whatever the width."""
    assert render_table(Table(COLUMNS, ROWS, ("note",)), width=width, colour=False) == (
        "plan: (all)\nNPS: 42.1\n95 %: 37.8 to 46.2\nn: 1,225\n\n"
        "plan: pro\nNPS: -3.0\n95 %: -9.1 to 3.1\nn: 80\n\n"
        "note\n"
    )


def test_a_note_is_broken_between_words():
    """A note fits the screen as the table does, and loses nothing."""
    shown = render_table(Table(COLUMNS[:1], (("a",),), ("one two three",)), width=8, colour=False)
    assert shown.endswith("\n\none two\nthree\n")


def test_a_long_label_is_folded_and_nothing_of_it_lost():
    """A label that is too wide goes on in the next line, and the figures stay in the first."""
    text = render_table(Table(COLUMNS[:2], (("x" * 10 + "y" * 10, Figure("42.1")),)), width=16, colour=False)
    assert text == "plan         NPS\n────────────────\nxxxxxxxxxx  42.1\nyyyyyyyyyy\n"


def test_sixty_columns_show_sixty_values():
    """Sixty columns on a screen of 80 cells show every value."""
    columns = tuple(ColumnSpec(f"c{number}", f"c{number}", "right") for number in range(60))
    row = tuple(Figure(f"{number}.5") for number in range(60))
    lines = render_table(Table(columns, (row,)), width=80, colour=False).splitlines()
    assert lines == [f"c{number}: {number}.5" for number in range(60)]


VALUES = st.floats(-1e9, 1e9).map(lambda value: Figure(bare(value, 1), value))


@settings(max_examples=60)
@given(st.lists(st.tuples(LABELS, VALUES, VALUES), min_size=1, max_size=4), LABELS, st.integers(0, 120))
def test_every_number_is_whole_at_every_width(rows, title, width):
    """Whatever the labels and the width, each number stands whole in a line, as often as it is in the table."""
    columns = (ColumnSpec("g", title), ColumnSpec("value", "value", "right"), ColumnSpec("n", "n", "right"))
    text = render_table(Table(columns, tuple(rows)), width=width, colour=False)
    words = Counter(text.replace("n:", " ").replace("value:", " ").split())
    assert numbers(rows) - words == Counter()


@pytest.mark.parametrize("width", range(1, 121))
def test_the_width_is_kept_where_columns_are_drawn(width):
    """At every width from 1 to 120 the numbers are whole, and drawn columns stay within the width."""
    rows = (("日本語 " * 12, Figure("-12345.678901234"), Figure("1 to 2"), Figure("1,225,000")), *ROWS)
    text = render_table(Table(COLUMNS, rows), width=width, colour=False)
    assert [figure for figure in numbers(rows) if figure not in text] == []
    if "─" in text:
        assert max(map(cell_len, text.splitlines())) <= width


@settings(max_examples=60)
@given(LABELS, LABELS, LABELS, st.integers(0, 200))
def test_a_pipe_gets_no_control_characters(label, title, note, width):
    """Whatever stands in label, title or note, text without colour has no control character but newlines."""
    table = Table((ColumnSpec("g", title), COLUMNS[1]), ((label, Figure("1")),), (note,))
    assert FORBIDDEN.search(render_table(table, width=width, colour=False)) is None


@settings(max_examples=60)
@given(LABELS, LABELS, st.integers(20, 200))
def test_a_terminal_gets_colour_sequences_only(label, title, width):
    """With colour, the only escapes are the colours that the program sets itself, and the text is the same."""
    table = Table((ColumnSpec("g", title), COLUMNS[1]), ((label, Figure("1")),))
    coloured = COLOURS.sub("", render_table(table, width=width, colour=True))
    plain = render_table(table, width=width, colour=False)
    assert FORBIDDEN.search(coloured) is None
    assert [line.rstrip() for line in coloured.splitlines()] == [line.rstrip() for line in plain.splitlines()]


def test_colour_makes_the_titles_bold():
    """With colour the titles are bold; without, nothing is."""
    assert "\x1b[1mplan" in render_table(Table(COLUMNS, ROWS), width=80, colour=True)
    assert "\x1b" not in render_table(Table(COLUMNS, ROWS), width=80, colour=False)


@pytest.mark.parametrize(
    "label",
    [
        "[bold]x[/bold]",
        "[/red]",
        "[link=http://evil/]x[/link]",
        "[not a tag]",
        "a[id]",
        ":bomb:",
        "x\\",
        "{0} %s",
        "\x1b[2J",
    ],
)
def test_markup_in_data_is_text(label):
    """Markup, emoji names and backslashes in a label are shown as they are."""
    assert safe(label) in render_table(Table(COLUMNS[:2], ((label, Figure("1")),)), width=80, colour=False)


def test_the_environment_changes_nothing(monkeypatch):
    """Terminal variables of the environment do not reach the layout: the caller decides."""
    plain = render_table(Table(COLUMNS, ROWS), width=80, colour=False)
    for name, value in {"COLUMNS": "7", "TERM": "dumb", "FORCE_COLOR": "1", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert render_table(Table(COLUMNS, ROWS), width=80, colour=False) == plain
    assert "\x1b[1m" in render_table(Table(COLUMNS, ROWS), width=80, colour=True)
    assert len(render_table(Table(COLUMNS[:1], (("x" * 150,),)), width=200, colour=False).splitlines()) == 3


def test_little_tables():
    """No columns, no rows, no notes: what is there is shown, and nothing is nothing."""
    assert render_table(Table(()), width=80, colour=False) == ""
    assert render_table(Table((), (), ("a note",)), width=80, colour=False) == "a note\n"
    assert render_table(Table(COLUMNS[:2]), width=80, colour=False) == "plan  NPS\n─────────\n"
    assert render_table(Table(COLUMNS[:2]), width=1, colour=False) == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")
@pytest.mark.parametrize("width", [12, 250])
def test_naughty_labels_are_harmless_and_whole(width):
    """Every naughty string as a label leaves no control character, and is readable where there is room."""
    labels = json.loads((SHARED / "hostile/blns/blns.json").read_text("utf-8"))
    text = render_table(Table(COLUMNS[:2], tuple((label, Figure("7")) for label in labels)), width=width, colour=False)
    assert FORBIDDEN.search(text) is None
    if width > 200:
        assert [label for label in labels if safe(label).rstrip(" ") not in text] == []
