import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.rows import FATE_CODE, FATES, Disposition, RowAccount

REASONS = [fate for fate in Disposition if fate is not Disposition.SCORED]


@st.composite
def accounts(draw):
    skipped = draw(st.dictionaries(st.sampled_from(REASONS), st.integers(0, 10**9)))
    return RowAccount(sum(skipped.values()) + draw(st.integers(0, 10**9)), skipped)


@given(accounts())
def test_every_row_has_one_fate(account):
    """Rows read are rows scored plus rows skipped, by reason."""
    assert account.read == account.scored + sum(account.skipped.values())
    assert account.scored >= 0


@given(accounts(), accounts(), accounts())
def test_accounts_add(first, second, third):
    """Accounts add in any order and cut, and the empty one is neutral."""
    assert first + second == second + first
    assert (first + second) + third == first + (second + third)
    assert first + RowAccount() == first == RowAccount() + first
    assert (first + second).scored == first.scored + second.scored
    assert (first + second).bad == first.bad + second.bad


def test_bad_reasons_are_the_four():
    """Malformed, unreadable, off scale and contradictory rows are bad; every other reason is ordinary."""
    assert {fate.value for fate in Disposition if fate.bad} == {
        "malformed",
        "unreadable",
        "off_scale",
        "contradictory",
    }
    assert RowAccount(9, {Disposition.OFF_SCALE: 2, Disposition.MALFORMED: 1, Disposition.BLANK: 4}).bad == 3


def test_reasons_keep_the_order_of_precedence():
    """An account lists its reasons in the order in which they count, without those that did not occur."""
    account = RowAccount(9, {Disposition.OFF_SCALE: 2, Disposition.BLANK: 0, Disposition.MALFORMED: 1})
    assert list(account.skipped) == [Disposition.MALFORMED, Disposition.OFF_SCALE]


def test_the_code_of_a_fate_is_its_place():
    """A fate in an array is its place among all fates, and scored is 0."""
    assert FATES[0] is Disposition.SCORED
    assert all(FATES[code] is fate for fate, code in FATE_CODE.items())
    assert set(FATE_CODE) == set(Disposition)


@pytest.mark.parametrize(
    ("read", "skipped"),
    [(-1, {}), (5, {Disposition.BLANK: -1}), (5, {Disposition.SCORED: 2}), (1, {Disposition.BLANK: 2})],
)
def test_what_no_account_can_be(read, skipped):
    """Negative counts, more rows skipped than read, and scored as a reason are refused."""
    with pytest.raises(ValueError, match=r"account|scored|read"):
        RowAccount(read, skipped)


def test_an_account_cannot_be_changed():
    """The reasons of an account are fixed once it is made, whatever becomes of what it was made from."""
    counts = {Disposition.BLANK: 1}
    account = RowAccount(2, counts)
    counts[Disposition.BLANK] = 2
    assert account.skipped == {Disposition.BLANK: 1}
    with pytest.raises(TypeError):
        account.skipped[Disposition.BLANK] = 2
