"""A funnel: how many users come to each step, and how many of these were in the step before."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray

_ALWAYS: Final = int(np.iinfo(np.int64).min)
_NEVER: Final = int(np.iinfo(np.int64).max)

BoolArray = npt.NDArray[np.bool_]


class FunnelStep(Struct, frozen=True):
    """One step: how many `rows` it has, and how many `users` are counted in it.

    Of these, `kept` are counted in the step before, too, and `through` in the first one; of the first step all are.
    `others` are users with a row in the step who are not among the kept, `repeats` rows of users who have one in it
    already.
    """

    rows: int
    users: int
    kept: int
    through: int
    others: int
    repeats: int


def funnel(
    users: IntArray, steps: IntArray, at: IntArray | None, number: int, *, strict: bool
) -> tuple[FunnelStep, ...]:
    """Return the steps of a funnel: each row has one user and one of a `number` of steps, both as codes from 0 on.

    A user is counted in each step with a row. `strict`: only who is counted in the step before is counted in the next,
    and where there are moments (`at`), by a row that is not earlier than the one that counted there.
    """
    size = int(users.max(initial=-1)) + 1
    reached, found, sets = np.full(size, _ALWAYS), [], [np.ones(size, np.bool_)]
    for step in range(number):
        who = users[steps == step]
        present = np.bincount(who, minlength=size) > 0
        reached = _next(reached, who, np.full(len(who), 0) if at is None else at[steps == step])
        sets.append(reached != _NEVER if strict else present)
        found.append(_step(len(who), present, sets))
    return tuple(found)


def _next(reached: IntArray, users: IntArray, at: IntArray) -> IntArray:
    """Return when each user comes to a step, given when to the one before: with the first row that is not earlier."""
    in_time = at >= reached[users]
    found = np.full(len(reached), _NEVER)
    np.minimum.at(found, users[in_time], at[in_time])
    return found


def _step(rows: int, present: BoolArray, sets: Sequence[BoolArray]) -> FunnelStep:
    """Return one step from the users with a row in it and the users counted: in all, in the first step, up to it."""
    kept = sets[-1] & sets[-2]
    return FunnelStep(
        rows=rows,
        users=_many(sets[-1]),
        kept=_many(kept),
        through=_many(sets[-1] & sets[1]),
        others=_many(present & ~kept),
        repeats=rows - _many(present),
    )


def _many(users: BoolArray) -> int:
    return int(np.count_nonzero(users))
