from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import UsageError
from cxcli.settings.reject_limit import RejectLimit, reject_limit


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        (None, RejectLimit(Fraction(1, 100))),
        ("1%", RejectLimit(Fraction(1, 100))),
        (" 0.5 % ", RejectLimit(Fraction(1, 200))),
        ("100%", RejectLimit(Fraction(1))),
        ("20", RejectLimit(None, 20)),
        (0, RejectLimit(None, 0)),
    ],
)
def test_a_limit_is_a_percentage_or_a_number_of_rows(said, limit):
    """`1%` is a share of the rows read, `20` a number of rows, and 1 % holds where nothing is said."""
    assert reject_limit(said) == limit


@pytest.mark.parametrize("said", ["", "x", "-1", "1.5", "101%", "%", "1 %%", "9" * 5000, "٣"])
def test_anything_else_is_refused(said):
    """A limit that is neither is refused in words that show how to write one."""
    with pytest.raises(UsageError) as caught:
        reject_limit(said)
    assert caught.value.problems[0].code == "max-rejects"
    assert "--max-rejects 1%" in caught.value.problems[0].help


@given(bad=st.integers(0, 1000), read=st.integers(0, 1000))
def test_a_limit_is_exceeded_only_above_it(bad, read):
    """As many bad rows as the limit allows are put up with, one more is too many."""
    assert RejectLimit(Fraction(1, 4)).exceeded(bad=bad, read=read) == (4 * bad > read)
    assert RejectLimit(None, 7).exceeded(bad=bad, read=read) == (bad > 7)
