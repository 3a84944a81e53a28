import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.scoring.customer_sums import customer_sums, refuse_vast

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**59), 2**59)), max_size=7)


@given(rows)
def test_sums_are_exact(rows):
    """The amounts of each customer are added up to the last digit."""
    customers, amounts = (np.array([row[place] for row in rows], np.int64) for place in (0, 1))
    expected = [sum(amount for customer, amount in rows if customer == number) for number in range(4)]
    assert customer_sums(customers, amounts, 4).tolist() == expected


def test_vast_amounts_are_refused():
    """Where 64 bits might not hold the sums of one customer, nothing is scored; several customers are no trouble."""
    amounts = np.full(8, 10**18)
    refuse_vast(np.arange(8), amounts)
    for signs in (np.ones(8, np.int64), np.tile([1, -1], 4)):
        with pytest.raises(DataError) as caught:
            refuse_vast(np.zeros(8, np.int64), amounts * signs)
        (problem,) = caught.value.problems
        assert (problem.code, problem.help) == ("vast-amount", "name the column of amounts: --map FIELD=COLUMN")
