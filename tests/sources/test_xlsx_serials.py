import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.xlsx_formats import Shown, shown_by
from cxcli.sources.xlsx_serials import number, number_text, percent_text, serial_text
from cxcli.sources.xlsx_strings import unescaped

CODES = [
    ("General", Shown.NUMBER),
    ("0", Shown.NUMBER),
    ("0.00E+00", Shown.NUMBER),
    ("#,##0.00;[Red]-#,##0.00", Shown.NUMBER),
    ('0" days"', Shown.NUMBER),
    (r"0\d", Shown.NUMBER),
    ("@", Shown.NUMBER),
    ('_("$"* #,##0.00_)', Shown.NUMBER),
    ("[>=100]0;0.0", Shown.NUMBER),
    ("Standard", Shown.NUMBER),
    ("yyyy-mm-dd", Shown.DATE),
    ("yyyy\\-mm\\-dd;@", Shown.DATE),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown.DATE),
    ("[$-409]d-mmm-yy;@", Shown.DATE),
    ("mmm", Shown.DATE),
    ('yyyy"年"m"月"', Shown.DATE),
    ("m/d/yy h:mm", Shown.MOMENT),
    ("dd.mm.yyyy hh:mm:ss.000", Shown.MOMENT),
    ("[$-409]m/d/yy h:mm AM/PM;@", Shown.MOMENT),
    ("h:mm", Shown.TIME),
    ("h:mm:ss AM/PM", Shown.TIME),
    ("mm:ss.0", Shown.TIME),
    ("[h]:mm:ss", Shown.DURATION),
    ("[mm]:ss", Shown.DURATION),
    ("[ss]", Shown.DURATION),
    ("0%", Shown.PERCENT),
    ("0.00%;[Red]-0.00%", Shown.PERCENT),
    ('0"%"', Shown.NUMBER),
    ("[$-407]TT.MM.JJJJ", Shown.DATE),
    ("[$-40C]jj/mm/aaaa", Shown.DATE),
    ("gg/mm/aaaa hh:mm", Shown.MOMENT),
    ("pp.kk.vvvv", Shown.DATE),
    ("ДД.ММ.ГГГГ", Shown.DATE),
    ("JJJJ-MM", Shown.DATE),
    ("MM.JJJJ", Shown.DATE),
    ("tt.tt.tt", Shown.NUMBER),
    ("mm.jj.mm", Shown.NUMBER),
    ("k-m", Shown.NUMBER),
    ("kk.mm.vvvvvv", Shown.NUMBER),
    ("kk 0 mm", Shown.NUMBER),
    ("G/通用格式", Shown.NUMBER),
    ("Algemeen", Shown.NUMBER),
    ("kk.mm.vv " + "h" * 99, Shown.NUMBER),
    ('[=0]"";yyyy-mm-dd', Shown.DATE),
    ('[<43831]"old";dd.mm.yyyy hh:mm;@', Shown.MOMENT),
    ('[=1]"Yes";[=0]"No"', Shown.NUMBER),
    (";;;", Shown.NUMBER),
]


@pytest.mark.parametrize(("code", "shown"), CODES)
def test_what_a_format_shows(code, shown):
    """Letters of dates and times, in any language, and the percent sign count; quoted and bracketed text does not.

    The first section that shows anything of a number decides.
    """
    assert shown_by(code) is shown


SERIALS = [
    (0, Shown.DATE, "1900-01-00"),
    (0.5, Shown.MOMENT, "1900-01-00 12:00:00"),
    (1, Shown.DATE, "1900-01-01"),
    (59, Shown.DATE, "1900-02-28"),
    (60, Shown.DATE, "1900-02-29"),
    (61, Shown.DATE, "1900-03-01"),
    (25569, Shown.DATE, "1970-01-01"),
    (45720, Shown.MOMENT, "2025-03-04 00:00:00"),
    (45720.2125810185, Shown.MOMENT, "2025-03-04 05:06:07"),
    (45720.25, Shown.DATE, "2025-03-04 06:00:00"),
    (45720.25, Shown.TIME, "2025-03-04 06:00:00"),
    (45720.00000578704, Shown.MOMENT, "2025-03-04 00:00:00.500"),
    (45720.9999999999, Shown.MOMENT, "2025-03-05 00:00:00"),
    (2958465, Shown.DATE, "9999-12-31"),
    (2958466, Shown.DATE, None),
    (-1, Shown.DATE, None),
    (-0.5, Shown.MOMENT, None),
    (1e300, Shown.TIME, None),
    (0.5, Shown.TIME, "12:00:00"),
    (0, Shown.TIME, "00:00:00"),
    (1.25, Shown.TIME, "30:00:00"),
    (400, Shown.DURATION, "9600:00:00"),
    (-0.0104166666666667, Shown.DURATION, "-00:15:00"),
]


@pytest.mark.parametrize(("value", "shown", "text"), SERIALS)
def test_serial_numbers_are_what_they_show(value, shown, text):
    """Days count from 1900 with a day too many; a time alone is a duration; what no date is has no text."""
    assert serial_text(value, shown, from_1904=False) == text


@given(st.dates(dt.date(1904, 1, 1), dt.date(9999, 12, 31)), st.integers(0, 86399))
def test_moments_come_back(day, second):
    """Each second from 1904 on is read from the number that stands for it, in both calendars."""
    text = f"{day} {dt.timedelta(seconds=second)!s:0>8}"
    for first, from_1904 in ((dt.date(1899, 12, 30), False), (dt.date(1904, 1, 1), True)):
        serial = (day - first).days + second / 86400
        assert serial_text(serial, Shown.MOMENT, from_1904=from_1904) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("9", "9"),
        ("9.0", "9"),
        ("-0", "0"),
        ("+5", "5"),
        ("007", "7"),
        (".5", "0.5"),
        ("1E-7", "0.0000001"),
        ("1e20", "100000000000000000000"),
        ("1e21", "1e+21"),
        ("1e-30", "1e-30"),
        ("3.4000000000000004", "3.4000000000000004"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(stored, text):
    """A number has the shortest digits that stand for it."""
    assert number_text(stored, number(stored)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_lose_nothing(value):
    """The text of a number is the number."""
    assert float(number_text(repr(value), value)) == value


@pytest.mark.parametrize(("value", "text"), [(0.85, "85%"), (0.07, "7%"), (1, "100%"), (0.0825, "8.25%"), (0, "0%")])
def test_shares(value, text):
    """A share is a percentage without noise."""
    assert percent_text(value) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "\N{GRINNING FACE}"),
        ("_xD83D_", "_xD83D_"),
        ("_x0000_", "_x0000_"),
        ("a_xyz_", "a_xyz_"),
        ("plain", "plain"),
    ],
)
def test_characters_that_xml_cannot_hold(text, plain):
    """Escapes stand for characters; one that stands for none stays as it is."""
    assert unescaped(text) == plain
