"""Which cells are hidden with small ones, held against somebody who computes back with a solver."""

import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.privacy import hidden_cells, hidden_in_any, refuse_whole
from tests.scoring.attacker import Attacker, random_table


def plans(**people):
    """Return the cells of plans and of all together."""
    return {OVERALL: sum(people.values())} | {plan(name): n for name, n in people.items()}


def plan(name, period=None):
    return CellKey(1, (("plan", name),), period)


def test_suppressed_groups_cannot_be_computed_back():
    """A solver tries, over 1,000 random tables.

    He knows every total and margin, and that no hidden cell is empty. Each cell with fewer people than privacy_min may
    have as many for all he knows; and each other hidden cell another number than it has, so that no value follows from
    totals either: a number that is not told is multiplied with it in all of them.
    """
    dice = np.random.default_rng(8)
    hiding = 0
    for _ in range(1000):
        people, least = random_table(dice), int(dice.choice([2, 3, 5, 10]))
        hidden = hidden_cells(people, least)
        assert {key for key, n in people.items() if 0 < n < least} <= hidden
        hiding += bool(hidden)

        def safe(key, n, people=people, least=least):
            return n >= least if people[key] < least else n != people[key]

        attacker = Attacker({key: n for key, n in people.items() if key not in hidden}, sorted(hidden, key=str))
        told = attacker.told(safe, sum(people.values()) + 3 * least, dice)
        assert told is None, (people, least, told)
    assert hiding > 500


def test_the_attacker_finds_what_is_hidden_alone():
    """A solver that finds nothing would prove nothing: of one hidden plan it tells the number."""
    people = plans(base=40, prof=30, tiny=3)
    shown = {key: n for key, n in people.items() if key != plan("tiny")}
    attacker = Attacker(shown, [plan("tiny")])
    assert attacker.told(lambda _, n: n >= 5, 100, np.random.default_rng(1)) == plan("tiny")


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        (plans(base=40, prof=30, midd=9, tiny=3), {"midd", "tiny"}),
        (plans(base=40, prof=30), set()),
        (plans(base=40, none=0), set()),
        (plans(base=40, one=2, two=4), {"one", "two"}),
        (plans(base=40, one=2, two=2, prof=41), {"one", "two", "base"}),
        (plans(base=97, tiny=3), {"base", "tiny"}),
    ],
)
def test_the_smallest_other_group_is_hidden_with_a_small_one(people, hidden):
    """With 2 and 2 hidden, each of them has one or more, so neither may have 5: a third one is needed."""
    assert hidden_cells(people, 5) == {plan(name) for name in hidden}


def test_the_total_is_hidden_as_the_last_resort():
    """Of five groups of one person each, each is told by the total: it goes, too; so does a total of few people."""
    assert OVERALL in hidden_cells(plans(a=1, b=1, c=1, d=1, e=1), 5)
    assert hidden_cells({OVERALL: 3}, 5) == {OVERALL}


def test_periods_and_groups_are_hidden_together():
    """By hand: what is hidden in January needs another plan in January, and both of them another month each."""
    cells = {"base": (20, 21), "prof": (9, 8), "tiny": (3, 30)}
    people = {OVERALL: 91, CellKey(0, (), 1): 32, CellKey(0, (), 2): 59}
    for name, (first, second) in cells.items():
        people |= {plan(name): first + second, plan(name, 1): first, plan(name, 2): second}
    assert hidden_cells(people, 5) == {plan(name, period) for name in ("tiny", "prof") for period in (1, 2)}


def test_a_group_in_two_breakdowns_is_hidden_in_both():
    """The same people stand under plan + region and under region + plan; and two breakdowns share a margin."""
    one, two = (
        {CellKey(number, ((first, "a"), (second, str(k))), None): n for k, n in enumerate(people)}
        for number, first, second, people in ((1, "plan", "region", (3, 20, 30)), (2, "plan", "team", (25, 28)))
    )
    turned = {CellKey(3, key.group[::-1], None): n for key, n in one.items()}
    hidden = hidden_cells({OVERALL: 53, **one, **two, **turned}, 5)
    assert {key for key in hidden if key.breakdown == 1} == {key for key in one if one[key] < 30}
    assert {key.group[::-1] for key in hidden if key.breakdown == 1} == {k.group for k in hidden if k.breakdown == 3}


def test_what_does_not_add_up_is_known_to_the_attacker():
    """Rows without a date are of no month: how many lack one is taken for known, so a month is still told."""
    people = {OVERALL: 50, CellKey(0, (), 1): 3, CellKey(0, (), 2): 20, CellKey(0, (), 3): 17}
    assert hidden_cells(people, 5) == {CellKey(0, (), 1), CellKey(0, (), 3)}


def test_several_numbers_of_a_cell_hide_it_together():
    """Where one of several numbers is small, the cell is hidden; without a least number nothing is."""
    many, few = plans(base=40, prof=30, tiny=20), plans(base=30, prof=20, tiny=2)
    assert hidden_in_any([many, few], 5) == {plan("tiny"), plan("prof")}
    assert hidden_in_any([many, few], 0) == frozenset()


def test_a_whole_of_few_people_is_refused():
    """What cannot hide its overall numbers is refused, and says where to look."""
    refuse_whole({plan("tiny")}, 5, "the funnel")
    with pytest.raises(DataError, match="the funnel is not shown"):
        refuse_whole({OVERALL}, 5, "the funnel")
