"""How long it takes until something happens, those to whom it has not happened yet included."""

from typing import Final

from cxcli.config.metric import ValueConfig
from cxcli.scoring.duration_estimate import LIMITS
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.kaplan_meier import CensoredEstimate, Survival, survival
from cxcli.scoring.metric import Estimate

METHOD: Final = "log-log"
DAYS: Final = (7, 30, 90)
"""The days by which it is said how many are there: a week, a month, a quarter."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_PERCENT = 100
_HALF, _THREE_QUARTERS = 0.5, 0.75


def by_day(day: int) -> str:
    """Return the name of the share of those to whom it has happened by a day."""
    return f"by day {day}"


def estimate(table: DurationTable, value: ValueConfig, *, confidence: float, unended: str) -> Estimate:
    """Return the quantile of the survival curve and its limits, in seconds.

    Beside it stand how many have not ended, under the name `unended`, three quarters, and in percent the shares that
    have ended by day 7, 30 and 90, each with limits where they can be known.

    Source: Kaplan and Meier, JASA 53 (1958) 457-481; limits of Brookmeyer and Crowley, Biometrics 38 (1982) 29-41.
    """
    curve = survival(table)
    part = _HALF if value.percentile is None else value.percentile / _PERCENT
    found = curve.quantile(part, confidence)
    parts = {unended: float(table.running)} if table.running else {}
    parts |= _limited("p75", curve.quantile(_THREE_QUARTERS, confidence), 1 / _SECOND)
    parts |= _shares(curve, confidence)
    if found.value is None:
        return Estimate(parts=parts, reason=found.reason)
    if found.low is None or found.high is None:
        return Estimate(found.value / _SECOND, interval=METHOD, parts=parts, reason=found.reason)
    low, high = min(found.low, found.value), max(found.high, found.value)
    return Estimate(found.value / _SECOND, low / _SECOND, high / _SECOND, METHOD, parts=parts)


def _shares(curve: Survival, confidence: float) -> dict[str, float]:
    shares = {by_day(day): curve.share_by(day * _DAY, confidence) for day in DAYS}
    return {key: value for name, each in shares.items() for key, value in _limited(name, each, _PERCENT).items()}


def _limited(name: str, found: CensoredEstimate, factor: float) -> dict[str, float]:
    """Return a figure, and its limits if both are known; nothing where it cannot be known."""
    if found.value is None:
        return {}
    known = found.low is not None and found.high is not None
    low, high = LIMITS
    limits = {name + low: found.low, name + high: found.high} if known else {}
    return {key: value * factor for key, value in {name: found.value, **limits}.items() if value is not None}
