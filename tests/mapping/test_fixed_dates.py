"""Dates of fixed width."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.date_forms import Shape
from cxcli.mapping.fixed_dates import read_fixed
from cxcli.mapping.moments import NO_OFFSET, NO_SUCH_OFFSET, NO_TIME


def _read(*texts):
    codes = np.full(len(texts), Shape.GARBAGE, dtype=np.int8)
    fields = np.zeros((len(texts), 8), dtype=np.int64)
    read_fixed(texts, codes, fields)
    return [Shape(code) for code in codes.tolist()], fields.tolist()


@pytest.mark.parametrize(
    ("text", "shape", "fields"),
    [
        ("2024-05-06", Shape.ISO, [2024, 5, 6, 0, 0, 0, 0, NO_TIME]),
        ("2024-05-06T07:08", Shape.ISO, [2024, 5, 6, 7, 8, 0, 0, NO_OFFSET]),
        ("2024-05-06 07:08:09", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, NO_OFFSET]),
        ("2024-05-06t07:08:09z", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, 0]),
        ("2024-05-06T07:08:09.123Z", Shape.ISO, [2024, 5, 6, 7, 8, 9, 123_000, 0]),
        ("2024-05-06 07:08:09.123456 UTC", Shape.ISO, [2024, 5, 6, 7, 8, 9, 123_456, 0]),
        ("2024-05-06T07:08:09+05:30", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, 19_800]),
        ("2024-05-06 07:08:09 -0800", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, -28_800]),
        ("2024-05-06T07:08:09+05:60", Shape.ISO, [2024, 5, 6, 7, 8, 9, 0, NO_SUCH_OFFSET]),
        ("2024-13-99", Shape.ISO, [2024, 13, 99, 0, 0, 0, 0, NO_TIME]),
        ("13/04/2024", Shape.SLASH, [2024, 13, 4, 0, 0, 0, 0, NO_TIME]),
        ("13.04.2024 07:08", Shape.DOT, [2024, 13, 4, 7, 8, 0, 0, NO_OFFSET]),
        ("13-04-2024 07:08:09", Shape.DASH, [2024, 13, 4, 7, 8, 9, 0, NO_OFFSET]),
        ("20240506", Shape.COMPACT, [2024, 5, 6, 0, 0, 0, 0, NO_TIME]),
    ],
)
def test_forms_of_fixed_width_give_their_fields(text, shape, fields):
    """Each form has its shape and fields, whether or not the calendar has such a day."""
    assert _read(text) == ([shape], [fields])


def test_long_numbers_are_numbers():
    """Ten and thirteen digits are numbers."""
    assert _read("1700000000", "1700000000000")[0] == [Shape.NUMBER, Shape.NUMBER]


@pytest.mark.parametrize(
    "text", ["", "2024-5-6", "2024/05/06", "2024-05-06X07:08", "\uff12024-05-06", "2024-05-06 07:08:0x", "13/04.2024"]
)
def test_other_texts_are_left_alone(text):
    """A text of another form keeps its code and its fields."""
    assert _read(text) == ([Shape.GARBAGE], [[0] * 8])


@given(st.lists(st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(minutes=-210))]))))
def test_iso_texts_come_back(times):
    """What datetime writes in ISO form is read as the same fields."""
    shapes, fields = _read(*(time.isoformat() for time in times))
    assert set(shapes) <= {Shape.ISO}
    for time, found in zip(times, fields, strict=True):
        offset = time.utcoffset()
        expected = NO_OFFSET if offset is None else int(offset.total_seconds())
        assert datetime(*found[:7]) == time.replace(tzinfo=None)  # noqa: DTZ001 - the fields have no zone
        assert found[7] == expected


@given(st.lists(st.text(max_size=30)))
def test_no_text_is_an_error(texts):
    """Any text has a shape."""
    assert len(_read(*texts)[0]) == len(texts)
