"""What is typed behind `cx calc METRIC`: counts of the boxes, of every answer, or of a share."""

import re
from collections.abc import Sequence

from cxcli.analysis.score_of_counts import (
    Counted,
    counted_answers,
    counted_boxes,
    of_answers,
    of_boxes,
    of_share,
)
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_score import BoxScore

_OF = re.compile(r"([0-9]{1,15}) ?(?:of|/) ?([0-9]{1,15})", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,15}")
_NAMED = re.compile(r"(.+)=([0-9]{1,15})")


def read_counts(words: Sequence[str], metric: BoxScore) -> Counted:
    """Return the counts that the words say.

    They are `69 of 100` or `69/100` for a share; a number for each box, in order, unless the value is a mean; a number
    for each answer of the scale, from the lowest on; or any of these with their names, in any order.

    Raises:
        UsageError: they are none of these, or could be two.
    """
    said = " ".join(words)
    fraction = _OF.fullmatch(said)
    if fraction is not None:
        return _of_share(metric, int(fraction[1]), int(fraction[2]))
    if words and all(_NUMBER.fullmatch(word) for word in words):
        return _in_order(metric, [int(word) for word in words])
    named = [_NAMED.fullmatch(word) for word in words]
    if named and all(named):
        return _named(metric, [(found[1], int(found[2])) for found in named if found])
    message = f"{metric.id} needs counts" if not words else "counts are whole numbers, without signs between the digits"
    raise _refused(metric, message)


def _of_share(metric: BoxScore, inside: int, everything: int) -> Counted:
    if metric.source.value.share is None:
        raise _refused(metric, f"{metric.id} is no share, so it cannot be had from two numbers")
    if inside > everything:
        raise _refused(metric, f"{inside:,} of {everything:,} is more than all of them")
    return of_share(metric, inside, everything)


def _in_order(metric: BoxScore, numbers: Sequence[int]) -> Counted:
    boxes, answers = _boxes(metric), counted_answers(metric)
    if len(numbers) == len(boxes) == len(answers):
        message = f"{len(numbers)} numbers could be boxes or answers of {metric.scale}: name them"
        raise _refused(metric, message)
    if len(numbers) == len(boxes):
        return of_boxes(metric, numbers)
    if len(numbers) == len(answers):
        return of_answers(metric, numbers)
    given = "1 number is" if len(numbers) == 1 else f"{len(numbers)} numbers are"
    raise _refused(metric, f"{given} given")


def _named(metric: BoxScore, named: Sequence[tuple[str, int]]) -> Counted:
    said = {name.casefold(): n for name, n in named}
    for names, made in ((_boxes(metric), of_boxes), (counted_answers(metric), of_answers)):
        if len(said) == len(named) and said.keys() == {name.casefold() for name in names}:
            return made(metric, [said[name.casefold()] for name in names])
    raise _refused(metric, "each count is named once, all boxes or all answers")


def _boxes(metric: BoxScore) -> tuple[str, ...]:
    """A mean is not known from boxes."""
    value = metric.source.value
    return () if value.mean or value.index else counted_boxes(metric)


def _refused(metric: BoxScore, message: str) -> UsageError:
    """Return the error with everything that could be typed instead."""
    ways = []
    share, boxes, answers = metric.source.value.share, _boxes(metric), counted_answers(metric)
    if share is not None:
        ways.append(f"cx calc {metric.id} {share.upper()} of ALL, such as 69 of 100")
    if len(boxes) == len(answers):
        ways += [f"cx calc {metric.id} {' '.join(f'{name}=N' for name in names)}" for names in (boxes, answers)]
    else:
        ways += [f"cx calc {metric.id} {' '.join(name.upper() for name in boxes)}"] if boxes else []
        ways.append(f"a number for each of the {len(answers)} answers {metric.scale}, the lowest first")
    return UsageError(Problem(code="counts", message=message, help="; or ".join(ways)))
