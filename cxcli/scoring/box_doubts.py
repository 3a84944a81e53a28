"""What the answers to a box score, taken together, say against the column or the scale they were taken for."""

from collections.abc import Iterator

from cxcli.errors import Notice, Problem
from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.definition import Definition, Scale
from cxcli.scoring.metric import Doubts
from cxcli.scoring.partial import DATE, Offenders

_LARGE_SAMPLE = 100
"""From so many answers on, one that nobody gives is a sign."""


def doubts(
    statistic: CountsByValue, offenders: Offenders, source: Definition, scale: Scale, *, declared: bool
) -> Doubts:
    """Return what refuses the number, and what is to be said with it.

    Words that cannot be read are refused whatever was declared; of the scale, a `declared` one is believed.
    """
    refusals = [*_unreadable(statistic, offenders, source)]
    notices = [*_alike(statistic, source), *_no_high(statistic, source, scale, declared=declared)]
    if not declared:
        refusals += [*_off_scale(statistic, offenders, source, scale), *_out_of_reach(statistic, source, scale)]
        notices += [*_no_zero(statistic, source)]
    return Doubts(refusals, notices)


def _unreadable(statistic: CountsByValue, offenders: Offenders, source: Definition) -> Iterator[Problem]:
    unread = sum(rows for (fate, said), rows in offenders.items() if fate == Disposition.UNREADABLE and said != DATE)
    if unread > statistic.n:
        yield Problem(
            code="unreadable",
            message=f"{source.id}: {unread:,} answers are no numbers and no known words, only {statistic.n:,} are",
            help="say in cx.yaml what the words stand for, labels: {word: number, …}, or which of them are no answers, "
            "missing: [word, …]; or name another column: --column NAME",
        )


def _off_scale(statistic: CountsByValue, offenders: Offenders, source: Definition, scale: Scale) -> Iterator[Problem]:
    off = sum(rows for (fate, _), rows in offenders.items() if fate == Disposition.OFF_SCALE)
    if off > statistic.n:
        yield _another_scale("off-scale", f"{off:,} of {off + statistic.n:,} answers are not on {scale}", source, scale)


def _out_of_reach(statistic: CountsByValue, source: Definition, scale: Scale) -> Iterator[Problem]:
    """Where a low answer is the good one, that nobody gives a high one is good news and no doubt."""
    reach = source.reach
    if reach is None or source.polarity == "effort" or statistic.n < reach.start:
        return
    highest = max(statistic.counts)
    if highest < reach.answer:
        yield _another_scale("scale", f"no answer is above {highest}, on a scale of {scale}", source, scale)


def _another_scale(code: str, message: str, source: Definition, scale: Scale) -> Problem:
    turned = " --polarity effort where 1 is the good answer," if source.polarity == "ease" else ""
    return Problem(
        code=code,
        message=f"{source.id}: {message}: the question may have another scale, or the column be about something else",
        help=f"give the scale of the question, --scale LOW-HIGH (--scale {scale} if that is right),{turned} "
        "or name another column: --column NAME",
    )


def _no_zero(statistic: CountsByValue, source: Definition) -> Iterator[Notice]:
    if source.zero_expected and statistic.n >= _LARGE_SAMPLE and 0 not in statistic.counts:
        yield Notice(
            code="no-zero",
            message=f"{source.id}: no 0 among {statistic.n:,} answers: was the question asked on a scale of 1-10?",
        )


def _no_high(statistic: CountsByValue, source: Definition, scale: Scale, *, declared: bool) -> Iterator[Notice]:
    """A declared scale should be used to its end; where a low answer is the good one, at least to its upper part."""
    reach = source.reach.answer if source.reach is not None and source.polarity == "effort" else scale.low
    highest = max(statistic.counts, default=scale.high)
    if statistic.n >= _LARGE_SAMPLE and highest < (scale.high if declared else reach):
        yield Notice(
            code="no-high",
            message=f"{source.id}: no answer above {highest} among {statistic.n:,}: "
            f"was the question asked on another scale than {scale}?",
        )


def _alike(statistic: CountsByValue, source: Definition) -> Iterator[Notice]:
    if statistic.n >= _LARGE_SAMPLE and len(statistic.counts) == 1:
        message = (
            f"{source.id}: all {statistic.n:,} answers are {max(statistic.counts)}: is this the column of answers?"
        )
        yield Notice(code="all-alike", message=message)
