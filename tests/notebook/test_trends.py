from datetime import UTC, datetime

import pandas as pd
import pytest

from cxcli.notebook import trend

LEVELS = [6, 5, 6, 5, 5, 6, 1, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5]
NOISE = [3, -4, 1, 5, -2, -5, 4, 0, -3, 2, 5, -1, -4, 3, 1, -2, 4, -5, 2, 0, -1, 3, -3, 1, 5, -4, 0, 2, -2, 4]


def series(levels, of=10, **options):
    """The trend of months with so many promoters of so many answers; all others are detractors."""
    rows = [
        (f"{2020 + place // 12}-{place % 12 + 1:02}-15", 10 if answer < level else 0, "a")
        for place, level in enumerate(levels)
        for answer in range(of)
    ]
    data = pd.DataFrame(rows, columns=["at", "nps", "value"])
    return trend("nps", data, now=datetime(2025, 1, 1, tzinfo=UTC).isoformat(), config=False, **options)


def test_the_frame_has_a_row_a_period():
    """Of 10 answers 6 promoters and 4 detractors are 20 points; a month outside the limits names its rule."""
    found = series(LEVELS).frame
    assert found["value"].tolist() == [20 * level - 100 for level in LEVELS]
    assert found["period"].tolist()[:2] == ["2020-01", "2020-02"]
    assert found.loc[6, "signals"] == "outside low"
    assert found.loc[6, "value"] < found.loc[6, "lower_limit"] < found.loc[6, "centre"] < found.loc[6, "upper_limit"]
    assert found["start"].iloc[0] == pd.Timestamp("2020-01-01")
    assert found["complete"].tolist() == [True] * 17
    assert {str(found[name].dtype) for name in ("value", "low", "centre")} == {"float64"}


def test_signals_are_rows():
    """A signal has its rule, its side, where it begins and ends, and how long it is."""
    found = series([*[6, 5] * 5, *[9, 8] * 5]).signals
    (shift,) = found[(found["rule"] == "shift") & (found["side"] == "high")].to_dict("records")
    assert (shift["first"], shift["last"], shift["periods"]) == ("2020-11", "2021-08", 10)
    assert shift["definition"].startswith("7 or more points in a row on one side")
    assert series([6, 5, 6, 5]).signals.empty


def test_a_series_that_rises_has_a_slope():
    """From 12 months that rise by one promoter of 20 a month, the slope is 10 points a month."""
    found = series(range(4, 16), of=20).trend.loc[0]
    assert (found["direction"], found["slope"], found["n"]) == ("up", pytest.approx(10), 12)
    assert found["low"] <= 10 <= found["high"]
    assert pd.isna(found["reason"])


def test_too_few_periods_have_a_reason_in_place_of_a_trend():
    """Below ten points there is no trend, and below sixteen no forecast: a row says why."""
    found = series([6, 5, 6, 5])
    assert found.trend[["direction", "slope", "n"]].isna().to_numpy().all()
    assert "10" in found.trend.loc[0, "reason"]
    (row,) = found.forecast.to_dict("records")
    assert pd.isna(row["value"])
    assert "16" in row["reason"]


def test_a_forecast_has_a_row_a_period():
    """Noise around a level is forecast by its mean for the periods asked for; none asked for is no row."""
    found = series([50 + each for each in NOISE], of=100).forecast
    assert found["period"].tolist() == ["2022-07", "2022-08", "2022-09"]
    assert (found["low"] < found["value"]).all()
    assert (found["value"] < found["high"]).all()
    assert found["reason"].isna().all()
    assert series([50 + each for each in NOISE], of=100, forecast=0).forecast.empty


def test_a_series_without_any_change_has_a_slope_of_0():
    """Twelve months that are all alike have no trend; limits are there, or a reason why not."""
    found = series([5] * 12).trend.loc[0]
    assert (found["direction"], found["slope"]) == ("none", 0)
    assert pd.isna(found["low"]) == pd.notna(found["reason"])


def test_a_group_that_is_called_as_one_of_our_columns():
    """A group named `value` does not hide the value: it is `value#2`, in each of the frames."""
    found = series(LEVELS, by="value")
    assert list(found.signals.columns)[:3] == ["metric", "value", "rule"]
    assert found.frame["value#2"].dropna().unique().tolist() == ["a"]
    assert found.frame["value"].tolist() == [20 * level - 100 for level in LEVELS] * 2
    assert found.trend["value"].tolist()[1] == "a"
    assert found.forecast["value#2"].tolist()[1] == "a"
