from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.funnel import FunnelStep, funnel


def made(rows, number=3, *, strict, timed=True):
    users, steps, at = (np.array([row[each] for row in rows], np.int64) for each in range(3))
    return funnel(users, steps, at if timed else None, number, strict=strict)


def test_users_of_each_step():
    """Users count once in a step; those who are not in the step before are told and not kept."""
    rows = [(0, 0, 1), (0, 0, 2), (1, 0, 1), (2, 1, 1), (0, 1, 2), (0, 2, 3), (3, 2, 3)]
    assert made(rows, strict=False) == (
        FunnelStep(rows=3, users=2, kept=2, through=2, others=0, repeats=1),
        FunnelStep(rows=2, users=2, kept=1, through=1, others=1, repeats=0),
        FunnelStep(rows=2, users=2, kept=1, through=1, others=1, repeats=0),
    )


def test_strict_counts_who_passed_all_steps_before():
    """A user who skips a step is not counted from there on, in the step after the skipped one neither."""
    rows = [(0, 0, 1), (1, 0, 1), (0, 1, 1), (0, 2, 1), (1, 2, 1)]
    found = made(rows, strict=True)
    assert [step.users for step in found] == [2, 1, 1]
    assert (found[2].kept, found[2].others) == (1, 1)


def test_strict_is_in_order_of_time():
    """A step counts by a row that is not earlier than the one before; without times membership is enough."""
    rows = [(0, 0, 5), (0, 1, 4), (0, 1, 9), (0, 2, 8), (1, 0, 5), (1, 1, 5), (1, 2, 5)]
    assert [step.users for step in made(rows, strict=True)] == [2, 2, 1]
    assert [step.users for step in made(rows, strict=True, timed=False)] == [2, 2, 2]
    assert [step.users for step in made(rows, strict=False)] == [2, 2, 2]


def test_a_step_that_nobody_came_to():
    """It has no users, and nobody comes further."""
    assert [step.users for step in made([(0, 0, 1), (0, 2, 2)], strict=True)] == [1, 0, 0]
    assert [step.users for step in made([], strict=True)] == [0, 0, 0]


events = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 6)), max_size=25)


def passed(rows, user, number):
    """How many steps a user has passed, taking of each step the first row that is not too early."""
    time = -1
    for step in range(number):
        times = [at for who, where, at in rows if (who, where) == (user, step) and at >= time]
        if not times:
            return step
        time = min(times)
    return number


@given(rows=events, mixed=st.randoms())
def test_a_funnel_is_what_a_loop_over_users_says(rows, mixed):
    """Strict and not, in any order of the rows, it is the same as looking at each user by hand."""
    shuffled = rows.copy()
    mixed.shuffle(shuffled)
    for strict in (True, False):
        assert made(rows, strict=strict) == made(shuffled, strict=strict)
    users = {who for who, _, _ in rows}
    strict_users = [sum(passed(rows, user, 3) > step for user in users) for step in range(3)]
    assert [step.users for step in made(rows, strict=True)] == strict_users
    sets = [{who for who, where, _ in rows if where == step} for step in range(3)]
    found = made(rows, strict=False)
    assert [step.users for step in found] == [len(each) for each in sets]
    assert [step.kept for step in found[1:]] == [len(sets[0] & sets[1]), len(sets[1] & sets[2])]
    assert [step.through for step in found] == [len(sets[0] & each) for each in sets]
    assert [step.others for step in found[1:]] == [len(sets[1] - sets[0]), len(sets[2] - sets[1])]


@given(rows=events)
def test_strict_funnels_narrow(rows):
    """Each step of a strict funnel has no more users than the one before, and all of them are kept."""
    found = made(rows, strict=True)
    assert all(before.users >= after.users for before, after in pairwise(found))
    assert all(step.kept == step.users == step.through for step in found)
    assert [step.rows - step.repeats for step in found] == pytest.approx([step.users + step.others for step in found])
