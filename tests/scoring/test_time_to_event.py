import json
from pathlib import Path

import numpy as np
import pytest

from cxcli.config.metric import ValueConfig
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.time_to_event import estimate

ARMS = json.loads((Path(__file__).parents[1] / "vectors/kaplan_meier.json").read_text(encoding="utf-8"))
DAY = 86_400
MEDIAN = ValueConfig(median=True)


def found(days, ended, value=MEDIAN, confidence=0.95):
    """What times in days say, of which some have ended."""
    table = DurationTable.of(np.array(days, np.int64) * DAY * 10**6, np.array(ended, np.bool_))
    return estimate(table, value, confidence=confidence, unended="not ended")


def test_the_published_median_with_its_limits():
    """The 6-MP arm of Freireich: median and limits as published, weeks taken for days."""
    arm = ARMS["freireich_6mp"]
    score = found(arm["time"], arm["event"])
    low, high = arm["loglog_ci"]["median_ci"]
    assert score.value == arm["median"] * DAY
    assert high is None
    assert (score.low, score.high) == (None, None)
    assert "upper limit" in score.reason
    assert score.parts["not ended"] == arm["event"].count(0)
    assert low is not None


def test_shares_by_day_are_those_of_the_curve():
    """By day 7 the published curve of that arm has fallen to 80.67 %, so 19.33 % are there; by day 90 nobody knows."""
    arm = ARMS["freireich_6mp"]
    parts = found(arm["time"], arm["event"]).parts
    seven = 1 - (1 - 3 / 21) * (1 - 1 / 17)
    assert parts["by day 7"] == pytest.approx(100 * seven)
    assert parts["by day 7, low"] < parts["by day 7"] < parts["by day 7, high"]
    assert "by day 90" not in parts
    assert "p75" not in parts


def test_without_running_ones_it_is_the_plain_median():
    """Nobody waits: the median is the ordinary one, three quarters beside it, and all are there by day 7."""
    score = found([1, 2, 3, 4, 5, 6, 7, 7] * 4, [True] * 32)
    assert score.value == 4.5 * DAY
    assert score.low <= score.value <= score.high
    assert score.interval == "log-log"
    assert score.parts["by day 7"] == 100
    assert "by day 7, low" not in score.parts
    assert "not ended" not in score.parts


def test_another_percentile():
    """The nine tenths of ten is the middle of the ninth and the tenth."""
    assert found(range(1, 11), [True] * 10, ValueConfig(percentile=90)).value == 9.5 * DAY


def test_nobody_has_got_there():
    """Fewer than half: no median, and the reason says so; it is never the longest time so far."""
    score = found([5, 6, 40], [True, False, False])
    assert (score.value, score.reason) == (None, "fewer than half have ended")
    assert score.parts["by day 30"] == pytest.approx(100 / 3)
    alone = found([5], [False])
    assert (alone.value, alone.parts["not ended"]) == (None, 1)
