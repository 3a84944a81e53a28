"""Facts that a hand can check."""

from datetime import UTC, date, datetime

from cxcli.history.fact import Fact, Meaning, Recording, Telling
from cxcli.scoring.score import PeriodSpan

NPS = Meaning(
    mark="a" * 64,
    metric="nps",
    words="% 9-10 minus % 0-6",
    parameters='{"scale":"0-10"}',
    unit="points",
    direction="higher",
    confidence=0.95,
    interval=None,
)
MAY = PeriodSpan("2025-05", date(2025, 5, 1), date(2025, 5, 31), complete=True)
JUNE = PeriodSpan("2025-06", date(2025, 6, 1), date(2025, 6, 30), complete=True)


def day(number, month=7):
    return datetime(2025, month, number, tzinfo=UTC)


def a_fact(value, n=100, **more):
    said = {"group": (), "grain": "month", "period": MAY, "status": "ok", "low": value - 5, "high": value + 5}
    return Fact(**{"meaning": NPS, "value": value, "n": n, **said, **more})


def telling(fact, as_of, run=1, *, reported=False):
    return Telling(fact=fact, as_of=as_of, run=run, reported=reported)


def recording(*facts, as_of=None, reported="2025-06", config="c" * 64):
    return Recording(
        as_of=as_of or day(1), reported=reported, config=config, inputs=(("a.csv", "d" * 64),), facts=tuple(facts)
    )
