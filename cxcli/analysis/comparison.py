"""Two scores of a metric side by side: the difference, why it is there, and what the same respondents say."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.answer_points import answer_points
from cxcli.analysis.difference_of_scores import Difference, difference
from cxcli.analysis.mix import Mix, mix
from cxcli.analysis.pairs import PairedDifference, paired
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.paired_votes import PairedVotes
from cxcli.scoring.score import Score

Segment = tuple[str, ...]
"""The keys of a segment, one a column; none for the small segments together."""

SMALL: Segment = ()
_NEARLY = Fraction(4, 5)


class Side(Struct, frozen=True, kw_only=True):
    """One side: its `label`, its score, and the answers of each segment."""

    label: str
    score: Score
    segments: Mapping[Segment, CountsByValue]


class Why(Struct, frozen=True, kw_only=True):
    """What moved the score, by segments of `columns`; those with fewer than `min_n` answers on a side are one.

    `hidden` are the segments whose values are not shown.
    """

    columns: tuple[str, ...]
    mix: Mix[Segment]
    min_n: int
    hidden: frozenset[Segment]


class SameRespondents(Struct, frozen=True, kw_only=True):
    """What those say who answered on both sides, known by `column`; without a `change` the `reason` says why."""

    column: str
    votes: PairedVotes
    change: PairedDifference | None = None
    reason: str | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """Two sides of a metric, and what was found; `elsewhere` are the rows that are on neither side."""

    metric: BoxScore
    before: Side
    after: Side
    difference: Difference
    elsewhere: RowAccount
    why: Why | None = None
    same: SameRespondents | None = None


def compare(
    before: Side,
    after: Side,
    metric: BoxScore,
    *,
    elsewhere: RowAccount,
    power: float,
    columns: tuple[str, ...] = (),
    min_n: int = 0,
) -> Comparison:
    """Return what lies between two sides, with the segments of `columns` that explain it where there are some."""
    found = difference(before.score, after.score, metric, power=power)
    return Comparison(
        metric=metric,
        before=before,
        after=after,
        difference=found,
        elsewhere=elsewhere,
        why=None if found.value is None or not columns else why(before, after, metric, columns, min_n),
    )


def why(before: Side, after: Side, metric: BoxScore, columns: tuple[str, ...], min_n: int = 0) -> Why:
    """Return what moved the score, exactly: the parts of all segments add up to the difference."""
    sides = before.segments, after.segments
    small = {
        segment
        for segment in (*before.segments, *after.segments)
        if any(0 < side.get(segment, CountsByValue()).n < min_n for side in sides)
    }
    one, two = (_pooled(side, small) for side in sides)
    still = any(0 < side.get(SMALL, CountsByValue()).n < min_n for side in (one, two))
    found = mix(one, two, answer_points(metric))
    return Why(columns=columns, mix=found, min_n=min_n, hidden=frozenset([SMALL] if still else []))


def same_respondents(
    found: Comparison, column: str, votes: PairedVotes, *, confidence: float, min_n: int = 0
) -> Comparison:
    """Return a comparison with what the respondents of both sides say."""
    same = SameRespondents(column=column, votes=votes)
    if not votes.both:
        same = replace(same, reason="nobody answered on both sides")
    elif votes.both < min_n:
        same = replace(same, reason=f"fewer than {min_n:,} answered on both sides")
    else:
        same = replace(same, change=paired(votes.pairs, found.metric, confidence=confidence))
    return replace(found, same=same)


def main_part(found: Mix[Segment]) -> str:
    """Return what explains a difference: "mix" or "within" for four fifths of it and more, "both", or "against".

    Against means that one of the parts goes the other way; "nothing" that there is no difference.
    """
    total = found.after - found.before
    if not total:
        return "nothing"
    mixed = found.mix / total
    if _NEARLY <= mixed <= 2 - _NEARLY:
        return "mix"
    if 1 - _NEARLY >= mixed >= _NEARLY - 1:
        return "within"
    return "both" if 0 < mixed < 1 else "against"


def _pooled(segments: Mapping[Segment, CountsByValue], small: set[Segment]) -> dict[Segment, CountsByValue]:
    """Return the segments with the small ones together as the last one."""
    kept = {segment: counts for segment, counts in segments.items() if segment not in small}
    rest = [counts for segment, counts in segments.items() if segment in small]
    return {**kept, SMALL: sum(rest, start=CountsByValue())} if rest else kept
