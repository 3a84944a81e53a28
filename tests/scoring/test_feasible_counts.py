"""An attack on hidden cells: what fits all that is shown."""

from types import SimpleNamespace

import pytest
import scipy.optimize

from cxcli.scoring.feasible_counts import Attack, Line

PLANS = [Line(0, (1, 2, 3))]


def attack(counts, lines, least=5, latent=()):
    return Attack(counts, lines, frozenset(latent), least)


@pytest.mark.parametrize(
    ("counts", "hidden", "told"),
    [
        ((50, 3, 7, 40), {1}, [1]),
        ((50, 3, 7, 40), {1, 2}, []),
        ((44, 2, 2, 40), {1, 2}, [1, 2]),
        ((44, 2, 2, 40), {0, 1}, []),
        ((5, 1, 1, 3), {1, 2, 3}, [1, 2, 3]),
    ],
)
def test_a_place_is_told_unless_it_may_hold_enough(counts, hidden, told):
    """By hand: of 2 + 2 none may be 5 while the other is there; of 1 + 1 + 3 the largest is 3."""
    assert attack(counts, PLANS).told(hidden) == told


def test_the_bridge_between_two_squares_is_told():
    """Two hidden cells or more in each row and column are not enough: rows less columns may leave one cell alone.

    The places are a table of 4 rows and 4 columns. In rows 1, 2 columns 1, 2 are hidden, in rows 3, 4 columns 3, 4, and
    beside them the cell in row 2 and column 3: rows 1 and 2 less columns 1 and 2 are that cell.
    """
    rows = [Line(16 + row, tuple(4 * row + column for column in range(4))) for row in range(4)]
    columns = [Line(20 + column, tuple(4 * row + column for row in range(4))) for column in range(4)]
    hidden = {0, 1, 4, 5, 10, 11, 14, 15, 6}
    assert attack([9] * 16 + [36] * 8, rows + columns).told(hidden) == [6]


def test_a_margin_that_nobody_shows_ties_breakdowns_together():
    """Place 0 is shown nowhere; 1 and 2 make it up, and so do 3 and 4: all together tell what one of them is."""
    lines = [Line(0, (1, 2)), Line(0, (3, 4))]
    assert attack((10, 3, 7, 6, 4), lines, latent=[0]).told({1}) == [1]
    assert attack((10, 3, 7, 6, 4), lines, latent=[0]).told({1, 2, 4}) == []


def test_what_was_settled_is_not_looked_at_again():
    """Hidden places that share no line are settled apart, each set once."""
    lines = [Line(0, (1, 2)), Line(3, (4, 5))]
    made = attack((10, 3, 7, 20, 8, 12), lines)
    assert made.told({1, 2}) == []
    assert made.told({1, 2, 4}) == [4]
    assert set(made.settled) == {frozenset({1, 2}), frozenset({4})}


def test_what_the_solver_cannot_settle_is_hidden(monkeypatch):
    """Where the solver finds nothing a place is hidden once too often rather than shown."""
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: SimpleNamespace(x=None))
    assert attack((50, 3, 7, 40), PLANS).told({1, 2}) == [1, 2]
