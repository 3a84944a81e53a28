import pytest
from xml_spreadsheets import book, open_at, row, sheet, styles, table, value, workbook

from cxcli.sources.spreadsheetml_cells import MarkedTexts
from cxcli.sources.xlsx_formats import Shown
from cxcli.sources.xlsx_rules import Fault

HEADER = ["id", "score"]


@pytest.fixture
def told(tmp_path):
    """What the cell of a record is read as: its text, or the rule that it breaks."""

    def of(content, **more):
        source = open_at(tmp_path, workbook([HEADER, [1, content], [2, 8]], **more))
        found, _, rejects = table(source)
        return rejects[0][1] if rejects else found[0][1]

    return of


CELLS = [
    (value("String", " some text "), " some text "),
    (value("String", "_x000D_"), "_x000D_"),
    (value("Number", 9), "9"),
    (value("Number", "9.0"), "9"),
    (value("Number", "0.1"), "0.1"),
    (value("Number", "1.5E-3"), "0.0015"),
    (value("Number", "\n 7 \n"), "7"),
    (value("Number", "12345678901234567890"), "12345678901234567890"),
    (value("Number", "-12345678901234567"), "-12345678901234567"),
    (value("Number", "1E3", 'ss:StyleID="money"'), "1000"),
    (value("Number", "0.85", 'ss:StyleID="share"'), "85%"),
    (value("Number", "0.85", 'ss:StyleID="percent"'), "85%"),
    (value("Number", "0.85", 'ss:StyleID="digits"'), "0.85"),
    (value("Number", "45720", 'ss:StyleID="date"'), "2025-03-04"),
    (value("Number", "1.5", 'ss:StyleID="hours"'), "36:00:00"),
    (value("Boolean", "1"), "TRUE"),
    (value("Boolean", "0"), "FALSE"),
    (value("String", ""), ""),
    (value("Number", ""), ""),
    ("<Cell/>", ""),
    ('<Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>', "2"),
    ('<Cell ss:Formula="=A1"><Data ss:Type="String"></Data></Cell>', ""),
    (
        '<Cell><Data ss:Type="String"><html:B>very</html:B><html:I> good</html:I></Data></Cell>',
        "very good",
    ),
    ('<Cell><Data ss:Type="String">4</Data><Comment><ss:Data ss:Type="String">a note</ss:Data></Comment></Cell>', "4"),
    ('<Cell><Data ss:Type="String">a &lt; b &#10;c</Data></Cell>', "a < b \nc"),
    ('<Cell><Data ss:Type="String"><![CDATA[a <b>]]></Data></Cell>', "a <b>"),
    (
        '<Cell><x:PhoneticText>no</x:PhoneticText><Data ss:Type="String">漢字</Data><NamedCell ss:Name="f"/></Cell>',
        "漢字",
    ),
]


@pytest.mark.parametrize(("content", "text"), CELLS)
def test_what_a_cell_says(told, content, text):
    """Each type of value is read as what it stores; whole numbers keep all their digits, notes are no values."""
    assert told(content) == text


MOMENTS = [
    ("2025-03-04T05:06:07.000", None, "2025-03-04 05:06:07"),
    ("2025-03-04T05:06:07.125", None, "2025-03-04 05:06:07.125"),
    ("2025-03-04T00:00:00.000", None, "2025-03-04 00:00:00"),
    ("2025-03-04", None, "2025-03-04 00:00:00"),
    ("2025-03-04T00:00:00.000", "date", "2025-03-04"),
    ("2025-03-04", "short", "2025-03-04"),
    ("2025-03-04T12:00:00.000", "date", "2025-03-04 12:00:00"),
    ("2025-03-04T05:06:07.000", "moment", "2025-03-04 05:06:07"),
    ("2025-03-04T05:06:07", "general", "2025-03-04 05:06:07"),
    ("1900-01-01T00:00:00.000", "date", "1900-01-01"),
    ("1900-02-28T00:00:00.000", "date", "1900-02-28"),
    ("1900-03-01T00:00:00.000", "date", "1900-03-01"),
    ("9999-12-31T23:59:59.000", "moment", "9999-12-31 23:59:59"),
    ("1899-12-31T00:02:23.000", "time", "00:02:23"),
    ("1899-12-31T13:30:00.000", "long", "13:30:00"),
    ("1899-12-31T13:30:00.000", None, "13:30:00"),
    ("1899-12-31T13:30:00.000", "percent", "13:30:00"),
    ("1899-12-31T05:00:00.000", "moment", "1900-01-00 05:00:00"),
    ("1900-01-01T12:00:00.000", "hours", "36:00:00"),
    ("1900-03-01T00:00:00.000", "hours", "1464:00:00"),
    ("2025-03-04T05:06:07.000", "time", "2025-03-04 05:06:07"),
    ("1887-07-09", None, "1887-07-09"),
    ("2025-03-04T05:06:07Z", "moment", "2025-03-04T05:06:07Z"),
    ("2025-03-04T05:06:07.5+02:00", None, "2025-03-04T05:06:07.5+02:00"),
    (" 2025-03-04T05:06 ", None, "2025-03-04 05:06:00"),
]


@pytest.mark.parametrize(("stored", "style", "text"), MOMENTS)
def test_what_a_moment_says(told, stored, style, text):
    """A moment is ISO text, as its format shows it; on the day 0 of sheets, and under formats of times, a duration."""
    attributes = f'ss:StyleID="{style}"' if style else ""
    assert told(value("DateTime", stored, attributes)) == text


FAULTS = [
    (value("Error", "#N/A"), "error_cell"),
    (value("Error", ""), "error_cell"),
    ('<Cell ss:Formula="=1+1"/>', "no_cached_value"),
    ('<Cell ss:Formula="=1+1"><Data ss:Type="Number"></Data></Cell>', "no_cached_value"),
    ('<Cell ss:Formula="=1+1"><Data ss:Type="DateTime"/></Cell>', "no_cached_value"),
    (value("Number", "nine"), "damaged_cell"),
    (value("Number", "INF"), "damaged_cell"),
    (value("Number", "1", 'ss:StyleID="none"'), "damaged_cell"),
    (value("Boolean", "yes"), "damaged_cell"),
    (value("Text", "9"), "damaged_cell"),
    (value("s", "0"), "damaged_cell"),
    ("<Cell><Data>9</Data></Cell>", "damaged_cell"),
    ('<Cell><Data ss:Type="String">a</Data><Data ss:Type="String">b</Data></Cell>', "damaged_cell"),
    (value("DateTime", "2025-02-30T00:00:00.000"), "damaged_cell"),
    (value("DateTime", "20250304"), "damaged_cell"),
    (value("DateTime", "T12:00:00"), "damaged_cell"),
    (value("DateTime", "45720"), "damaged_cell"),
    (value("DateTime", "2025-03-04", 'ss:StyleID="none"'), "damaged_cell"),
    (value("DateTime", "9999-12-31T23:59:59.9999999"), "no_such_date"),
    (value("Number", "-1", 'ss:StyleID="date"'), "no_such_date"),
]


@pytest.mark.parametrize(("content", "rule"), FAULTS)
def test_a_cell_that_says_nothing_rejects_its_row(told, content, rule):
    """A row is rejected for an error, a formula without a value, and a value that is not of its type."""
    assert told(content) == rule


def test_days_from_1904(tmp_path):
    """Where the calendar begins in 1904, numbers and times of day count from there, and dates are what they say."""
    date_1904 = '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>'
    rows = [
        ["id", "at"],
        [1, value("Number", "0", 'ss:StyleID="d"')],
        [2, value("DateTime", "1904-01-01T00:02:23.000", 'ss:StyleID="t"')],
        [3, value("DateTime", "2025-03-04T00:00:00.000", 'ss:StyleID="d"')],
    ]
    found = book(sheet(rows), before=date_1904 + styles({"d": "yyyy-mm-dd", "t": "hh:mm:ss"}))
    assert table(open_at(tmp_path, found))[0] == [["1", "1904-01-01"], ["2", "00:02:23"], ["3", "2025-03-04"]]


def test_styles_of_rows_columns_and_tables(tmp_path):
    """A cell without a style has that of its row, else of its column, else of the table, else the usual one."""
    hours = value("DateTime", "1900-01-01T12:00:00.000")
    columns = '<Column/><Column ss:StyleID="hours" ss:Span="1"/><Column ss:Index="6" ss:StyleID="time"/><Column/>'
    rows = [
        ["a", "b", "c", "d", "e", "f", "g"],
        [hours] * 7,
        row([hours, hours.replace("<Cell ", '<Cell ss:StyleID="date" ')], 'ss:StyleID="time"'),
    ]
    text = book(sheet(rows, columns=columns)).replace("<Table>", '<Table ss:StyleID="moment">')
    moment, long, date = "1900-01-01 12:00:00", "36:00:00", "1900-01-01 12:00:00"
    assert table(open_at(tmp_path, text))[0] == [
        [moment, long, long, moment, moment, long, moment],
        [long, date, "", "", "", "", ""],
    ]


def test_a_style_is_as_its_parent_where_it_says_nothing(tmp_path):
    """A style without a format has that of its parent, which is the usual one where none is named."""
    before = (
        '<Styles><Style ss:ID="Default"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="p"><NumberFormat ss:Format="0.00"/></Style><Style ss:ID="q" ss:Parent="p"/><Style ss:ID="r"/>'
        "</Styles>"
    )
    cells = [value("Number", "0.5"), *(value("Number", "0.5", f'ss:StyleID="{name}"') for name in "pqr")]
    text = book(sheet([["a", "b", "c", "d"], cells, cells]), before=before)
    assert table(open_at(tmp_path, text))[0][0] == ["50%", "0.5", "0.5", "50%"]


def test_long_whole_numbers_are_told_of(tmp_path):
    """A whole number of many digits is as the file has it, with a warning: a program may have rounded it."""
    source = open_at(tmp_path, workbook([HEADER, [value("Number", "12345678901234567"), 9]]))
    assert table(source)[0] == [["12345678901234567", "9"]]
    assert [notice.code for notice in source.facts.notices] == ["long-numbers"]
    texts = MarkedTexts({"Default": Shown.NUMBER}, from_1904=False)
    assert texts.of(("n", "Default", "1" * 41)) == "1.111111111111111e+40"
    assert isinstance(texts.of(("n", "Default", None)), Fault)
