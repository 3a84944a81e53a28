"""What the answers to a box score, taken together, say against the column or the scale they were taken for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from cxcli.errors import Notice, Problem
from cxcli.rows import Disposition
from cxcli.scoring.box_definition import BoxDefinition, Scale
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Doubts
from cxcli.scoring.partial import DATE, TEXT, Offenders

_LARGE_SAMPLE = 100
"""From so many answers on, one that nobody gives is a sign."""

_EFFORT_SAMPLE = 30
"""From so many answers on, efforts that end where a shorter scale ends are on that scale."""

_ADJOINING_ROWS = 3
_ADJOINING_SHARE = Fraction(5, 100)
"""So many answers next to the scale, and more than this share of all, are no slips of the hand."""


def doubts(
    statistic: CountsByValue, offenders: Offenders, source: BoxDefinition, scale: Scale, *, declared: bool
) -> Doubts:
    """Return what refuses the number, and what is to be said with it.

    Words that cannot be read are refused whatever was declared; of the scale, a `declared` one is believed.
    """
    refusals = [*_unreadable(statistic, offenders, source)]
    notices = [*_alike(statistic, source)]
    if not declared:
        refusals += _scale_refusals(statistic, offenders, source, scale)
        notices += [*_no_zero(statistic, source)]
    if not refusals:
        notices += [*_no_high(statistic, source, scale, declared=declared)]
    return Doubts(refusals, notices)


def _scale_refusals(
    statistic: CountsByValue, offenders: Offenders, source: BoxDefinition, scale: Scale
) -> Sequence[Problem]:
    """Return what refuses a scale that nobody declared; answers off the scale say more than those that are missing."""
    off = [*_off_scale(statistic, offenders, source, scale)]
    return off or [*_out_of_reach(statistic, source, scale)]


def _unreadable(statistic: CountsByValue, offenders: Offenders, source: BoxDefinition) -> Iterator[Problem]:
    unread = sum(rows for (fate, said), rows in offenders.items() if fate == Disposition.UNREADABLE and said != DATE)
    if unread > statistic.n:
        yield Problem(
            code="unreadable",
            message=f"{source.id}: {unread:,} answers are neither numbers nor words of a known scale; "
            f"{statistic.n:,} can be read",
            help="say in cx.yaml what the words stand for, labels: {word: number, …}, or which of them are no answers, "
            "missing: [word, …]; or name another column: --column NAME",
        )


def _off_scale(
    statistic: CountsByValue, offenders: Offenders, source: BoxDefinition, scale: Scale
) -> Iterator[Problem]:
    off = sum(rows for (fate, _), rows in offenders.items() if fate == Disposition.OFF_SCALE)
    whole = _whole(offenders)
    wider = _wider(statistic, whole, source, scale)
    adjoining = sum(rows for answer, rows in whole.items() if answer in wider)
    of_all = statistic.n + whole.total()
    if adjoining >= _ADJOINING_ROWS and adjoining > _ADJOINING_SHARE * of_all:
        message = f"{adjoining:,} of {of_all:,} answers are next to the scale {scale}, which has to be {wider} for them"
        yield _another_scale("off-scale", message, source, wider, scale)
    elif off > statistic.n:
        message = f"{off:,} of {off + statistic.n:,} answers are not on {scale}"
        yield _another_scale("off-scale", message, source, scale)


def _whole(offenders: Offenders) -> Counter[int]:
    """Return the whole numbers off the scale; they are so short that they are shown as they are."""
    found: Counter[int] = Counter()
    for (fate, said), rows in offenders.items():
        number = Fraction(said.replace(",", ".")) if fate == Disposition.OFF_SCALE and said != TEXT else None
        if number is not None and number.denominator == 1:
            found[int(number)] += rows
    return found


def _wider(statistic: CountsByValue, off: Counter[int], source: BoxDefinition, scale: Scale) -> Scale:
    """Return the scale with all answers that adjoin it without a gap.

    One that begins at 0 is moved up where nobody gives the 0: 11 points are 0-10 or 1-11, and never 0-11.
    """
    low, high = scale.low, scale.high
    while off[low - 1]:
        low -= 1
    if source.zero_expected and statistic.counts.get(0):
        return Scale(low, high)
    while off[high + 1]:
        high += 1
    moved = low == scale.low == 0 and high > scale.high and not statistic.counts.get(0)
    return Scale(1 if moved else low, high)


def _out_of_reach(statistic: CountsByValue, source: BoxDefinition, scale: Scale) -> Iterator[Problem]:
    """Where a low answer is the good one, low answers are good news, unless they end where a shorter scale does."""
    reach = source.reach
    if reach is None or statistic.n < reach.start:
        return
    highest = int(max(statistic.counts))
    message = f"no answer is above {highest}, on a scale of {scale}"
    if source.polarity != "effort" and highest < reach.answer:
        yield _another_scale("scale", message, source, scale)
    elif source.polarity == "effort" and highest == reach.answer - 1 and statistic.n >= _EFFORT_SAMPLE:
        yield _another_scale("scale", message, source, Scale(scale.low, highest), scale)


def _another_scale(code: str, message: str, source: BoxDefinition, *scales: Scale) -> Problem:
    """The last of the `scales` is the one that was taken, one before it what the answers look like."""
    turned = " --polarity effort where 1 is the good answer," if source.polarity == "ease" else ""
    *likely, taken = (each.option for each in scales)
    option = likely[0] if likely else "--scale LOW-HIGH"
    return Problem(
        code=code,
        message=f"{source.id}: {message}: the question may have another scale, or the column be about something else",
        help=f"give the scale of the question, {option} ({taken} if that is right),{turned} "
        "or name another column: --column NAME",
    )


def _no_zero(statistic: CountsByValue, source: BoxDefinition) -> Iterator[Notice]:
    if source.zero_expected and statistic.n >= _LARGE_SAMPLE and 0 not in statistic.counts:
        yield Notice(
            code="no-zero",
            message=f"{source.id}: no 0 among {statistic.n:,} answers: was the question asked on a scale of 1-10?",
        )


def _no_high(statistic: CountsByValue, source: BoxDefinition, scale: Scale, *, declared: bool) -> Iterator[Notice]:
    """A scale should be used to its end; where a low answer is the good one, at least to its upper part."""
    highest = int(max(statistic.counts, default=scale.high))
    end, sample, likely = scale.high, _LARGE_SAMPLE, highest
    if not declared and source.reach is not None and source.polarity == "effort":
        end, sample, likely = source.reach.answer, source.reach.start, source.reach.answer - 1
    if statistic.n >= sample and highest < end and likely > scale.low:
        yield Notice(
            code="no-high",
            message=f"{source.id}: no answer above {highest} among {statistic.n:,}: was the question asked on another "
            f"scale than {scale}? {Scale(scale.low, likely).option} if that is the scale",
        )


def _alike(statistic: CountsByValue, source: BoxDefinition) -> Iterator[Notice]:
    if statistic.n >= _LARGE_SAMPLE and len(statistic.counts) == 1:
        message = (
            f"{source.id}: all {statistic.n:,} answers are {max(statistic.counts)}: is this the column of answers?"
        )
        yield Notice(code="all-alike", message=message)
