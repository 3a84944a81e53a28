"""Values in the unit of a metric as people read them: seconds as minutes, hours or days where they are many."""

from cxcli.reporting.number_format import count, number, share
from cxcli.scoring.time_to_event import DAYS, by_day

_UNITS = ((2 * 86_400, 86_400, "d"), (2 * 3600, 3600, "h"), (120, 60, "min"), (0, 1, "s"))
"""From so many seconds on, a duration is given in this unit: its seconds, and its sign."""

_COUNTED = frozenset(
    {
        "running",
        "not ended",
        "customers below zero",
        "trials left out",
        "customers of the first snapshot",
        "months watched",
        "holdout expected",
        "holdout actual",
        "months",
        "days without events",
        "days known",
        "points issued",
        "points redeemed",
        "points expired",
        "points adjusted",
    }
)
_POINTS = frozenset({"mean", "standard deviation", "daily users", "monthly users"})
_SHARES = frozenset({"largest customer", "churn", *(by_day(day) for day in DAYS)})
_PLACES = {"score": 2, "ratio": 2, "currency": 2}


def places(unit: str) -> int:
    """Return how many decimals a value of this unit gets where nobody asks for others."""
    return _PLACES.get(unit, 1)


def quantity(value: float, unit: str, decimals: int, *, beside: float | None = None) -> str:
    """Return "42.1", "69.2 %", "3.4 h"; durations are in the unit of the value that they stand `beside`."""
    if unit != "seconds":
        return number(value, unit, decimals)
    seconds, sign = _unit_of(value if beside is None else beside)
    return f"{number(value / seconds, '', decimals)} {sign}"


def limits(low: float, high: float, unit: str, decimals: int, *, beside: float) -> str:
    """Return "37.8 to 46.2"; durations are in the unit of the value that they stand `beside`."""
    seconds = _unit_of(beside)[0] if unit == "seconds" else 1
    return f"{number(low / seconds, '', decimals)} to {number(high / seconds, '', decimals)}"


def unit_for(value: float, unit: str) -> tuple[int, str]:
    """Return by what a value is divided to be shown, and the sign of that: (3600, " h"); (1, "") or " %" for others."""
    if unit == "seconds":
        seconds, sign = _unit_of(value)
        return seconds, f" {sign}"
    return 1, " %" if unit == "percent" else ""


def part(name: str, value: float, unit: str) -> str:
    """Return one figure beside a value: a share in percent, a count, a duration, or a figure in points."""
    if name in _COUNTED:
        return count(round(value))
    unit = unit_of_part(name, unit)
    if unit == "seconds":
        return quantity(value, unit, places(unit))
    if unit == "currency":
        return number(value, unit, places(unit))
    return number(value, "", 2) if name in _POINTS else share(value)


def unit_of_part(name: str, unit: str) -> str:
    """Return what a figure beside a value of some unit is counted in: shares are in percent whatever the unit."""
    return "percent" if name in _SHARES else unit


def _unit_of(value: float) -> tuple[int, str]:
    return next((seconds, sign) for least, seconds, sign in _UNITS if abs(value) >= least)
