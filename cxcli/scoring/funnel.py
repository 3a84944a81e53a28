"""A funnel: how many users come to each step, and how many of these were in the step before."""

from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray

_ALWAYS: Final = int(np.iinfo(np.int64).min)
_NEVER: Final = int(np.iinfo(np.int64).max)

BoolArray = npt.NDArray[np.bool_]


class FunnelStep(Struct, frozen=True):
    """One step: how many `rows` it has, how many `users` are counted in it, and how many of these were `kept`.

    Kept are those who are counted in the step before, too; of the first step all. `others` are users with a row in the
    step who are not among the kept. `repeats` are rows of users who have one in this step already.
    """

    rows: int
    users: int
    kept: int
    others: int
    repeats: int


class Funnel(Struct, frozen=True):
    """The steps of a funnel in their order, and `through`: how many users of the first are counted in the last, too."""

    steps: tuple[FunnelStep, ...]
    through: int


def funnel(users: IntArray, steps: IntArray, at: IntArray | None, number: int, *, strict: bool) -> Funnel:
    """Return the funnel of some rows: in each a user and one of a `number` of steps, both as codes from 0 on.

    A user is counted in each step with a row. `strict`: only who is counted in the step before is counted in the next,
    and where there are moments (`at`), by a row that is not earlier than the one that counted there.
    """
    size = int(users.max(initial=-1)) + 1
    reached, found, sets = np.full(size, _ALWAYS), [], [np.ones(size, np.bool_)]
    for step in range(number):
        who = users[steps == step]
        present = np.bincount(who, minlength=size) > 0
        reached = _next(reached, who, np.full(len(who), 0) if at is None else at[steps == step])
        counted = reached != _NEVER if strict else present
        kept = counted & sets[-1]
        rest, seen = int(np.count_nonzero(present & ~kept)), int(np.count_nonzero(present))
        found.append(FunnelStep(len(who), _many(counted), _many(kept), rest, len(who) - seen))
        sets.append(counted)
    return Funnel(tuple(found), _many(sets[1] & sets[-1]))


def _next(reached: IntArray, users: IntArray, at: IntArray) -> IntArray:
    """Return when each user comes to a step, given when to the one before: with the first row that is not earlier."""
    in_time = at >= reached[users]
    found = np.full(len(reached), _NEVER)
    np.minimum.at(found, users[in_time], at[in_time])
    return found


def _many(users: BoolArray) -> int:
    return int(np.count_nonzero(users))
