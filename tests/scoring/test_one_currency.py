import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.scoring.one_currency import one_currency
from cxcli.scoring.together import Rows

BY = [("plan",)]


def rows(*pairs):
    """Rows of (currency, plan), in the order given."""
    named = {}
    for place, name in enumerate(("currency", "plan")):
        texts = sorted({pair[place] for pair in pairs})
        named[name] = (np.array([texts.index(pair[place]) for pair in pairs], np.int64), texts)
    return Rows(np.zeros(len(pairs), np.int8), {}, {"currency": named["currency"]}, {"plan": named["plan"]})


def found(*pairs, by=(), fates=None):
    made = rows(*pairs)
    return one_currency("nrr", made, made.fates if fates is None else np.array(fates, np.int8), by)


def test_one_currency_adds_up():
    """Capitals make no difference, and a row that names none is of that of the others."""
    assert found(("EUR", "a"), ("eur", "a"), ("", "b"), by=BY) is None
    assert one_currency("nrr", Rows(np.zeros(1, np.int8)), np.zeros(1, np.int8), ()) is None


def test_rows_that_do_not_count_say_nothing_of_currencies():
    """Filtered rows may be of any."""
    assert found(("EUR", "a"), ("USD", "a"), fates=[0, 2]) is None


def test_several_currencies_are_refused():
    """The error names them, a filter and the way to score each by itself."""
    with pytest.raises(DataError) as caught:
        found(("USD", "a"), ("EUR", "a"), ("eur", "b"))
    (problem,) = caught.value.problems
    assert problem.code == "currencies"
    assert problem.message == "nrr: the amounts are in 2 currencies, which do not add up: EUR, USD"
    assert problem.help == "take one: --where \"currency == 'EUR'\"; or of a score, each by itself: --by currency"


def test_groups_of_one_currency_each_are_scored():
    """Then only all of them together have no figure; a group of two currencies is refused."""
    said = found(("USD", "a"), ("EUR", "b"), ("eur", "b"), by=BY)
    assert said.reason == "amounts in EUR, USD do not add up; each group is of one currency"
    with pytest.raises(DataError):
        found(("USD", "a"), ("EUR", "b"), ("USD", "b"), by=BY)


def test_a_long_list_is_cut():
    """Of many currencies some are named."""
    with pytest.raises(DataError, match="in 7 currencies, which do not add up: A, B, C, D, E, …"):
        found(*((name, "x") for name in "ABCDEFG"))
