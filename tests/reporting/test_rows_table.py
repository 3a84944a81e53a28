from datetime import date
from fractions import Fraction

from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.listed_row import ListedRow, Listing
from cxcli.reporting.rows_table import rows_table
from cxcli.reporting.table import shown
from cxcli.rows import Disposition

PLAIN = ListedRow(file="a.csv", line=2, fate=Disposition.SCORED, answer=9)
FULL = ListedRow(
    file="a.csv",
    line=1234,
    fate=Disposition.OFF_SCALE,
    answer=7.5,
    box="promoters",
    day=date(2025, 1, 5),
    flags=("test", "speeder"),
    weight=Fraction(3, 2),
    count=3,
    extra=("=1+1", "R-1"),
)
BROKEN = ListedRow(file="a.csv", line=3, fate=Disposition.MALFORMED, rule="too_few_fields")


def listing(*rows, **more):
    return Listing(rows=rows, found=len(rows), **{"group": {}, **more})


def cells(table):
    return [[shown(cell) for cell in row] for row in table.rows]


def test_a_table_has_the_columns_that_its_rows_need():
    """Without dates, groups, flags and weights there are file, line, fate and answer alone."""
    table = rows_table(listing(PLAIN), ("a note",))
    assert [column.title for column in table.columns] == ["file", "line", "fate", "answer"]
    assert cells(table) == [["a.csv", "2", "scored", "9"]]
    assert table.notes == ("a note",)


def test_a_table_has_all_that_is_known_of_a_row():
    """Class, date, group, flags, weight, count and the columns asked for stand in this order."""
    everything = dict.fromkeys(("boxes", "dated", "flagged", "weighed", "counted"), True)
    table = rows_table(listing(FULL, group={"plan": "pro"}, extra=("comment", "id"), **everything))
    assert [column.name for column in table.columns] == [
        *("file", "line", "fate", "answer", "class", "date", "plan", "flags", "weight", "count", "comment", "id"),
    ]
    assert cells(table) == [
        [
            *("a.csv", "1234", "off scale", "7.5", "promoters", "2025-01-05", "pro", "test, speeder", "1.5", "3"),
            *("=1+1", "R-1"),
        ]
    ]


def test_a_malformed_record_has_a_rule_and_no_more():
    """Beside rows of a group and with columns asked for, a malformed record has file, line, fate and rule."""
    table = rows_table(listing(BROKEN, malformed=True, boxes=True, group={"plan": "pro"}, extra=("id",)))
    assert cells(table) == [["a.csv", "3", "malformed", "too_few_fields", "", "", "", ""]]


def test_an_answer_that_is_no_number_is_shown_as_it_was_told():
    """A word stands for what could not be read, nothing for what was left out."""
    rows = [ListedRow(file="a", line=1, fate=Disposition.UNREADABLE, answer=said) for said in ("text", None)]
    assert [row[3] for row in cells(rows_table(listing(*rows)))] == ["text", ""]


def test_two_columns_of_a_name_are_told_apart():
    """A column of the file may be called like one of the list, or be asked for twice."""
    names = [column.name for column in rows_table(listing(PLAIN, extra=("line", "line"))).columns]
    assert names == ["file", "line", "fate", "answer", "line#2", "line#3"]


def test_csv_is_for_programs():
    """Fates are spelled as in every other output, numbers are bare, and no text starts a formula."""
    rows = listing(FULL, weighed=True, extra=("comment", "id"))
    assert csv_table(rows_table(rows, in_words=False)).splitlines()[1] == "a.csv,1234,off_scale,7.5,1.5,'=1+1,R-1"


def test_rows_without_answers_have_no_such_column():
    """A rate has classes alone; quantities have a column by their unit."""
    table = rows_table(listing(FULL, values=None, boxes=True))
    assert [column.name for column in table.columns] == ["file", "line", "fate", "class"]
    table = rows_table(listing(FULL, values="seconds"))
    assert [column.name for column in table.columns] == ["file", "line", "fate", "seconds"]
    assert cells(table) == [["a.csv", "1234", "off scale", "7.5"]]
