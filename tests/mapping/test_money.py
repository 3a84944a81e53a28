"""Amounts of money beside the sign or code of a currency."""

from decimal import Decimal

import pytest

from cxcli.errors import Problem
from cxcli.mapping.learners import learner
from cxcli.mapping.money import currency_behind, parted
from cxcli.mapping.readers import Surprise
from cxcli.mapping.readings import READ
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.vocabulary import vocabulary
from cxcli.sources.chunk import Column

REVENUE = vocabulary()["revenue"]


def learned(*texts):
    """What is learned of a column of amounts."""
    found = learner(REVENUE, Column(0, "Total"), TypedChoices())
    found.learn(texts)
    return found


def read(*texts):
    """The amounts of a column that can be read."""
    reader, _ = learned(*texts).reader()
    found = reader.read(texts)
    return [value for value, fate in zip(found.values, found.fates.tolist(), strict=True) if fate == READ]


@pytest.mark.parametrize(
    ("text", "number", "sign"),
    [
        ("$1,240.00", "1,240.00", "$"),
        ("-$5.00", "-5.00", "$"),
        ("$-5.00", "-5.00", "$"),
        ("€ 12,50", "12,50", "€"),
        ("12,50 €", "12,50", "€"),
        ("USD 12.00", "12.00", "USD"),
        ("12.00 USD", "12.00", "USD"),
        ("US$5", "5", "US$"),
        ("R$ 1.234,50", "1.234,50", "R$"),
        ("1 234,50 kr", "1 234,50", "kr"),
        ("1240.00", "1240.00", ""),
        ("-5", "-5", ""),
        ("85%", "85%", ""),
        ("(5)", "(5)", ""),
        ("5 kg", "5 kg", ""),
        ("$", "$", ""),
        ("EUR", "EUR", ""),
        ("INV1000", "INV1000", ""),
        ("1000 SKU", "1000 SKU", ""),
        ("CHF 1'200", "1'200", "CHF"),
        ("none", "none", ""),
        ("", "", ""),
    ],
)
def test_an_amount_is_a_number_beside_a_currency(text, number, sign):
    """Before it or behind it, with the minus on either side; what is no such thing stays as it is."""
    assert parted(text) == (number, sign)


def test_amounts_of_one_currency_are_numbers():
    """The thousands and the decimal sign are those of the numbers; some may stand without the sign."""
    assert read("$1,240.50", "$3.00", "7.25", "") == [Decimal("1240.5"), 3, Decimal("7.25")]
    assert read("1.240,50 €", "3,00 €") == [Decimal("1240.5"), 3]


def test_amounts_of_several_currencies_do_not_add_up():
    """They are refused, with their signs; where one comes later, all have to be looked at."""
    problem = learned("$5.00", "€5.00").reader()
    assert isinstance(problem, Problem)
    assert (problem.code, problem.message) == ("currencies", "amounts stand beside several currencies: $, €")
    reader, _ = learned("$5.00").reader()
    with pytest.raises(Surprise):
        reader.read(["$5.00", "€5.00"])


def test_what_is_not_clear_of_the_numbers_is_not_clear():
    """A sign before three digits may part thousands, whatever the currency."""
    assert isinstance(learned("$1,240").reader(), Problem)
    assert learned("$1,240").open
    assert learned("$5").fits
    assert not learned("a lot").fits


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Total (USD)", "USD"),
        ("amount_eur", "EUR"),
        ("Total", ""),
        ("USD", ""),
        ("Revenue all", ""),
        ("Amount SKU", ""),
    ],
)
def test_the_name_of_a_column_may_end_with_a_currency(header, code):
    """Behind a name, in whatever case; a code alone names no amount, and a word is no code."""
    assert currency_behind(header) == code
