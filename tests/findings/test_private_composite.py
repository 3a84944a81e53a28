"""Cells of a composite of which nothing may be told."""

from datetime import date
from types import SimpleNamespace

import pytest

from cxcli.analysis.composite_cells import CompositeCell, CompositeGroup
from cxcli.analysis.composite_change import CompositeChange
from cxcli.findings.private_composite import cells_told, few_on_a_side
from cxcli.scoring.interval import Undefined
from cxcli.scoring.score import PeriodSpan, Score
from tests.reporting.conftest import GIVEN

MONTHS = [
    PeriodSpan("2025-01", date(2025, 1, 1), date(2025, 1, 31), complete=True),
    PeriodSpan("2025-02", date(2025, 2, 1), date(2025, 2, 28), complete=True),
    PeriodSpan("2025-03", date(2025, 3, 1), date(2025, 3, 31), complete=True),
]


def cell(*people, period=None, since=None, **group):
    """Return a cell of these customers, who all have a score, with a change since a period if one is given."""
    change = CompositeChange(1.0, Undefined("few"), {}) if since else None
    score = Score(**GIVEN | {"n": len(people), "period": period, "group": group})
    members = {key: SimpleNamespace(score=50.0) for key in people}
    return CompositeCell(score=score, members=members, parts=(), since=since, change=change)


def test_a_small_month_is_hidden_with_another_and_with_what_changed_since():
    """Of 3 customers in January nothing is told, nor of 8 in March, who would tell; nor a change since January."""
    jan, feb, mar = MONTHS
    months = [
        cell(*range(23)),
        cell(*range(3), period=jan),
        cell(*range(12), period=feb, since=jan),
        cell(*range(8), period=mar, since=feb),
    ]
    told, groups = cells_told(months, [], 5)
    assert [each.score.private for each in told] == [False, True, False, True]
    assert [each.change for each in told] == [None] * 4
    assert not told[1].members
    assert groups == []


def test_groups_are_hidden_together():
    """A group of 2 goes with the next smallest; those of many stay as they are, with what changed."""
    everybody = [cell(*range(40))]
    groups = [
        CompositeGroup({"plan": name}, [cell(*range(people), plan=name)])
        for name, people in (("base", 25), ("midd", 13), ("tiny", 2))
    ]
    _, told = cells_told(everybody, groups, 5)
    assert [each.cells[0].score.private for each in told] == [False, True, True]


@pytest.mark.parametrize(
    ("before", "after", "neither", "few"),
    [
        (range(20), range(10, 40), 0, False),
        (range(20), range(10, 40), 3, True),
        (range(3), range(10, 40), 0, True),
        (range(20), range(18, 40), 0, True),
        (range(20), range(1, 40), 0, True),
        (range(20), range(20, 40), 9, False),
    ],
)
def test_two_sides_tell_of_few_on_both_or_on_one_alone(before, after, neither, few):
    """By hand: 2 are on both sides of 0-19 and 18-39; of 0-19 and 1-39 one is on the first alone."""
    assert few_on_a_side(cell(*before), cell(*after), neither, 5) is few
