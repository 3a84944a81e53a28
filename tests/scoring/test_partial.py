import pytest

from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import Partial, Tally

NINE = Tally(CountsByValue.of({9: 2}), RowAccount(3, {Disposition.BLANK: 1}))
TWO = Tally(CountsByValue.of({2: 1}), RowAccount(2, {Disposition.OFF_SCALE: 1}), {(Disposition.OFF_SCALE, "11"): 1})
BOTH = Tally(
    CountsByValue.of({2: 1, 9: 2}),
    RowAccount(5, {Disposition.BLANK: 1, Disposition.OFF_SCALE: 1}),
    {(Disposition.OFF_SCALE, "11"): 1},
)
PRO = CellKey(1, (("plan", "pro"),), None)


def test_tallies_add_statistic_account_and_offenders():
    """All three parts of a tally add, whichever comes first."""
    assert NINE + TWO == TWO + NINE == BOTH
    assert (TWO + TWO).offenders == {(Disposition.OFF_SCALE, "11"): 2}


def test_partials_add_cell_by_cell():
    """Cells of the same metric add; others stand beside one another."""
    left = Partial({("nps", OVERALL): NINE, ("nps", PRO): NINE})
    right = Partial({("nps", OVERALL): TWO, ("csat", OVERALL): TWO})
    merged = {("nps", OVERALL): BOTH, ("nps", PRO): NINE, ("csat", OVERALL): TWO}
    assert (left + right).tallies == (right + left).tallies == merged
    assert left.tallies == {("nps", OVERALL): NINE, ("nps", PRO): NINE}


@pytest.mark.parametrize("part", [Partial(), Partial({("nps", OVERALL): NINE})])
def test_the_empty_partial_is_neutral(part):
    """Adding the partial of no rows changes nothing."""
    assert part + Partial.empty() == Partial.empty() + part == part
