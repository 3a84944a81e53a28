"""The value of a duration and its limits, with mean, median, p90 and what the running ones say beside it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cxcli.config.metric import ValueConfig
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.kaplan_meier import survival
from cxcli.scoring.mean import t
from cxcli.scoring.metric import Estimate
from cxcli.scoring.order_statistics import quantile_interval, quantile_limits
from cxcli.scoring.quantile import quantile, ranks_around

RUNNING: Final = "running"
NOT_ENDED: Final = "not ended"
MEDIANS: Final[Mapping[str, str]] = MappingProxyType({RUNNING: "median with running", NOT_ENDED: "median with these"})
"""The median that takes in those that have not ended, by what they are called."""
LIMITS: Final = (", low", ", high")
"""What stands behind the name of a part in the names of its own limits."""

_SECOND = 1_000_000
_HALF, _NINE_TENTHS, _PERCENT = 0.5, 0.9, 100


NO_LIMITS = "none"
"""In the place of a method: nobody looks at the limits."""

_NONE = "none has ended yet"


def methods(value: ValueConfig) -> tuple[str, ...]:
    """Return the names of the intervals that a value of this form can have."""
    return ("t",) if value.mean else ("order-statistics",)


def estimate(table: DurationTable, value: ValueConfig, *, confidence: float, unended: str = RUNNING) -> Estimate:
    """Return value and limits in seconds, of the durations that have ended.

    Beside them stand the mean, the median, the nine tenths quantile, how many have not ended, under the name `unended`,
    and where some have not, the median that takes them in (Kaplan and Meier), which those that ended alone put too
    early.
    """
    running = {unended: float(table.running)} if table.running else {}
    censored = _with_running(table, confidence, unended) if table.running else {}
    if not table.n:
        return Estimate(parts={**running, **censored}, reason=_NONE)
    table.at_ranks(_ranks(table.n, value, confidence))
    parts = {
        "mean": float(table.mean()) / _SECOND,
        "median": quantile(table, _HALF) / _SECOND,
        "p90": quantile(table, _NINE_TENTHS) / _SECOND,
        **running,
        **censored,
    }
    found, limits = _value(table, value, confidence)
    if isinstance(limits, Undefined):
        return Estimate(found / _SECOND, interval=methods(value)[0], parts=parts, reason=limits.reason)
    # No duration is negative, whatever an interval that is symmetric says.
    low, high = max(limits.low, 0.0) / _SECOND, limits.high / _SECOND
    return Estimate(found / _SECOND, min(low, found / _SECOND), max(high, found / _SECOND), limits.method, parts=parts)


def value_alone(table: DurationTable, value: ValueConfig) -> Estimate:
    """Return the value of `estimate` in seconds, without limits and parts."""
    if not table.n:
        return Estimate(reason=_NONE)
    part = _HALF if value.percentile is None else value.percentile / _PERCENT
    found = float(table.mean()) if value.mean else quantile(table, part)
    return Estimate(found / _SECOND)


def _value(table: DurationTable, value: ValueConfig, confidence: float) -> tuple[float, Interval | Undefined]:
    if value.mean:
        return float(table.mean()), t(float(table.mean()), float(table.variance()), table.n, confidence)
    part = _HALF if value.percentile is None else value.percentile / _PERCENT
    return quantile(table, part), quantile_limits(table, part, confidence)


def _ranks(n: int, value: ValueConfig, confidence: float) -> list[int]:
    """Return the ranks of all durations that an estimate rests on, to be looked up at once."""
    part = _HALF if value.percentile is None else value.percentile / _PERCENT
    limits = Undefined("") if value.mean else quantile_interval(n, part, confidence)
    around = [rank for p in {_HALF, _NINE_TENTHS, part} for rank in ranks_around(n, p)]
    return around if isinstance(limits, Undefined) else [*around, *limits]


def _with_running(table: DurationTable, confidence: float, unended: str) -> dict[str, float]:
    found = survival(table).quantile(_HALF, confidence)
    median, (low, high) = MEDIANS[unended], LIMITS
    named = {median: found.value, median + low: found.low, median + high: found.high}
    return {name: value / _SECOND for name, value in named.items() if value is not None}
