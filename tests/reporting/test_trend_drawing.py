import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.control_chart import limits_around
from cxcli.reporting.trend_drawing import Scale, drawn, marks_for

LINES = marks_for("utf-8")
PLAIN = marks_for("ascii")
TEN = Scale(0, 10, 11)
"""A scale on which a number is its cell."""


def test_a_row_shows_value_interval_and_limits():
    """The interval is a line with ends, limits and centre stand over it, the value over all."""
    assert drawn(TEN, LINES, 4, (2, 6), limits_around(5, 4, None)) == " ┊├─●┊┤  ┊"
    assert drawn(TEN, PLAIN, 4, (2, 6), limits_around(5, 4, None)) == " :|-o:|  :"


def test_what_is_not_there_is_not_drawn():
    """Without limits, without an interval or without a value only the rest is drawn; nothing is an empty text."""
    assert drawn(TEN, LINES, 4, (None, None), None) == "    ●"
    assert drawn(TEN, LINES, None, (None, None), limits_around(5, 4, None)) == " ┊   ┊   ┊"
    assert drawn(TEN, LINES, None, (None, None), None) == ""


def test_a_forecast_has_a_sign_of_its_own():
    """A forecast is not to be taken for a value."""
    assert drawn(TEN, LINES, 4, (2, 6), None, ahead=True) == "  ├─○─┤"
    assert drawn(TEN, PLAIN, 4, (2, 6), None, ahead=True) == "  |-?-|"


@pytest.mark.parametrize(
    ("encoding", "value"), [("utf-8", "●"), ("utf-16", "●"), ("ascii", "o"), ("latin-1", "o"), ("cp850", "o")]
)
def test_signs_go_with_the_encoding(encoding, value):
    """Where the encoding lacks a single one of the signs, all are plain."""
    marks = marks_for(encoding)
    assert marks.value == value
    drawn(TEN, marks, 4, (2, 6), limits_around(5, 4, None)).encode(encoding)


def test_the_scale_holds_everything():
    """A scale goes from the lowest to the highest value; of a single value there is none."""
    assert Scale.over([3, None, -1, 7], 20) == Scale(-1, 7, 20)
    assert Scale.over([3, None, 3], 20) is None
    assert Scale.over([], 20) is None


def test_the_title_is_the_ends_of_the_scale():
    """The title is as wide as the drawing, an end at either side; never run together."""
    assert Scale(-24, 49, 17).title(1) == "-24.0        49.0"
    assert Scale(-100, 100, 4).title(1) == "-100.0 100.0"


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1), st.integers(2, 60))
def test_every_value_has_a_cell(one, other, part, width):
    """Whatever lies on the scale is in one of its cells, in order, the ends in the first and the last."""
    scale = Scale.over([one, other], width)
    if scale is None:
        return
    value = min(max(scale.low + part * (scale.high - scale.low), scale.low), scale.high)
    assert 0 <= scale.place(value) < width
    assert (scale.place(scale.low), scale.place(scale.high)) == (0, width - 1)
