import csv
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxcli.reporting.safe import inert, markdown_cell, neutralise, safe

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")
ANYTHING = st.text(st.characters(), max_size=300)
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"


def obeyed(text):
    """Characters that a terminal could act on, by Unicode's own categories."""
    return [character for character in text if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}] + [
        character for character in text if character in DIRECTIONS + "\ufeff"
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]52;c;ZXZpbA==\x07", "\\x1b]52;c;ZXZpbA==\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("\x00\x08\x7f\t\r", "\\x00\\x08\\x7f\\x09\\x0d"),
        ("a\nb", "a⏎b"),
        ("\u202eevil", "\\u202eevil"),
        ("\u2066x\u061c\u200e", "\\u2066x\\u061c\\u200e"),
        ("a\u200bb\u200d\ufeff", "a\\u200bb\\u200d\\ufeff"),
        ("a\u2028b\u2029", "a\\u2028b\\u2029"),
        ("\ud800x", "\\ud800x"),
        ("\U000e0041", "\\U000e0041"),
        ("a\xa0\xad", "a\xa0\\xad"),
        ("[bold]:bomb:[/red]", "[bold]:bomb:[/red]"),
        ("Zürich 日本語 \\ £", "Zürich 日本語 \\ £"),
        ("", ""),
    ],
)
def test_steering_and_unseen_characters_become_visible(text, shown):
    """A control, direction, unseen or half character is shown as its code, a newline as ⏎; all else stays."""
    assert safe(text) == shown


@given(ANYTHING)
def test_nothing_that_is_obeyed_comes_through(text):
    """Whatever the text is, no control, direction, line separator or half character is left."""
    assert obeyed(safe(text)) == []


@given(ANYTHING, st.integers(1, 250))
def test_the_width_and_the_length_are_bounded(text, limit):
    """A safe text is never wider, nor longer in characters, than the limit."""
    shown = safe(text, limit=limit)
    assert cell_len(shown) <= limit
    assert len(shown) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("日本語", 6, "日本語"),
        ("日本語x", 6, "日本…"),
        ("e\u0301" * 3, 6, "e\u0301" * 3),
        ("e\u0301" * 4, 6, "e\u0301e\u0301e…"),
        ("abc", 1, "…"),
    ],
)
def test_a_wide_text_is_cut_by_cells(text, limit, shown):
    """A text is cut by display cells, a mark without width counts as one, and the cut is shown."""
    assert safe(text, limit=limit) == shown


def test_the_usual_limit_is_two_hundred_cells():
    """Without a limit given, a text of 200 cells is whole and one of 201 is cut."""
    assert safe("x" * 200) == "x" * 200
    assert safe("x" * 201) == "x" * 199 + "…"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_formula_start_gets_an_apostrophe(start):
    """OWASP's starts, LF and the full-width forms are neutralised; the text itself stays."""
    assert neutralise(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "plan", "a=1", "'=1", "1-2", " x"])
def test_a_plain_text_is_not_touched(text):
    """A text that starts no formula has nothing added."""
    assert neutralise(text) == text


@given(ANYTHING)
def test_data_files_keep_everything_but_what_steers(text):
    """In a data file tab, CR, LF and joiners stay; escapes, directions and half characters become visible."""
    kept = inert(text)
    assert [character for character in obeyed(kept) if character not in "\t\r\n\ufeff"] == []
    assert kept.count("\u200d") == text.count("\u200d")
    assert kept.count("\r") == text.count("\r")


def test_data_files_show_an_escape_by_its_code():
    """An escape in a data file is spelled out and nothing is cut."""
    assert inert("\x1b[2J\u202e\r\n\u200c" + "x" * 500) == "\\x1b[2J\\u202e\r\n\u200c" + "x" * 500


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("[t](u)", "\\[t\\](u)"),
        ("www.evil.com", "www\\.evil\\.com"),
        ("http://x", "http\\://x"),
        (":smile: 4 rows read: 3", "\\:smile: 4 rows read: 3"),
        ("a@b", "a\\@b"),
        ("v1.2, 42.1 - (blank)", "v1.2, 42.1 - (blank)"),
        ("a\nb", "a⏎b"),
    ],
)
def test_markdown_marks_are_escaped(text, escaped):
    """Each character that Markdown gives a meaning has a backslash; figures and plain words stay readable."""
    assert markdown_cell(text) == escaped


def test_a_markdown_cell_is_cut_before_it_is_escaped():
    """The limit counts what is read, so that no backslash is cut from its character."""
    assert markdown_cell("||||", limit=3) == "\\|\\|…"


@NEEDS_SHARED
def test_naughty_strings_are_harmless():
    """Every string of the Big List of Naughty Strings is harmless once safe."""
    strings = json.loads((SHARED / "hostile/blns/blns.json").read_text("utf-8"))
    assert len(strings) > 400
    assert [text for text in strings if obeyed(safe(text))] == []


@NEEDS_SHARED
def test_terminal_traps_are_harmless_and_readable():
    """Every segment of the terminal trap is harmless once safe, and plain ones are unchanged."""
    with (SHARED / "hostile/traps/evil_terminal.csv").open(encoding="utf-8", newline="") as lines:
        segments = [row["seg"] for row in csv.DictReader(lines)]
    assert len(segments) == 20
    assert [text for text in segments if obeyed(safe(text))] == []
    assert [text for text in segments if text.isascii() and text.isprintable() and safe(text) != text] == []
