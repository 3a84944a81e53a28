import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.reporting.csv_table import PLAIN, CsvDialect, csv_table
from cxcli.reporting.safe import inert, neutralise
from cxcli.reporting.table import ColumnSpec, Figure, Table

COLUMNS = (ColumnSpec("plan", "the plan"), ColumnSpec("value", "NPS", "right"))


COMMA = CsvDialect(delimiter=";", decimal=",", line_end="\r\n", bom=True)


def one(cell, dialect=PLAIN):
    table = Table((ColumnSpec("a", "A"), ColumnSpec("b", "B")), ((cell, "end"),))
    return csv_table(table, dialect).split("\n", 1)[1]


def test_names_values_and_line_ends():
    """The header holds the names for programs, figures are values in full precision, lines end in LF, no notes."""
    rows = (("pro", Figure("-42.1", -42.12244897959184)), ("a,b", Figure("1,225", 1225)))
    assert csv_table(Table(COLUMNS, rows, ("a note",))) == 'plan,value\npro,-42.12244897959184\n"a,b",1225\n'


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'),
        ("-3", "'-3"),
        (Figure("-3", -3), "-3"),
        (Figure("-3.1 to 2.0"), "'-3.1 to 2.0"),
        (Figure("0.0", -0.0), "0.0"),
        ("a\rb", '"a\rb"'),
        ("a\nb", '"a\nb"'),
        ("\ta", "'\ta"),
        ("\x1b[2J", "\\x1b[2J"),
        ("", ""),
    ],
)
def test_a_text_is_inert_and_a_number_is_a_number(cell, field):
    """A text cannot start a formula or steer a terminal, line breaks of any kind are quoted, figures stay figures."""
    assert one(cell) == f"{field},end\n"


def test_a_column_name_from_data_is_inert():
    """A column named after data cannot start a formula either."""
    assert csv_table(Table((ColumnSpec("=x", "x"), ColumnSpec("n", "n")))) == "'=x,n\n"


@given(st.lists(st.tuples(st.text(st.characters()), st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_what_is_written_is_read_back(rows):
    """An ordinary CSV reader gets every text, made inert, and every value, to the last bit."""
    table = Table(COLUMNS, tuple((text, Figure("x", value)) for text, value in rows))
    head, *back = csv.reader(io.StringIO(csv_table(table), newline=""))
    assert head == ["plan", "value"]
    assert [(text, float(value)) for text, value in back] == [(neutralise(inert(text)), value) for text, value in rows]


def test_another_dialect():
    """A dialect says the sign between fields, the decimal sign, the line end and whether a BOM starts the text."""
    rows = (("pro", Figure("-42.1", -42.12244897959184)), ("a;b", Figure("1,225", 1225)), ("1.5", Figure("0.0", 1e-7)))
    expected = '\ufeffplan;value\r\npro;-42,12244897959184\r\n"a;b";1225\r\n1.5;1e-07\r\n'
    assert csv_table(Table(COLUMNS, rows, ("a note",)), COMMA) == expected


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("=1+1", "'=1+1"),
        ("=A1;B1", '"\'=A1;B1"'),
        (Figure("-3", -3.5), "-3,5"),
        (Figure("-3.1 to 2.0"), "'-3.1 to 2.0"),
        (Figure("0.0", -0.0), "0,0"),
        ("a\rb", '"a\rb"'),
        ("00123", "00123"),
        ("a,b", "a,b"),
    ],
)
def test_a_dialect_changes_no_text(cell, field):
    """In every dialect a text is as harmless as in plain CSV and otherwise unchanged; only figures are respelled."""
    assert one(cell, COMMA) == f"{field};end\r\n"


@given(st.lists(st.tuples(st.text(st.characters()), st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_what_is_written_in_a_dialect_is_read_back(rows):
    """A CSV reader that is told the dialect gets every text, made inert, and every value, to the last bit."""
    table = Table(COLUMNS, tuple((text, Figure("x", value)) for text, value in rows))
    written = csv_table(table, COMMA).encode().decode("utf-8-sig")
    head, *back = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert head == ["plan", "value"]
    assert [text for text, _ in back] == [neutralise(inert(text)) for text, _ in rows]
    assert [float(value.replace(",", ".")) for _, value in back] == [value for _, value in rows]
