"""Shapes of dates."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_shapes import full_year, read_shapes
from cxcli.mapping.moments import NO_OFFSET, NO_TIME

MINUTES = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def _read(text):
    shapes = read_shapes([text])
    return Shape(shapes.codes.tolist()[0]), shapes.fields.tolist()[0]


@pytest.mark.parametrize(
    ("text", "shape", "fields"),
    [
        (" 2024-05-06\ufeff", Shape.ISO, [2024, 5, 6, 0, 0, 0, 0, NO_TIME]),
        ("2024-05-06T7:08", Shape.ISO, [2024, 5, 6, 7, 8, 0, 0, NO_OFFSET]),
        ("2024-05-06T07:08:09.1234567Z", Shape.ISO, [2024, 5, 6, 7, 8, 9, 123_456, 0]),
        ("20240506T070809Z", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, 0]),
        ("20240506T0708+01", Shape.ISO, [2024, 5, 6, 7, 8, 0, 0, 3600]),
        ("2020/01/19", Shape.YEAR_FIRST, [2020, 1, 19, 0, 0, 0, 0, NO_TIME]),
        ("2024-5-6 9:30 PM", Shape.YEAR_FIRST, [2024, 5, 6, 21, 30, 0, 0, NO_OFFSET]),
        ("2019/11/01 8:51:12 AM GMT+1", Shape.YEAR_FIRST, [2019, 11, 1, 8, 51, 12, 0, 3600]),
        ("7/27/26 19:06:23", Shape.SLASH, [2026, 7, 27, 19, 6, 23, 0, NO_OFFSET]),
        ("11/1/2019 8:51:12", Shape.SLASH, [2019, 11, 1, 8, 51, 12, 0, NO_OFFSET]),
        ("24-02-2015 11.35", Shape.DASH, [2015, 24, 2, 11, 35, 0, 0, NO_OFFSET]),
        ("24-02-15", Shape.SHORT_DASH, [2015, 24, 2, 0, 0, 0, 0, NO_TIME]),
        ("1.2.1999", Shape.DOT, [1999, 1, 2, 0, 0, 0, 0, NO_TIME]),
        ("06/Jan/26 9:29 AM", Shape.NAMED, [2026, 1, 6, 9, 29, 0, 0, NO_OFFSET]),
        ("5th January 2020", Shape.NAMED, [2020, 1, 5, 0, 0, 0, 0, NO_TIME]),
        ("Jan 5, 2020", Shape.NAMED, [2020, 1, 5, 0, 0, 0, 0, NO_TIME]),
        ("Sept. 5, 2020 at 3:04 pm", Shape.NAMED, [2020, 9, 5, 15, 4, 0, 0, NO_OFFSET]),
        ("Sunday, December 31 2023", Shape.NAMED, [2023, 12, 31, 0, 0, 0, 0, NO_TIME]),
        ("Wed Jan 08 12:00:00 +0000 2025", Shape.NAMED, [2025, 1, 8, 12, 0, 0, 0, 0]),
        ("2020-Mar-05", Shape.NAMED, [2020, 3, 5, 0, 0, 0, 0, NO_TIME]),
        (" 20240506 ", Shape.COMPACT, [2024, 5, 6, 0, 0, 0, 0, NO_TIME]),
        ("45355.5", Shape.NUMBER, [0] * 8),
        ("", Shape.BLANK, [0] * 8),
        ("\u00a0", Shape.BLANK, [0] * 8),
    ],
)
def test_each_form_has_its_shape_and_fields(text, shape, fields):
    """Numeric, year-first, named, compact and single-number dates are told apart."""
    assert _read(text) == (shape, fields)


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "Jan 2020",
        "13/04.2024",
        "1/2",
        "5 Foo 2020",
        "12:30",
        "1e9",
        "2024-01-01 10:00 EST",
        "1" * 20,
        "1" * 5000,
        "NA",
    ],
)
def test_other_texts_are_garbage(text):
    """Half dates, other words and endless digits are no dates."""
    assert _read(text) == (Shape.GARBAGE, [0] * 8)


def test_two_digit_years_turn_at_69():
    """69 is 1969 and 68 is 2068, as POSIX has it; four digits are as they stand."""
    assert [full_year(year) for year in ("69", "68", "00", "99", "0001")] == [1969, 2068, 2000, 1999, 1]


def test_only_numeric_shapes_are_open():
    """Slashes, dots and dashes between numbers leave the place of the day open, nothing else does."""
    assert {shape for shape in Shape if shape.numeric} == {Shape.SLASH, Shape.DOT, Shape.DASH, Shape.SHORT_DASH}


def test_foreign_digits_are_noted():
    """A date in digits of another script is read and noted; other text in another script is not."""
    assert read_shapes(["\uff12\uff10\uff12\uff14-\uff10\uff15-\uff10\uff16"]).foreign
    assert not read_shapes(["2024-05-06", "\uff12 x"]).foreign


@given(st.datetimes(datetime.fromisoformat("1000-01-01"), timezones=MINUTES))
def test_mail_dates_are_those_of_the_standard_library(time):
    """An RFC 2822 date is what the mail library of Python reads in it."""
    text = format_datetime(time.replace(microsecond=0))
    expected = parsedate_to_datetime(text)
    shape, fields = _read(text)
    assert shape == Shape.NAMED
    stamp = (expected.year, expected.month, expected.day, expected.hour, expected.minute, expected.second)
    assert tuple(fields[:6]) == stamp
    assert fields[7] == expected.utcoffset().total_seconds()


@given(st.lists(st.text(max_size=40) | st.from_regex(r"[0-9a-zA-Z/., :+-]{0,40}", fullmatch=True)))
def test_no_text_is_an_error(texts):
    """Any text has a shape, and fields exactly if its shape has any."""
    shapes = read_shapes(texts)
    bare = [code in {Shape.GARBAGE, Shape.BLANK} for code in shapes.codes.tolist()]
    assert all(not any(fields) for fields, without in zip(shapes.fields.tolist(), bare, strict=True) if without)
