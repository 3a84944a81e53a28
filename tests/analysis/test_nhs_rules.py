import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.control_chart import ControlChart, limits_around
from cxcli.analysis.nhs_rules import RULES, RUN, Signal, nhs_signals, signals_by_point
from cxcli.analysis.p_chart import p_chart

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "spc_funnel.json").read_text(encoding="utf-8"))
CASES = VECTORS["mdc_rule_cases"]
LIMITS = limits_around(10, 6, None)
values = st.lists(st.integers(2, 18), max_size=40)
runs = st.lists(st.tuples(st.integers(2, 18), st.integers(-1, 1), st.integers(1, 9)), max_size=5).map(
    lambda pieces: [start + step * place for start, step, count in pieces for place in range(count)]
)


def chart(points):
    """A chart with centre 10, near limits 6 and 14, limits 4 and 16."""
    limits = tuple(None if each is None else LIMITS for each in points)
    return ControlChart(kind="xmr", method="", values=tuple(points), limits=limits, cautions=())


def found(points, rule):
    return [(each.side, each.points) for each in nhs_signals(chart(points)) if each.rule == rule]


def sign(value):
    return (value > 0) - (value < 0)


def as_coded(y):
    """The points of each rule, by a plain transcript of the R code: windows, padded with zeros."""
    side = [sign(each - 10) for each in y]
    outside = [each > 16 or each < 4 for each in y]
    close = [not out and (each < 6 or each > 14) for each, out in zip(y, outside, strict=True)]
    count = range(len(y))

    def window(start, length):
        return [place for place in range(start, start + length) if 0 <= place < len(y)]

    def shift(end):
        place = window(end - 6, 7)
        return len(place) == 7 and side[end] != 0 and all(side[each] == side[end] for each in place)

    def trend(end):
        place = window(end - 6, 7)
        steps = {sign(y[here + 1] - y[here]) for here in place[:-1]}
        return len(place) == 7 and steps in ({1}, {-1})

    def two(start):
        place = window(start, 3)
        return (
            len(place) == 3 and sum(close[each] for each in place) >= 2 and abs(sum(side[each] for each in place)) == 3
        )

    return {
        "outside": {each for each in count if outside[each]},
        "trend": {each for each in count if any(trend(end) for end in window(each, 7))},
        "two-of-three": {
            each for each in count if close[each] and any(two(start) for start in range(each - 2, each + 1))
        },
        "shift": {each for each in count if any(shift(end) for end in window(each, 7))},
    }


@given(values | runs)
def test_as_the_nhs_codes_them(points):
    """Each point belongs to the rules that NHSRplotthedots gives it."""
    by_point = signals_by_point(chart(points))
    here = {
        rule: {place for place, all_ in enumerate(by_point) if rule in {each.rule for each in all_}} for rule in RULES
    }
    assert here == as_coded(points)


def test_published_numbers():
    """Seven points make a shift, and seven a trend."""
    assert VECTORS["mdc_rules_as_coded"]["shift_one_side"] == VECTORS["mdc_rules_as_coded"]["trend_points"] == RUN


@pytest.mark.parametrize("case", CASES["trend"])
def test_published_trends(case):
    """The trends of the NHS's own tests are found: six steps the same way, and ties end them."""
    assert found(case["y"], "trend") == ([(case["side"], tuple(case["points"]))] if case["points"] else [])


@pytest.mark.parametrize("case", CASES["shift"])
def test_published_shifts(case):
    """The shifts of the NHS's own tests are found."""
    points = [10 + each for each in case["sides"]]
    assert found(points, "shift") == ([(case["side"], tuple(case["points"]))] if case["points"] else [])


@pytest.mark.parametrize("case", CASES["two_of_three"])
def test_published_two_of_three(case):
    """The threes of the NHS's own tests are found: two close to a limit, all three on its side."""
    points = [10 + side * (5 if close else 1) for close, side in zip(case["close"], case["sides"], strict=True)]
    assert found(points, "two-of-three") == ([("high", tuple(case["points"]))] if case["points"] else [])


def test_outside_names_the_side():
    """A point beyond a limit is a signal of its own, with its side; one on the limit is none."""
    assert nhs_signals(chart([17, 10, 3, 16, 10, 4])) == (
        Signal("outside", "high", (0,)),
        Signal("outside", "low", (2,)),
    )


def test_a_point_on_the_centre_ends_a_shift():
    """A point on the centre belongs to no side."""
    assert found([11, 12] * 3 + [10] + [11, 12] * 3, "shift") == []


def test_a_turning_point_belongs_to_both_trends():
    """The top of a rise of seven points and a fall of seven is in both, and a point lists its rules strongest first."""
    rise, fall = found([*range(7, 13), 13, *range(12, 6, -1)], "trend")
    assert rise == ("high", tuple(range(7)))
    assert fall == ("low", tuple(range(6, 13)))
    by_point = signals_by_point(chart([11, 12, 13, 14, 14.5, 15, 15.5, 15.6, 15.7]))
    assert [each.rule for each in by_point[8]] == ["trend", "two-of-three", "shift"]


def test_threes_that_overlap_are_one_signal():
    """Points close to a limit are one signal while their threes overlap, and two when they do not."""
    assert found([15, 15, 15, 11, 15], "two-of-three") == [("high", (0, 1, 2, 4))]
    assert found([15, 15, 11, 11, 15, 15], "two-of-three") == [("high", (0, 1)), ("high", (4, 5))]
    assert found([15, 15, 11, 5, 5, 9], "two-of-three") == [("high", (0, 1)), ("low", (3, 4))]


def test_outside_is_not_close():
    """A point outside the limits is one of the three, but not one of the two."""
    assert found([17, 15, 11], "two-of-three") == []
    assert found([17, 15, 15], "two-of-three") == [("high", (1, 2))]


@pytest.mark.parametrize(
    "points", [[11, 12, 11, None, 12, 11, 12, 11], [6, 7, 8, 9, None, 10, 11, 12], [15, None, 11, 15]]
)
def test_a_gap_ends_every_run(points):
    """A period without a value ends shifts, trends and threes."""
    assert nhs_signals(chart(points)) == ()
    assert nhs_signals(chart([each for each in points if each is not None])) != ()


def test_an_empty_chart_has_no_signals():
    """No points, no signals."""
    assert nhs_signals(chart([])) == ()
    assert signals_by_point(chart([])) == ()


@given(values)
def test_upside_down(points):
    """Turned upside down, a chart has the same signals with high for low."""
    swapped = {"high": "low", "low": "high"}
    mirror = {
        (each.rule, swapped[each.side], each.points) for each in nhs_signals(chart([20 - each for each in points]))
    }
    assert mirror == {(each.rule, each.side, each.points) for each in nhs_signals(chart(points))}


@pytest.mark.parametrize("share", [0.1, 0.3, 1 / 3, 0.7])
def test_rounding_makes_no_signal(share):
    """Shares that are all alike lie on the centre whatever the rounding of weighted numbers."""
    n = [10.1 + 0.7 * place for place in range(20)]
    assert nhs_signals(p_chart([share * each for each in n], n)) == ()
