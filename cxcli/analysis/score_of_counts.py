"""A score from counts that somebody has already: of the boxes, of every answer, or of a share."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import Problem, UsageError
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.score import Score

OUTSIDE = "other"
"""What answers that are in none of the metric's boxes are called."""


class Counted(Struct, frozen=True):
    """Counts as they were given: how many answers by name, in order, and the statistic that they make.

    Where only boxes were counted (not `by_answer`), an answer of each stands for all of it in the statistic; figures
    that would need the answers themselves are left out of the score.
    """

    named: Mapping[str, int]
    statistic: CountsByValue
    by_answer: bool


def counted_boxes(metric: BoxScore) -> tuple[str, ...]:
    """Return what is counted if boxes are: their names in order, and one for the answers that are in none."""
    covered = {answer for box in metric.boxes.values() for answer in box}
    return (*metric.boxes, *([OUTSIDE] if len(covered) < metric.scale.points else []))


def counted_answers(metric: BoxScore) -> tuple[str, ...]:
    """Return what is counted if answers are: those of the scale, from the lowest to the highest."""
    return tuple(str(answer) for answer in range(metric.scale.low, metric.scale.high + 1))


def of_boxes(metric: BoxScore, numbers: Sequence[int]) -> Counted:
    """Return the counts of the boxes, in the order of `counted_boxes`; not for a mean, which needs every answer."""
    names = counted_boxes(metric)
    answers = [_answer_in(metric, name) for name in names]
    statistic = CountsByValue.of(dict(zip(answers, numbers, strict=True)))
    return Counted(dict(zip(names, numbers, strict=True)), statistic, by_answer=False)


def of_answers(metric: BoxScore, numbers: Sequence[int]) -> Counted:
    """Return the counts of every answer of the scale, from the lowest to the highest."""
    answers = range(metric.scale.low, metric.scale.high + 1)
    named = dict(zip(counted_answers(metric), numbers, strict=True))
    return Counted(named, CountsByValue.of(dict(zip(answers, numbers, strict=True))), by_answer=True)


def of_share(metric: BoxScore, inside: int, everything: int) -> Counted:
    """Return the counts of the box of a share: so many of all answers are in it.

    Raises:
        ValueError: the metric is no share, or more are in the box than there are.
    """
    name = metric.source.value.share
    if name is None or inside > everything:
        raise ValueError("a share is of a box, and no more are in it than there are")
    box = metric.boxes[name]
    outside = next(answer for answer in range(metric.scale.low, metric.scale.high + 1) if answer not in box)
    statistic = CountsByValue.of({box[0]: inside, outside: everything - inside})
    return Counted({name: inside, f"not {name}": everything - inside}, statistic, by_answer=False)


def score_of_counts(
    metric: BoxScore, counted: Counted, *, confidence: float, interval: str | None, population: int | None
) -> Score:
    """Return the score of the counts; its account has a row for each answer.

    Raises:
        UsageError: the metric has no such interval, there are no answers, or more than the population.
    """
    statistic = counted.statistic
    _check(metric, statistic, interval, population)
    # Mean, spread and distribution are of answers, which nobody has counted where boxes were.
    used = metric if counted.by_answer else replace(metric, source=replace(metric.source, beside=()))
    estimate = used.estimate(statistic, confidence=confidence, interval=interval, population=population)
    return Score(
        metric=metric.id,
        title=metric.title,
        definition=metric.definition,
        parameters=metric.parameters,
        group={},
        period=None,
        status="ok",
        reason=estimate.reason,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=metric.unit,
        confidence=confidence,
        interval=estimate.interval,
        n=statistic.n,
        effective_n=estimate.effective_n,
        parts={name: value for name, value in estimate.parts.items() if counted.by_answer or name in counted.named},
        account=RowAccount(statistic.n),
        statistic=statistic,
    )


def _answer_in(metric: BoxScore, name: str) -> int:
    covered = {answer for box in metric.boxes.values() for answer in box}
    free = (answer for answer in range(metric.scale.low, metric.scale.high + 1) if answer not in covered)
    return metric.boxes[name][0] if name in metric.boxes else next(free)


def _check(metric: BoxScore, statistic: CountsByValue, interval: str | None, population: int | None) -> None:
    if interval is not None and interval not in metric.intervals:
        known = " or ".join(f"--interval {name}" for name in metric.intervals)
        message = f"{metric.id} has no interval '{interval}'"
        raise UsageError(Problem(code="interval", message=message, help=f"for {metric.id}: {known}"))
    if not statistic.n:
        message = "all counts are 0: without answers there is no score"
        raise UsageError(Problem(code="counts", message=message, help="give at least one answer"))
    if population is not None and statistic.n > population:
        message = f"{statistic.n:,} answers are more than a population of {population:,} can give"
        help_text = "give the number of people who could have answered: --population"
        raise UsageError(Problem(code="population", message=message, help=help_text))
