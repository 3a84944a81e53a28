"""Each period beside the one before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from cxcli.analysis.difference_of_scores import Difference, difference
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.score import PeriodSpan, Score

Place = tuple[str, tuple[tuple[str, str], ...], str]
"""Which score of a run: metric, group, and the label of its period."""


class Change(Struct, frozen=True):
    """What lies between a period and the one before it, `since`."""

    since: PeriodSpan
    difference: Difference


Changes = Mapping[Place, Change]


def place_of(score: Score) -> Place | None:
    """Return which score of a run it is; None for one over all time."""
    return None if score.period is None else (score.metric, tuple(score.group.items()), score.period.label)


def changes(scores: Sequence[Score], metrics: Mapping[str, BoxScore]) -> dict[Place, Change]:
    """Return what changed from period to period, for each score that has one of the same group right before it.

    Rolling windows overlap; each is put beside the one that ends the day before it begins.
    """
    ends: dict[tuple[str, tuple[tuple[str, str], ...], date | None], Score] = {
        (*_cell(score), score.period.end): score for score in scores if score.period is not None
    }
    found = {}
    for score in scores:
        before = None if score.period is None else ends.get((*_cell(score), _day_before(score.period)))
        place = place_of(score)
        if before is not None and before.period is not None and place is not None:
            found[place] = Change(before.period, difference(before, score, metrics[score.metric]))
    return found


def _cell(score: Score) -> tuple[str, tuple[tuple[str, str], ...]]:
    return score.metric, tuple(score.group.items())


def _day_before(period: PeriodSpan) -> date | None:
    """Return the day before a period begins; None where that is before the calendar."""
    return None if period.start == date.min else period.start - timedelta(days=1)
