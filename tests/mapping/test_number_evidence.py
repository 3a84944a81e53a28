"""Spellings of numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.number_evidence import Clue, NumberEvidence, spelling

TEXTS = st.lists(st.sampled_from(["1", "1.5", "1,5", "1.234", "1,234", "5%", "1 234,5", "x", ""]) | st.text(max_size=6))


@pytest.mark.parametrize(
    ("text", "clues"),
    [
        ("1", {Clue.BARE}),
        ("1%", {Clue.PERCENT}),
        ("1.5", {Clue.BARE, Clue.PROVES_POINT}),
        ("1,5", {Clue.BARE, Clue.PROVES_COMMA}),
        ("1.234", {Clue.BARE, Clue.OPEN_POINT}),
        ("1,234", {Clue.BARE, Clue.OPEN_COMMA}),
        ("0,125", {Clue.BARE, Clue.PROVES_COMMA}),
        ("1,234,567", {Clue.BARE, Clue.PROVES_POINT}),
        ("1.234,5", {Clue.BARE, Clue.PROVES_COMMA}),
        ("1 234,500", {Clue.BARE, Clue.PROVES_COMMA}),
    ],
)
def test_a_spelling_says_what_it_proves(text, clues):
    """A sign before other than three digits proves itself decimal; before exactly three it stays open."""
    assert spelling(text).clues == clues


@pytest.mark.parametrize("text", ["", "+", "x", "1-2", "5 5", "1 234 5", "9" * 41, "1" + " " * 90 + "%"])
def test_what_is_no_number_has_no_spelling(text):
    """A text that is no number under either sign has no spelling."""
    assert spelling(text) is None


@given(TEXTS, TEXTS)
def test_evidence_adds_in_any_order_and_cut(left, right):
    """Evidence of parts is evidence of the whole, in any order, and nothing is neutral."""
    one, other = NumberEvidence.of(left), NumberEvidence.of(right)
    assert one + other == other + one == NumberEvidence.of(left + right)
    assert one + NumberEvidence.empty() == one == NumberEvidence.of(left * 2)


@given(st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{1,20})?", fullmatch=True))
def test_the_quick_way_reads_ordinary_numbers_as_the_long_way_does(text):
    """A number with a plus before it or a space around it goes the long way, and is spelled the same."""
    quick, slow = spelling(text), spelling(f" {text}")
    assert quick == slow
