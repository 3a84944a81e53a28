"""What changed from period to period, in lines for people."""

from collections.abc import Iterator, Sequence

from cxcli.analysis.changes import Change, Changes, place_of
from cxcli.analysis.difference_of_scores import Difference
from cxcli.reporting.change_words import signed, verdict_text
from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import decimals_for
from cxcli.scoring.score import PeriodSpan, Score

_MANY = 10
"""From so many changes on, some will look real by chance."""


def change_texts(scores: Sequence[Score], changes: Changes, decimals: int | None) -> Iterator[list[str]]:
    """Yield the parts of a line for each change, in the order of the scores, then what to make of many.

    Texts may come from data; the writer makes them safe.
    """
    found = [(score, changes[place]) for score in scores if (place := place_of(score)) is not None and place in changes]
    for score, change in found:
        yield _line(score, change, decimals_for(score, decimals))
    judged = [change.difference for _, change in found if _by_chance(change.difference)]
    if len(judged) >= _MANY:
        expected = (1 - judged[0].confidence) * len(judged)
        about = "fewer than 1" if expected < 1 else f"about {number(expected, '', 0)}"
        yield [f"{count(len(judged))} changes, each judged by itself: by chance alone {about} of them would look clear"]


def _by_chance(difference: Difference) -> bool:
    """Return whether a change has a verdict, and one that chance has a part in."""
    return difference.verdict is not None and difference.low != difference.high


def _line(score: Score, change: Change, decimals: int) -> list[str]:
    difference = change.difference
    group = [", ".join(f"{column} {key}" for column, key in score.group.items())] if score.group else []
    since = f"{change.since.label}{_running(change.since)}"
    label = "" if score.period is None else f"{score.period.label}{_running(score.period)} after {since}"
    if difference.value is None:
        return [*group, f"{label}: no change can be told ({difference.reason})"]
    limits = ""
    if difference.low is not None and difference.high is not None:
        low, high = number(difference.low, "", decimals), number(difference.high, "", decimals)
        limits = f" ({100 * difference.confidence:g} % {low} to {high})"
    return [*group, f"{label}: {signed(difference.value, decimals)}{limits}", verdict_text(difference, decimals)]


def _running(period: PeriodSpan) -> str:
    return "" if period.complete else " (incomplete)"
