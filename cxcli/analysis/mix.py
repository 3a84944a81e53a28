"""Why a score moved: other people among those who answered, or other answers from the same people."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Generic, TypeVar

from msgspec import Struct

from cxcli.analysis.answer_points import Points, mean_points
from cxcli.scoring.counts import CountsByValue

SegmentT = TypeVar("SegmentT", bound=Hashable)


class SegmentPart(Struct, frozen=True, kw_only=True):
    """What one segment adds to the difference, in the metric's unit, exactly.

    `within` is what its own score adds by changing, `mix` what its share of the base adds by growing or shrinking.
    Shares are 0 to 1; a value is None where nobody of the segment answered, and `within` is 0 then.
    """

    share_before: Fraction
    share_after: Fraction
    value_before: Fraction | None
    value_after: Fraction | None
    within: Fraction
    mix: Fraction


class Mix(Struct, Generic[SegmentT], frozen=True):
    """The value `before` and `after`, and what each segment adds to the difference: the `parts` add up to it."""

    before: Fraction
    after: Fraction
    parts: Mapping[SegmentT, SegmentPart]

    @property
    def within(self) -> Fraction:
        """What the scores within the segments add by changing."""
        return sum((part.within for part in self.parts.values()), start=Fraction(0))

    @property
    def mix(self) -> Fraction:
        """What the shares of the segments add by changing."""
        return sum((part.mix for part in self.parts.values()), start=Fraction(0))


def mix(
    before: Mapping[SegmentT, CountsByValue], after: Mapping[SegmentT, CountsByValue], points: Points
) -> Mix[SegmentT]:
    """Return what moved the value from `before` to `after`, segment by segment, in the order in which they come.

    With shares s1, s2 and values v1, v2 of a segment, and V1, V2 of all, it adds (s1 + s2)/2 (v2 - v1) within, and by
    mix (s2 - s1) ((v1 + v2)/2 - (V1 + V2)/2): a segment above the average raises the value by growing. All parts
    together are V2 - V1, without any rest. A segment that is on one side only has no change within.

    Source: Kitagawa, JASA 50 (1955) 1168-1194; Das Gupta, Standardization and Decomposition of Rates (1993).

    Raises:
        ValueError: one side has no answers, or an answer has no points.
    """
    one, two = _Side.of(before, points), _Side.of(after, points)
    segments = dict.fromkeys((*one.values, *two.values))
    middle = (one.value + two.value) / 2
    return Mix(one.value, two.value, {segment: _part(one, two, segment, middle) for segment in segments})


class _Side(Struct, Generic[SegmentT], frozen=True):
    """The value of all answers of one side, and the shares and values of the segments that have some."""

    value: Fraction
    shares: Mapping[SegmentT, Fraction]
    values: Mapping[SegmentT, Fraction]

    @classmethod
    def of(cls, segments: Mapping[SegmentT, CountsByValue], points: Points) -> "_Side[SegmentT]":
        known = {segment: counts for segment, counts in segments.items() if counts.n}
        base = sum((counts.base for counts in known.values()), start=Fraction(0))
        if not known:
            raise ValueError("a side without answers has no value to compare")
        shares = {segment: counts.base / base for segment, counts in known.items()}
        values = {segment: mean_points(counts, points) for segment, counts in known.items()}
        return cls(sum((shares[each] * values[each] for each in known), start=Fraction(0)), shares, values)


def _part(one: _Side[SegmentT], two: _Side[SegmentT], segment: SegmentT, middle: Fraction) -> SegmentPart:
    share1, share2 = one.shares.get(segment, Fraction(0)), two.shares.get(segment, Fraction(0))
    value1, value2 = one.values.get(segment), two.values.get(segment)
    # What is missing on one side is taken to be as on the other; the caller sees to it that one side has the segment.
    was = two.values[segment] if value1 is None else value1
    now = one.values[segment] if value2 is None else value2
    return SegmentPart(
        share_before=share1,
        share_after=share2,
        value_before=value1,
        value_after=value2,
        within=(share1 + share2) / 2 * (now - was),
        mix=(share2 - share1) * ((was + now) / 2 - middle),
    )
