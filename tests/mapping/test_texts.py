"""Spelling of cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.texts import MISSING_WORDS, MissingCodes, ascii_digits, clean, fold, plain_number, simplified


@pytest.mark.parametrize("edge", [" ", "\u00a0", "\ufeff", "\u200b", "\t", "\u202f", "\n", "\u3000"])
def test_clean_strips_every_space_and_unseen_sign(edge):
    """Spaces of all kinds, byte order marks and zero-width characters at the ends are no part of a cell."""
    assert clean(f"{edge}9 a{edge}{edge}") == "9 a"


@pytest.mark.parametrize("text", ["Gold", " Gold", "GOLD", "Gold ", "Gold\u00a0", "gold.", "Gold.\n"])
def test_fold_makes_spellings_of_a_word_equal(text):
    """Case, spaces around, and a full stop or line end after a word do not make another word."""
    assert fold(text) == "gold"


def test_fold_makes_normal_forms_equal():
    """A text in NFC and the same in NFD are one word."""
    assert fold("caf\u00e9") == fold("cafe\u0301")


def test_fold_keeps_a_lone_full_stop():
    """A cell that is only a full stop stays one, since it is a missing word."""
    assert fold(" . ") == "."


def test_fold_knows_the_typographic_apostrophe():
    """Don't with a typographic apostrophe is the missing word don't know."""
    assert fold("Don\u2019t  KNOW") in MISSING_WORDS


@given(st.text(max_size=30))
def test_fold_is_idempotent(text):
    """A folded word folds to itself."""
    assert fold(fold(text)) == fold(text)


def test_missing_words_are_folded():
    """Every missing word is in the form in which cells are compared."""
    assert {fold(word) for word in MISSING_WORDS} == MISSING_WORDS


@pytest.mark.parametrize(("text", "plain"), [("\uff19", "9"), ("\u0661\u0660", "10"), ("9", "9"), ("\u00b2", "\u00b2")])
def test_ascii_digits_rewrites_decimal_digits_only(text, plain):
    """Decimal digits of every script become 0 to 9; a superscript two is no digit of a number."""
    assert ascii_digits(text) == plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9),
        ("9.0", 9),
        ("9,0", 9),
        ("+9", 9),
        ("-1", -1),
        ("9.", 9),
        ("'9", 9),
        ("7.5", Decimal("7.5")),
        ("1,5", Decimal("1.5")),
        ("1,2345", Decimal("1.2345")),
        ("0,125", Decimal("0.125")),
        ("-0,125", Decimal("-0.125")),
        ("1.234", Decimal("1.234")),
        ("9" * 40, int("9" * 40)),
    ],
)
def test_plain_number_reads_integers_and_decimals(text, number):
    """A number with a decimal point or comma is read exactly; a whole one is an int."""
    assert plain_number(text) == number
    assert type(plain_number(text)) is type(number)


@pytest.mark.parametrize(
    "text",
    ["", "1,234", "9,", "9" * 41, "9" * 5000, "1E1", "inf", "nan", "1e999", "\u22129", "7/10", "85%", "9 9", "--9"],
)
def test_plain_number_refuses_the_rest(text):
    """A comma before three digits, exponents, infinities and numbers of more than 40 digits are no plain numbers."""
    assert plain_number(text) is None


def test_simplified_keeps_parts():
    """Only a whole decimal becomes an int."""
    assert (simplified(Decimal("9.00")), simplified(Decimal("9.5"))) == (9, Decimal("9.5"))


@pytest.mark.parametrize("text", ["99", "99.0", "99,0", " 99 "])
def test_missing_codes_compare_as_numbers(text):
    """A declared 99 covers every spelling of the number."""
    codes = MissingCodes.of([99, "Refused"])
    assert codes.hold(fold(text), plain_number(clean(text)))
    assert codes.hold("refused")
    assert not codes.hold("9", 9)
