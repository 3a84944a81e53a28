from datetime import UTC, datetime

import pandas as pd
import pytest
from msgspec.structs import replace

from cxcli.errors import UsageError
from cxcli.findings.series_found import series_found
from cxcli.pipeline import run
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource

FRAME = pd.DataFrame(
    {
        "at": ["2025-01-05", "2025-01-06", "2025-03-05", "2025-03-06"],
        "plan": ["pro", "free", "pro", "big"],
        "nps": [10, 0, 10, 9],
        "csat": [5, 1, 5, 4],
    }
)


def made(**said):
    asked = Asked(metrics=["nps,csat"], period="month", **said)
    return run(settle(asked, None, datetime(2025, 10, 1, tzinfo=UTC)), [FrameSource(FRAME, "a")])


def test_each_metric_has_the_series_of_all_rows_and_of_its_groups():
    """Series are in the order of metrics, that of all rows first; a month without rows is a gap in each."""
    found = series_found(made(by=["plan"]), chart=None, ahead=3)
    assert [(each.series.overall.metric, dict(each.series.overall.group)) for each in found.findings] == [
        (metric, group)
        for metric in ("nps", "csat")
        for group in ({}, {"plan": "big"}, {"plan": "free"}, {"plan": "pro"})
    ]
    assert [point.value for point in found.findings[0].series.points] == [0.0, None, 100.0]
    assert (found.hidden, found.hidden_texts) == ({}, [])


def test_groups_without_a_series_are_counted():
    """Groups with fewer answers than are shown have no series, and a sentence says how many they are."""
    found = series_found(made(by=["plan"], min_n=2), chart=None, ahead=0)
    assert found.hidden == {"nps": 2, "csat": 2}
    assert found.hidden_texts[0].startswith("nps: 2 groups have no series, since too few answers are in them")
    one = replace(found, hidden={"nps": 1})
    assert one.hidden_texts[0].startswith("nps: 1 group has no series, since too few answers are in it")


def test_without_periods_months_are_taken():
    """A run without periods has a series without any point."""
    done = run(settle(Asked(metrics=["nps"]), None, datetime(2025, 10, 1, tzinfo=UTC)), [FrameSource(FRAME, "a")])
    (finding,) = series_found(done, chart=None, ahead=0).findings
    assert finding.series.points == ()
    assert finding.forecast is None


def test_a_p_chart_is_for_shares():
    """A p-chart of a metric that is no share is refused."""
    with pytest.raises(UsageError, match="a p-chart is for a share"):
        series_found(made(), chart="p", ahead=3)


CALLS = pd.DataFrame(
    {
        "call date": ["2025-01-05", "2025-01-06", "2025-03-05", "2025-03-06"],
        "answered": ["yes", "no", "yes", "yes"],
        "talk time (s)": ["60", "", "30", "90"],
    }
)


def of_calls(metrics):
    asked = Asked(metrics=[metrics], period="month")
    return run(settle(asked, None, datetime(2025, 10, 1, tzinfo=UTC)), [FrameSource(CALLS, "a")])


def test_a_rate_has_a_series_and_a_p_chart():
    """It is a share of rows, put into the periods of its own date."""
    (finding,) = series_found(of_calls("abandon_rate"), chart=None, ahead=0).findings
    assert [point.value for point in finding.series.points] == [50.0, None, 0.0]
    assert finding.kind == "p"


@pytest.mark.parametrize("metrics", ["talk_time", "abandon_rate,talk_time"])
def test_metrics_of_other_kinds_have_no_trend(metrics):
    """They are refused with the command that shows their periods."""
    with pytest.raises(UsageError, match="a trend is made of box scores and rates"):
        series_found(of_calls(metrics), chart=None, ahead=0)
