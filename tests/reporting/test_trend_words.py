from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from cxcli.analysis.forecast import Forecast, Step
from cxcli.analysis.mann_kendall import PLAIN
from cxcli.analysis.nhs_rules import Signal
from cxcli.analysis.trend import Trend
from cxcli.reporting.trend_words import p_text, sentences, signal_words
from cxcli.scoring.interval import Interval, Undefined
from tests.analysis.month_series import finding_of

STEPS = [3, 5, 3, 5, 3, 5, 3, 5, 3, 5, 3, 5]
"""Mean 4 and moving ranges of 2: XmR limits 4 ± 5.32."""


def said(finding, start, decimals=None):
    """The only sentence that starts so."""
    (found,) = [each for each in sentences(finding, decimals) if each.startswith(start)]
    return found


@pytest.mark.parametrize(
    ("rule", "high", "low"),
    [
        ("outside", "above the limits", "below the limits"),
        ("trend", "7 rising", "7 falling"),
        ("two-of-three", "near the upper limit", "near the lower limit"),
        ("shift", "7 above the centre", "7 below the centre"),
    ],
)
def test_a_signal_in_words(rule, high, low):
    """A signal says on which side it is, and a run how long it is."""
    points = tuple(range(7))
    assert (signal_words(Signal(rule, "high", points)), signal_words(Signal(rule, "low", points))) == (high, low)


def test_the_chart_in_words():
    """Kind, reason, centre and limits, and how they were made."""
    sentence = said(finding_of(STEPS), "XmR chart")
    assert sentence == (
        "XmR chart (nps is a difference of shares): centre 4.0, limits -1.3 to 9.3 (mean ± 2.66 mean moving ranges)."
    )
    assert "limits -1.32 to 9.32" in said(finding_of(STEPS), "XmR chart", decimals=2)


def test_limits_that_differ():
    """The limits of a p-chart go with the n of the period: from where to where is said."""
    finding = finding_of([50, 50, 50], name="csat", n=100)
    few, many = (finding_of([50, 50, 50], name="csat", n=n).chart.limits[0] for n in (25, 100))
    chart = replace(finding.chart, limits=(few, many, many))
    sentence = said(replace(finding, chart=chart), "p-chart")
    assert "by the n of the period, lower limit 20.0 to 35.0, upper limit 65.0 to 80.0" in sentence
    assert "(csat is a share of the answers)" in sentence


def test_few_points_are_provisional():
    """Under twelve points a sentence says so."""
    assert said(finding_of(STEPS[:8]), "The limits are provisional").endswith("12 make firm ones.")
    assert not [each for each in sentences(finding_of(STEPS), None) if "provisional" in each]


def test_no_chart_in_words():
    """Where there are no limits, the reason is said, and nothing about signals."""
    found = sentences(finding_of([3, 4]), None)
    assert found[0].startswith("No control limits: ")
    assert not [each for each in found if "ignal" in each]


def test_no_signal_in_words():
    """Where nothing is a signal, this is said."""
    assert said(finding_of(STEPS), "No signal") == "No signal: all periods are within what chance does (NHS rules)."


def test_signals_in_words():
    """For each rule one sentence with the rule and the periods."""
    spike = [*STEPS, 12]
    assert said(finding_of(spike), "Signal") == (
        "Signal (NHS rules), a point outside the control limits: 2025-01 (above the limits)."
    )
    shift = [*([3, 3.5] * 4), 9, *([4, 5] * 4)]
    signals = (Signal("two-of-three", "low", (0, 2)), Signal("shift", "high", tuple(range(4, 12))))
    found = replace(finding_of(shift), signals=signals)
    both = [each for each in sentences(found, None) if each.startswith("Signal")]
    assert both[0].endswith("on its side of the centre: 2024-01 and 2024-03 (near the lower limit).")
    assert both[1].endswith("on one side of the centre: 2024-05 to 2024-12 (8 above the centre).")


def test_many_signals_are_not_all_named():
    """Twelve are named, the others counted."""
    found = finding_of([3, 4] * 10)
    many = replace(found, signals=tuple(Signal("outside", "high", (place,)) for place in range(15)))
    assert said(many, "Signal").endswith("2024-12 (above the limits), 3 more.")


def test_what_was_left_out():
    """Incomplete, hidden and empty months are named, each once; of many the first twelve."""
    found = finding_of([3, "gap", None, 5, 3, None], now=datetime(2024, 6, 3, tzinfo=UTC))
    assert said(found, "Incomplete") == "Incomplete, so left out of limits, trend and forecast: 2024-06."
    assert said(found, "Without any row") == "Without any row, so a gap: 2024-02."
    assert said(found, "Without a value") == "Without a value, so a gap: 2024-03."
    assert said(finding_of([3, *["gap"] * 14, 5]), "Without any row").endswith("2025-01, 2 more.")
    assert sentences(finding_of(STEPS), None)[0].startswith("XmR")


def test_a_trend_in_words():
    """Slope with limits and unit, p and the variant of the test; up or down only where chance does not explain it."""
    rising = finding_of(range(12))
    assert said(rising, "Trend") == (
        "Trend up, more than chance explains: Theil-Sen slope 1.00 points a month, 95 % 1.00 to 1.00, p below 0.001 "
        f"({PLAIN})."
    )
    assert said(finding_of(range(12, 0, -1)), "Trend").startswith("Trend down, more than chance explains: ")
    assert said(finding_of(STEPS), "No clear trend").startswith("No clear trend: Theil-Sen slope 0.")
    assert "percentage points a month" in said(finding_of([*range(12)], name="csat"), "Trend")
    assert "0.100 points of the scale a month" in said(
        finding_of([1 + place / 10 for place in range(12)], name="csat:mean"), "Trend"
    )


def test_a_slope_without_limits():
    """Where a slope has no limits, the reason is said in their place."""
    found = finding_of(STEPS)
    assert isinstance(found.trend, Trend)
    bare = replace(
        found.trend, slope=replace(found.trend.slope, interval=Undefined("all alike")), cautions=("it is so",)
    )
    found = replace(found, trend=bare)
    assert "a month (all alike), p " in said(found, "No clear trend")
    assert said(found, "It is so") == "It is so."


def test_no_trend_in_words():
    """Under ten points the sentence says how many there are and how many it takes."""
    sentence = said(finding_of(STEPS[:8]), "No trend is tested")
    assert "8 points" in sentence
    assert "10" in sentence


@pytest.mark.parametrize(("p", "text"), [(0.0004, "below 0.001"), (0.001, "0.001"), (0.04567, "0.046"), (1.0, "1.000")])
def test_p_values(p, text):
    """A p value has three decimals and is never 0."""
    assert p_text(p) == text


def forecast_by(method, ahead=2):
    steps = tuple(Step(each, 10 + each, Interval(8 - each, 12 + 2 * each, "")) for each in range(1, ahead + 1))
    return Forecast(
        method=method, steps=steps, confidence=0.95, origins=9, errors=(1.04, 2), errors_of_last_value=(3, 4)
    )


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("mean", "the mean of all periods"),
        ("exponential smoothing", "exponential smoothing"),
        ("trend line", "the Theil-Sen line"),
    ],
)
def test_a_forecast_in_words(method, words):
    """Method, months with limits, and how it did in the back-test beside the last value."""
    found = replace(finding_of(STEPS), forecast=forecast_by(method))
    assert said(found, "Forecast") == (
        f"Forecast by {words}, with 95 % limits: 2025-01 11.0 (7.0 to 14.0), 2025-02 12.0 (6.0 to 16.0)."
    )
    assert said(found, "Tried") == (
        "Tried from 9 earlier months, 1 month ahead it was off by 1.0 on average, the last value by 3.0; "
        "2 months ahead it was off by 2.0 on average, the last value by 4.0."
    )


def test_a_forecast_beside_a_trend():
    """Where there is a trend and another method was chosen, a sentence says that it does not carry the trend on."""
    start = "The forecast does not carry the trend on"
    rising = finding_of(range(12))
    assert said(replace(rising, forecast=forecast_by("mean")), start)
    for found in (
        replace(rising, forecast=forecast_by("trend line")),
        replace(finding_of(STEPS), forecast=forecast_by("mean")),
        replace(finding_of(STEPS[:8]), forecast=forecast_by("mean")),
    ):
        assert not [each for each in sentences(found, None) if each.startswith(start)]


def test_no_forecast_in_words():
    """The reason is said once; where none was asked for, nothing is."""
    found = finding_of(STEPS)
    better = Undefined("no forecast: the last value does as well")
    assert said(replace(found, forecast=better), "No forecast") == "No forecast: the last value does as well."
    assert "12 points" in said(found, "No forecast")
    assert not [each for each in sentences(finding_of(STEPS, ahead=0), None) if "orecast" in each]


def test_so_few_periods_hardly_show_a_signal():
    """Below 8 periods the sentence says how many there are, and that a run takes 7."""
    few = " So few periods can hardly show one: 7, and a run takes 7."
    assert said(finding_of([3, 4, 3, 5, 3, 4, 3]), "No signal").endswith(few)
    assert "So few" not in said(finding_of([3, 4, 3, 5, 3, 4, 3, 4]), "No signal")


def test_a_forecast_has_a_caution():
    """Beside a forecast it is said that its limits are too narrow for a series that wanders; without one it is not."""
    offered = replace(finding_of(STEPS), forecast=forecast_by("mean"))
    assert "these limits are too narrow" in said(offered, "If the series wanders")
    assert not [each for each in sentences(finding_of([3, 4, 3, 5, 3, 4, 3]), None) if "wanders" in each]
