"""The words and figures in which a score is told, whatever the format."""

import math
from collections.abc import Mapping, Sequence
from statistics import median_high

from cxcli.reporting.number_format import count, number
from cxcli.reporting.quantities import limits, part, places, quantity, unit_of_part
from cxcli.reporting.sentence import metric_name
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import Window
from cxcli.scoring.duration_estimate import LIMITS
from cxcli.scoring.partial import DATE, TEXT
from cxcli.scoring.score import Score

_MOST_OFFENDERS = 6
_SMALL_BASE = 10
_STATUS = {"no_data": "no data", "undefined": "undefined", "suppressed": "not shown"}


def decimals_for(score: Score, asked: int | None) -> int:
    """Return how many decimals a value gets: as asked, else one, two for means in points of a scale and for money."""
    return asked if asked is not None else places(score.unit)


def value_text(score: Score, decimals: int, *, beside: float | None = None) -> str:
    """Return "42.1", "69.2 %", or in words why there is no value; durations in the unit of the one `beside`."""
    if score.value is None:
        return _STATUS.get(score.status, score.status)
    return quantity(score.value, score.unit, decimals, beside=beside)


def limits_text(score: Score, decimals: int, *, beside: float | None = None) -> str:
    """Return "37.8 to 46.2", or nothing where there are no limits."""
    if score.low is None or score.high is None or score.value is None:
        return ""
    return limits(score.low, score.high, score.unit, decimals, beside=score.value if beside is None else beside)


def middle(scores: Sequence[Score]) -> float | None:
    """Return the middle one of the values, whose unit (minutes, hours) a column of durations has; None without any."""
    values = [abs(score.value) for score in scores if score.value is not None]
    return median_high(values) if values else None


def confidence_text(score: Score) -> str:
    """Return "95 %"."""
    return f"{100 * score.confidence:g} %"


def headline(score: Score, decimals: int) -> list[str]:
    """Return the parts of the first line: name and value, limits, n."""
    parts = [f"{metric_name(score.metric)} {value_text(score, decimals)}"]
    limits = limits_text(score, decimals)
    if limits:
        parts.append(f"{confidence_text(score)} {limits}")
    elif score.reason:
        parts.append(f"({score.reason})")
    return [*parts, *n_texts(score)]


def raw_texts(score: Score, decimals: int) -> list[str]:
    """Return the first line of the score of all answers, where it stands beside that of the votes."""
    if score.raw is None:
        return []
    first, *rest = headline(score.raw, decimals)
    return [f"all answers: {first}", *rest]


def n_texts(score: Score) -> list[str]:
    """Return "n 1,225", with the weighted base and the effective n where answers do not all tell the same.

    Nothing of a score of which nothing is told.
    """
    if score.private:
        return []
    base = [] if score.base is None else [f"weighted base {_base_text(score.base)}"]
    if score.effective_n is None:
        return [f"n {count(score.n)}", *base]
    effective = "of all" if math.isinf(score.effective_n) else f"effective n {number(score.effective_n, '', 0)}"
    return [f"n {count(score.n)}", *base, effective]


def part_texts(score: Score) -> list[str]:
    """Return "promoters 58.2 %" and so on; figures that are no shares stand without a percent sign."""
    return [
        f"{name} {part(name, value, score.unit)}{_around(name, value, score)}"
        for name, value in score.parts.items()
        if not _is_point(name) and not name.endswith(LIMITS)
    ]


def distribution_texts(score: Score) -> list[str]:
    """Return "1: 0.3 %" and so on for the points of the scale, where the metric shows them all."""
    return [f"{name}: {part(name, value, score.unit)}" for name, value in score.parts.items() if _is_point(name)]


def _around(name: str, value: float, score: Score) -> str:
    """Return " (17.8 to 21.2)" behind a figure with limits of its own, which stand beside it under longer names."""
    low, high = (score.parts.get(f"{name}{end}") for end in LIMITS)
    if low is None or high is None:
        ends = [("from", low), ("up to", high)]
        return "".join(f" ({word} {part(name, end, score.unit)})" for word, end in ends if end is not None)
    unit = unit_of_part(name, score.unit)
    return f" ({limits(low, high, unit, places(unit), beside=value)})"


def _is_point(name: str) -> bool:
    return name.removeprefix("-").isdecimal()


def _base_text(base: float) -> str:
    """Return a sum of weights with one digit, or where it is small (weights that add up to 1) with three figures."""
    return number(base, "", 1) if base >= _SMALL_BASE else f"{base:.3g}"


def rows_text(score: Score) -> str:
    """Return what became of the rows of a score, and of the answers where a row stands for several."""
    rows = account_text(score.shown_account, score.offenders)
    if score.answers is None:
        return rows
    return f"{rows}; {_account(score.answers, {}, f'answer{_plural(score.answers.read)}')}"


def votes_texts(score: Score) -> list[str]:
    """Return who has a vote and how many people there are, where that was said."""
    keep, population = score.parameters.get("one_vote"), score.parameters.get("population")
    said = [f"one vote each, the {keep}"] if keep else []
    return [*said, f"population {population:,}"] if isinstance(population, int) and not score.group else said


def account_text(account: RowAccount | None, offenders: Mapping[tuple[Disposition, str], int]) -> str:
    """Return "1,300 rows read: 1,225 scored, 71 blank, 4 off scale (11 ×3, 99)", or that it is not told."""
    if account is None:
        return "what became of the rows is not shown"
    return _account(account, offenders, f"row{_plural(account.read)} read")


def _plural(n: int) -> str:
    return "" if n == 1 else "s"


def _account(account: RowAccount, offenders: Mapping[tuple[Disposition, str], int], counted: str) -> str:
    fates = {Disposition.SCORED: account.scored, **account.skipped}
    found = [f"{count(n)} {reason_words(fate)}{_offending(fate, offenders)}" for fate, n in fates.items()]
    return f"{count(account.read)} {counted}: {', '.join(found)}"


def reason_words(reason: Disposition) -> str:
    """Return a reason in words: "off scale"."""
    return reason.replace("_", " ")


def _offending(reason: Disposition, offenders: Mapping[tuple[Disposition, str], int]) -> str:
    found = [(text, n) for (fate, text), n in offenders.items() if fate == reason]
    found.sort(key=lambda each: (-each[1], each[0]))
    shown = [f"{text} ×{count(n)}" if n > 1 or text in (TEXT, DATE) else text for text, n in found[:_MOST_OFFENDERS]]
    more = [f"{len(found) - _MOST_OFFENDERS} more values"] if len(found) > _MOST_OFFENDERS else []
    return f" ({', '.join(shown + more)})" if shown else ""


def days_text(days: Window) -> str:
    """Return "2025-06-03 to 2025-08-31", "from 2025-06-03", "until 2025-08-31", or nothing where all days count."""
    if days.since is not None and days.until is not None:
        return f"{days.since} to {days.until}"
    if days.since is not None:
        return f"from {days.since}"
    return f"until {days.until}" if days.until is not None else ""


def column_text(columns: Sequence[str]) -> str:
    """Return 'column "How likely…"', or the columns of several files."""
    distinct = list(dict.fromkeys(columns))
    quoted = ", ".join(f'"{name}"' for name in distinct)
    return f"column {quoted}" if len(distinct) == 1 else f"columns {quoted}"


def method_text(score: Score) -> str:
    """Return "nps: % 9-10 minus % 0-6 · score interval", and until when customers were watched where that matters."""
    interval = f" · {score.interval} interval" if score.interval else ""
    votes = "".join(f" · {text}" for text in votes_texts(score))
    until = score.parameters.get("watched_until")
    watched = f" · watched until {until}" if until else ""
    return f"{score.metric}: {score.definition}{interval}{watched}{votes}"
