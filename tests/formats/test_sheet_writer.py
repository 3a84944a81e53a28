"""Numbers and texts that are written are read back the same."""

import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from read_workbooks import by_calamine, by_openpyxl, parts

from cxcli.formats.sheet import Amount, Block, Sheet, block_of
from cxcli.formats.sheet_writer import SheetWriter
from cxcli.reporting.table import ColumnSpec, Figure, Table

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False) | st.integers(-(2**53), 2**53)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")), min_size=1)


def written(*blocks):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        SheetWriter(book, "of now").write(Sheet(name="One", title="One", blocks=blocks))
    return content.getvalue()


@settings(max_examples=20)
@given(st.lists(NUMBERS, min_size=1, max_size=60))
def test_numbers_come_back_to_the_last_bit(numbers):
    """Two libraries read the very numbers that were written; 0 has no sign."""
    content = written(Block(("number",), tuple((Amount(number, "0.0"),) for number in numbers)))
    for read in (by_openpyxl, by_calamine):
        cells = [row[0] for row in read(content)["One"][4:]]
        assert cells == [number + 0 for number in numbers]
    (sheet,) = parts(content, "sheet1.xml").values()
    assert "<v>-0</v>" not in sheet


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=40))
def test_texts_come_back(texts):
    """Whatever the characters, if they can be seen at all."""
    texts = [text for text in texts if not text.startswith("<r>")] or ["one"]
    content = written(Block(("text",), tuple((text,) for text in texts)))
    for read in (by_openpyxl, by_calamine):
        assert [row[0] for row in read(content)["One"][4:]] == texts


def test_a_text_like_a_formula_stays_a_text_when_it_is_typed_again():
    """Its cell has the mark that spreadsheets set before a text that was typed with an apostrophe."""
    content = written(Block(("text",), (("=1+1",), ("plain",))))
    (styles,) = parts(content, "styles.xml").values()
    assert styles.count('quotePrefix="1"') == 1


def test_what_does_not_fit_is_said(monkeypatch):
    """A sheet ends at some row; the one after it says how many are left."""
    monkeypatch.setattr("cxcli.formats.sheet_writer._MOST_ROWS", 2)
    content = written(Block(("n",), tuple((Amount(number, "0"),) for number in range(5))))
    cells = [row[0] for row in by_calamine(content)["One"][4:]]
    assert cells == [0, 1, "3 more rows do not fit: the report as CSV and JSON has all"]


def test_blocks_stand_beneath_each_other():
    """The second one has its title and its own columns."""
    content = written(Block(("a",), (("x",),)), Block(("b", "c"), (("y", None),), "More"))
    assert [row for row in by_calamine(content)["One"][3:] if any(row)] == [
        ["a", None],
        ["x", None],
        ["More", None],
        ["b", "c"],
        ["y", None],
    ]


def test_a_table_is_a_block_of_its_numbers():
    """Figures with a value are numbers, and columns with nothing in them are left out."""
    table = Table(
        tuple(ColumnSpec(name, name) for name in ("plan", "empty", "share_low")),
        (("pro", Figure(""), Figure("1.5 %", 1.5)), ("free", Figure(""), Figure("not shown"))),
    )
    block = block_of(table)
    assert block.columns == ("plan", "share low")
    assert [row[0] for row in block.rows] == ["pro", "free"]
    assert (block.rows[0][1].value, block.rows[1][1]) == (1.5, "not shown")


@pytest.mark.parametrize("text", ["\x00", "\x1b[31m", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_spelled(text):
    """A character that no workbook holds is seen as its number."""
    (cell,) = by_calamine(written(Block(("t",), ((f"a{text}",),))))["One"][4]
    assert cell.startswith(("a\\x", "a\\u"))
