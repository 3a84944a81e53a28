"""Series of months from plain values, as a run would make them."""

from datetime import UTC, date, datetime

from cxcli.analysis.period_series import period_series
from cxcli.analysis.trend_finding import trend_finding
from cxcli.rows import RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.periods import Periods
from cxcli.scoring.score import Score

MONTHS = Periods(Grain.MONTH)
LONG_AFTER = datetime(2030, 1, 15, tzinfo=UTC)
FIRST = MONTHS.code(date(2024, 1, 1))


def metric(name="nps"):
    return settle(shipped()[name])


def score(value, *, month=None, name="nps", n=100, now=LONG_AFTER, until=None, group=None, effective_n=None):
    """A score of a month (0 is 2024-01), or over all of them; with limits 5 to either side."""
    period = None if month is None else MONTHS.span(FIRST + month, first=None, last=until, now=now)
    no_value = {"status": "suppressed", "reason": "fewer than 200 answers"}
    return Score(
        metric=name,
        title=name,
        definition="as it is",
        parameters={},
        group=group or {},
        period=period,
        **({"status": "ok", "reason": None} if value is not None else no_value),
        value=value,
        low=None if value is None else value - 5,
        high=None if value is None else value + 5,
        unit=metric(name).unit,
        confidence=0.95,
        interval="score",
        n=n,
        effective_n=effective_n,
        parts={},
        account=RowAccount(n + 10, {}),
    )


def scores_of(values, *, overall=10, **more):
    """The scores of months from 2024-01 on; "gap" is a month without rows, None one without a value."""
    months = [score(value, month=place, **more) for place, value in enumerate(values) if value != "gap"]
    return [score(overall, **{**more, "n": 1000}), *months]


def series_of(values, *, now=LONG_AFTER, until=None, **more):
    (series,) = period_series(scores_of(values, now=now, until=until, **more), MONTHS, until=until, now=now)
    return series


def finding_of(values, *, name="nps", chart=None, ahead=3, confidence=0.95, **more):
    series = series_of(values, name=name, **more)
    return trend_finding(series, metric(name), chart=chart, ahead=ahead, confidence=confidence)


NOISE = [8, 6, 5, 3, 3, 1, 6, 9, 8, 2, 6, 9, 1, 7, 3, 8, 7, 3]
"""Swings of which the mean is the better forecast than the last value."""
