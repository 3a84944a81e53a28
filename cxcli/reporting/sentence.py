"""A score as one sentence, to paste into a mail or a slide: "NPS 42 (38 to 46), n 1,225, Sept 2026"."""

from calendar import monthrange
from datetime import date

from cxcli.reporting.number_format import count
from cxcli.reporting.quantities import limits, quantity
from cxcli.reporting.safe import safe
from cxcli.scoring.score import PeriodSpan, Score

_FISCAL = "FY"
_WINDOW = " to "
_SHORT = 4
_QUARTER = 3
_YEAR = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_DECIMALS = {"score": 2, "ratio": 2, "seconds": 1}
_WORDS = {"no_data": "no data", "undefined": "undefined", "suppressed": "not shown"}


def sentence(score: Score, *, decimals: int | None = None, days: str = "") -> str:
    """Return the score in one line: name, value, limits, n, group and period, as far as it has them.

    A score over all time has the `days` that count in place of a period.
    Where nothing else is asked for, values are rounded to whole numbers, means in points of a scale to two decimals.
    """
    decimals = _DECIMALS.get(score.unit, 0) if decimals is None else decimals
    groups = [f"{safe(name)} {safe(key)}" for name, key in score.group.items()]
    period = period_words(score.period) if score.period else days
    said = f"{metric_name(score.metric)} {_result(score, decimals)}"
    n = [] if score.private else [f"n {count(score.n)}"]
    return ", ".join([said, *n, *groups, *([period] if period else [])])


def metric_name(metric: str) -> str:
    """Return a metric's id as it is written in a sentence: a short stem in capitals, "NPS", "CSAT:net", "my_metric"."""
    stem, colon, dialect = metric.partition(":")
    known = stem.upper() if stem.isalpha() and len(stem) <= _SHORT else stem
    return safe(f"{known}{colon}{dialect}")


def period_words(period: PeriodSpan) -> str:
    """Return a period in words: "2026", "Q3 2026", "Sept 2026", "3 Sept 2026", or its label."""
    own_name = period.label.startswith(_FISCAL) or _WINDOW in period.label
    words = (None if own_name else _calendar_words(period.start, period.end)) or safe(period.label)
    return words if period.complete else f"{words} (incomplete)"


def _calendar_words(start: date, end: date) -> str | None:
    if start == end:
        return f"{start.day} {_MONTHS[start.month - 1]} {start.year}"
    if start.year != end.year or start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return None
    return _month_words(start, end)


def _month_words(start: date, end: date) -> str | None:
    months = end.month - start.month + 1
    if months == 1:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    quarter, past = divmod(start.month - 1, _QUARTER)
    if months == _QUARTER and past == 0:
        return f"Q{quarter + 1} {start.year}"
    return str(start.year) if months == _YEAR else None


def _result(score: Score, decimals: int) -> str:
    if score.status != "ok" or score.value is None:
        reason = f" ({safe(score.reason)})" if score.reason else ""
        return f"{_WORDS[score.status]}{reason}"
    value = quantity(score.value, score.unit, decimals)
    if score.low is None or score.high is None:
        return value
    return f"{value} ({limits(score.low, score.high, score.unit, decimals, beside=score.value)})"
