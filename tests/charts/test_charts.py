"""Places in charts, reckoned by hand."""

import itertools
from datetime import date
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.charts.answers_chart import Column, answers_chart
from cxcli.charts.interval_strip import Strip, interval_strip, strip_marks, strip_scale
from cxcli.charts.scale import Scale, scale_of
from cxcli.charts.stacked_bar import Part, stacked_bar
from cxcli.charts.trend_chart import Marks, Spot, TrendDrawing, trend_chart

PLAIN = Marks(seconds=False, unit=1, sign="", floor=None)


def parsed(drawn):
    return fromstring(drawn)  # noqa: S314 - a drawing that was made just now


def shapes(drawn, kind):
    """The shapes of a drawing that have a class."""
    return [each for each in parsed(drawn).iter() if kind in (each.get("class") or "").split()]


def numbers(element, *names):
    return tuple(float(element.get(name)) for name in names)


def corners(path):
    return [tuple(map(float, each.split())) for each in path.get("d").strip("MZ").split(" L")]


def spot(number, value, half=None, **more):
    """A period of three days, the first of which begins with a year."""
    start = 3 * number + 1
    low, high = (None, None) if half is None or value is None else (value - half, value + half)
    return Spot(
        name=f"p{number}",
        start=date(2025, 1, start),
        end=date(2025, 1, start + 2),
        value=value,
        low=low,
        high=high,
        shown="no data" if value is None else f"{value:g}",
        **more,
    )


def chart(*spots, target=None, events=(), marks=PLAIN):
    return trend_chart(
        TrendDrawing(
            title="Score by month",
            description="what it shows",
            spots=spots,
            target=target,
            target_shown="target",
            events=events,
            marks=marks,
        )
    )


def strip(value, low=None, high=None, overall=None, target=None):
    return Strip(name="a", shown="b", value=value, low=low, high=high, overall=overall, target=target)


def test_a_value_in_the_middle_of_the_scale_is_in_the_middle():
    """Values are at their places on the scale, whichever way it runs; those beyond its ends at its ends."""
    assert Scale(0, 100, 10, 210).at(50) == 110
    assert Scale(0, 100, 200, 0).at(25) == 150
    assert Scale(0, 100, 10, 210).at(-5) == 10
    assert Scale(0, 100, 10, 210).at(500) == 210


def test_marks_are_round_and_within_the_scale():
    """Marks are round numbers; those of durations round minutes, hours and days."""
    assert Scale(-3, 47, 0, 1).marks(3) == [0, 20, 40]
    assert Scale(0.1, 0.9, 0, 1).marks(4) == pytest.approx([0.2, 0.4, 0.6, 0.8])
    assert Scale(3000, 12000, 0, 1).marks(3, seconds=True) == [3600, 7200, 10800]


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.integers(1, 6))
def test_all_values_have_a_place(values, most):
    """Whatever the values, a scale holds them in their order, with at most so many marks."""
    made = scale_of(values, 0, 100)
    places = [made.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert len(made.marks(most)) <= most


def test_values_lie_at_their_heights_and_periods_at_equal_steps():
    """Between 0 and 100 with 6 % of room, 50 is half way between the top at 20 and the foot at 174."""
    drawn = chart(spot(0, 0.0), spot(1, 50.0), spot(2, 100.0))
    (line,) = shapes(drawn, "line")
    (x0, y0), (x1, y1), (x2, y2) = corners(line)
    assert y1 == 97
    assert (y0, y2) == (pytest.approx(174 - 154 * 6 / 112, abs=0.01), pytest.approx(20 + 154 * 6 / 112, abs=0.01))
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.01)
    assert [each.text for each in shapes(drawn, "value")] == ["100"]


def test_limits_are_drawn_at_their_values():
    """The band runs through the upper limits and back through the lower ones."""
    drawn = chart(spot(0, 50.0, 50), spot(1, 50.0, 50))
    (band,) = shapes(drawn, "band")
    (line,) = shapes(drawn, "line")
    middles = [y for _, y in corners(line)]
    heights = [y for _, y in corners(band)]
    assert middles == [97, 97]
    assert heights[0] == heights[1] == pytest.approx(20 + 154 * 6 / 112, abs=0.01)
    assert heights[2] == heights[3] == pytest.approx(174 - 154 * 6 / 112, abs=0.01)


def test_a_gap_is_a_gap():
    """No line and no band runs over a period without a value; a mark at the foot says that it is there."""
    drawn = chart(spot(0, 1.0, 1), spot(1, 2.0, 1), spot(2, None), spot(3, 3.0, 1), spot(4, 4.0, 1))
    assert len(shapes(drawn, "line")) == len(shapes(drawn, "band")) == 2
    left, right = (corners(each) for each in shapes(drawn, "line"))
    ((x, y),) = [numbers(each, "cx", "cy") for each in shapes(drawn, "nothing")]
    assert y == 174
    assert x == pytest.approx((left[-1][0] + right[0][0]) / 2, abs=0.01)


def test_a_target_is_a_line_at_its_value():
    """The target lies at its height, and is in the picture even where no value comes near it."""
    drawn = chart(spot(0, 0.0), spot(1, 50.0), target=100.0)
    (line,) = [each for each in shapes(drawn, "target") if each.tag.endswith("line")]
    top = pytest.approx(20 + 154 * 6 / 112, abs=0.01)
    assert numbers(line, "y1", "y2") == (top, top)


def test_an_event_lies_at_its_day():
    """The second day of three is the middle of its period; a day at the end of it lies between two periods."""
    drawn = chart(spot(0, 1.0), spot(1, 2.0), spot(2, 3.0), events=[(1, date(2025, 1, 5)), (2, date(2025, 1, 6))])
    (line,) = shapes(drawn, "line")
    places = [x for x, _ in corners(line)]
    middle, later = (float(each.get("x1")) for each in shapes(drawn, "event"))
    assert middle == places[1]
    assert later == pytest.approx(places[1] + (places[2] - places[1]) / 3, abs=0.01)
    assert [each.text for each in shapes(drawn, "event-number")] == ["1", "2"]


def test_what_is_not_over_is_hollow_and_a_signal_has_a_ring():
    """A period that is not over has a hollow dot, one that the control chart marks a ring."""
    drawn = chart(spot(0, 1.0, signal="beyond the limits"), spot(1, 2.0), spot(2, 3.0, hollow=True))
    assert len(shapes(drawn, "signal")) == 1
    assert {numbers(each, "cx") for each in shapes(drawn, "hollow")} == {numbers(shapes(drawn, "last")[0], "cx")}


def test_a_single_period_stands_in_the_middle_with_its_limits():
    """Where there is one period there is no line, and its limits are a bar."""
    drawn = chart(spot(0, 5.0, 1))
    (bar,) = shapes(drawn, "whisker")
    (last,) = shapes(drawn, "last")
    assert not shapes(drawn, "line")
    assert numbers(bar, "x1") == numbers(last, "cx")
    assert numbers(last, "cy") == (97,)


def test_a_chart_without_values_says_so():
    """No data are said in words."""
    assert [each.text for each in shapes(chart(spot(0, None), spot(1, None)), "axis")] == ["no data"]
    assert "no data" in [each.text for each in shapes(chart(spot(0, 1.0), spot(1, None)), "axis")]


def test_long_values_have_room():
    """What is written beside the plot stays in the picture: long numbers make the plot narrower."""
    big = chart(spot(0, 1_000_000.0), spot(1, 123_456_789.0))
    (last,) = shapes(big, "last")
    assert numbers(last, "cx")[0] < numbers(shapes(chart(spot(0, 1.0), spot(1, 2.0)), "last")[0], "cx")[0]


def test_a_strip_has_its_values_at_their_places():
    """On a scale from 0 to 100 over 8 to 212, 50 is at 110, and limits of 25 and 75 at 59 and 161."""
    scale = Scale(0, 100, 8, 212)
    drawn = interval_strip(strip(50, 25, 75, overall=100, target=0), scale)
    (dot,), (bar,) = shapes(drawn, "dot"), shapes(drawn, "limits")
    assert numbers(dot, "cx", "cy") == (110, 11)
    assert numbers(bar, "x", "width") == (59, 102)
    assert numbers(shapes(drawn, "overall")[0], "x1", "x2") == (212, 212)
    assert corners(shapes(drawn, "target-mark")[0])[0] == (8, 8)


def test_a_strip_is_honest_about_what_is_not_there():
    """A value without limits is hollow; where there is no value the line is dashed and has no dot."""
    scale = Scale(0, 100, 8, 212)
    assert len(shapes(interval_strip(strip(50), scale), "hollow")) == 1
    empty = interval_strip(strip(None, overall=50), scale)
    assert len(shapes(empty, "empty")) == 1
    assert not shapes(empty, "dot")


def test_strips_share_a_scale():
    """The scale of some strips holds the values and the limits of all; there is none where nothing has a value."""
    scale = strip_scale([strip(10, 0, 20), strip(90, 80, 100), strip(None, overall=10)])
    assert (scale.low, scale.high) == (-6, 106)
    assert strip_scale([strip(None)]) is None
    marks = strip_marks(scale, [(50, "50")])
    assert [numbers(each, "x") for each in shapes(marks, "axis")] == [(110,)]


def test_answers_are_as_high_as_they_are_many():
    """The most frequent answer has the full height of 108, half as many half of it; boxes have their names beneath."""
    columns = [Column("1", 20, "20 %", "low"), Column("2", 40, "40 %", "middle"), Column("3", 40, "40 %", "high")]
    drawn = answers_chart("a", "b", columns)
    bars = list(shapes(drawn, "column"))
    assert [numbers(each, "height") for each in bars] == [(54,), (108,), (108,)]
    assert [each.get("class") for each in bars] == ["column lower", "column between", "column upper"]
    assert {"low", "middle", "high"} <= {each.text for each in shapes(drawn, "axis")}
    assert [each.get("class") for each in shapes(answers_chart("a", "b", [Column("1", 0, "", "")]), "column")] == [
        "column"
    ]


def test_parts_of_a_bar_are_as_long_as_they_are_many():
    """Of 360, a quarter is 90; what is there can be seen even if it is one of a million; what is not there cannot."""
    quarter = shapes(stacked_bar("a", "b", [Part(1, "x"), Part(0, "y"), Part(3, "z")]), "part")
    assert [numbers(each, "x", "width") for each in quarter] == [(0, 90), (90, 270)]
    thin = shapes(stacked_bar("a", "b", [Part(999_999, "x"), Part(1, "y")]), "part")
    assert numbers(thin[1], "width")[0] > 1
    assert sum(numbers(each, "width")[0] for each in thin) == pytest.approx(360, abs=0.02)
    assert not shapes(stacked_bar("a", "b", [Part(0, "x")]), "part")


def test_no_text_becomes_markup():
    """Titles, names and findings are text, whatever they hold."""
    drawn = answers_chart("<script>", "</svg>", [Column("<b>", 1, "&", "]]>")])
    assert parsed(drawn)[0].text == "<script>"
    assert "<script>" not in drawn


def test_numbers_of_events_do_not_touch():
    """Of events on one day, the later numbers stand beside the first; those without room are in the list alone."""
    day = date(2025, 1, 5)
    drawn = chart(spot(0, 1.0), spot(1, 2.0), spot(2, 3.0), events=[(number, day) for number in range(1, 60)])
    places = [numbers(each, "x")[0] for each in shapes(drawn, "event-number")]
    assert len(shapes(drawn, "event")) == 59
    assert all(after - before >= 11 for before, after in itertools.pairwise(places))
    assert places[-1] < 360
