from datetime import UTC, date, datetime

import numpy as np
import pytest

from cxcli.scoring.at_risk import AtRisk
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import Window
from cxcli.scoring.periods import Periods
from cxcli.scoring.together import NEVER, Rows, Whole
from cxcli.scoring.together_metric import Cut
from tests.scoring.experience_lists import DAY, rows

BAD = "nps\tdetractors\t3"
METRIC = AtRisk(shipped()["at_risk"])
NOON = datetime(2025, 6, 15, 12, tzinfo=UTC)


def day(year, month, number):
    return (date(year, month, number) - date(1970, 1, 1)).days


def cut(since=None, until=None, periods=None):
    return Cut(by=(), periods=periods, window=Window(since, until), as_of=NOON)


def test_the_latest_ninety_days_end_now_or_with_the_last_day():
    """Without a first day the stretch is the time `within`; a last day ends with its last microsecond."""
    assert METRIC.stretch(cut()).until == day(2025, 6, 15) * DAY + DAY // 2
    assert METRIC.stretch(cut()).after == METRIC.stretch(cut()).until - 90 * DAY
    ended = METRIC.stretch(cut(until=date(2025, 5, 31)))
    assert (ended.until, ended.floor) == (day(2025, 6, 1) * DAY - 1, NEVER)
    assert METRIC.stretch(cut(until=date(2025, 12, 31))).until == METRIC.stretch(cut()).until


def test_a_first_day_takes_the_place_of_the_time():
    """The stretch begins with the day, and rows before it do not count."""
    found = METRIC.stretch(cut(since=date(2025, 6, 1)))
    assert (found.after, found.floor) == (day(2025, 6, 1) * DAY - 1,) * 2


def test_each_period_has_the_share_at_its_end():
    """The periods are those from the first to the last row, within the days; the last one ends now."""
    made = rows(
        [
            ("a", day(2025, 1, 10), BAD, "r", ""),
            ("a", day(2025, 3, 20), BAD, "r", ""),
            ("b", day(2025, 5, 20), "", "r", ""),
            ("b", day(2025, 6, 20), BAD, "r", ""),
        ]
    )
    months = Periods(Grain.MONTH)
    shares = {
        key.period: METRIC.estimate(whole, confidence=0.95, interval=None).value
        for key, _, whole in METRIC.cells(made, cut(periods=months))
    }
    first = months.code(date(2025, 1, 1))
    assert shares == {None: 0.0, first: 0.0, first + 1: 0.0, first + 2: 100.0, first + 3: 0.0, first + 4: 0.0}
    some = [key.period for key, _, _ in METRIC.cells(made, cut(date(2025, 4, 1), date(2025, 4, 30), months))]
    assert some == [None, first + 3]


def test_rows_that_are_all_to_come_are_in_no_period():
    """Nothing has happened yet: there is an overall answer and no period."""
    made = rows([("a", day(2026, 1, 1), BAD, "r", "")])
    (only,) = METRIC.cells(made, cut(periods=Periods(Grain.MONTH)))
    assert only[2].n == 0


def test_no_rows_have_no_cells():
    """Of nothing there is nothing to say."""
    assert list(METRIC.cells(Rows(), cut())) == []


def test_rows_of_one_source_are_not_judged_alone():
    """It is a fault to score it as a metric of one file, or from what is not counted."""
    with pytest.raises(NotImplementedError, match="several sources"):
        METRIC.judged(None)
    with pytest.raises(TypeError, match="are counted"):
        METRIC.estimate(Whole(), confidence=0.95, interval=None)


def test_the_share_has_wilson_limits():
    """9 of 157 are 5.7 %, 3.0 to 10.5 (Wilson 1927, by hand)."""
    made = rows(
        [
            (f"c{number:03}", day(2025, 6, 1), BAD if again else "", "r", "")
            for number in range(157)
            for again in (number < 9,) * 2
        ]
    )
    ((_, _, whole),) = METRIC.cells(made, cut())
    found = METRIC.estimate(whole, confidence=0.95, interval=None)
    share, n, z = 9 / 157, 157, 1.959963984540054
    middle, half = share + z * z / (2 * n), z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    assert [found.value, found.low, found.high] == pytest.approx(
        [100 * share, 100 * (middle - half) / (1 + z * z / n), 100 * (middle + half) / (1 + z * z / n)]
    )
    assert found.parts == pytest.approx({"at risk": 100 * share, "not at risk": 100 * (1 - share)})
