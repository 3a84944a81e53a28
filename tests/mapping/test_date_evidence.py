"""What dates prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.date_evidence import Clue, DateEvidence
from cxcli.mapping.date_forms import Shape

TEXTS = st.lists(
    st.sampled_from(
        ["03/04/2024", "13/04/2024", "2024-01-01", "2024-01-01T00:00Z", "45355", "1700000000", "x", "1.2.24"]
    )
    | st.text(max_size=5)
)


@pytest.mark.parametrize(
    ("text", "shape", "clues"),
    [
        ("03/04/2024", Shape.SLASH, {Clue.OPEN}),
        ("04/04/2024", Shape.SLASH, set()),
        ("13/04/2024", Shape.SLASH, {Clue.DAY_FIRST}),
        ("04/13/2024", Shape.SLASH, {Clue.MONTH_FIRST}),
        ("13/13/2024", Shape.SLASH, set()),
        ("32/01/2024", Shape.SLASH, set()),
        ("0/13/2024", Shape.SLASH, set()),
        ("24-01-05", Shape.SHORT_DASH, {Clue.OPEN}),
        ("24-01-98", Shape.SHORT_DASH, {Clue.DAY_FIRST}),
        ("01-24-05", Shape.SHORT_DASH, {Clue.MONTH_FIRST}),
        ("2024-01-01", Shape.ISO, set()),
        ("2024-01-01 10:00", Shape.ISO, {Clue.WITHOUT_OFFSET}),
        ("2024-01-01 10:00Z", Shape.ISO, {Clue.WITH_OFFSET}),
        ("20240101", Shape.COMPACT, set()),
    ],
)
def test_a_date_says_what_it_proves(text, shape, clues):
    """A number of 13 to 31 can only be a day; an impossible date, or two equal numbers, prove nothing."""
    assert DateEvidence.of([text]).about(shape) == {Clue.PRESENT, *clues}


@pytest.mark.parametrize(
    ("text", "clues"),
    [
        ("45355.5", {Clue.SERIAL}),
        ("1700000000", {Clue.SECONDS}),
        ("1700000000000", {Clue.MILLISECONDS}),
        ("1700000000000000", {Clue.MICROSECONDS}),
        ("1" * 11, set()),
    ],
)
def test_a_number_says_its_length(text, clues):
    """The length of a number tells its unit."""
    assert DateEvidence.of([text]).about(Shape.NUMBER) == clues


def test_blank_and_unreadable_texts_say_nothing():
    """Evidence of no dates is no evidence."""
    assert DateEvidence.of(["", "x", "NA"]) == DateEvidence.empty()


def test_shapes_and_clues_are_told():
    """Evidence tells which shapes occur, and whether any says a thing."""
    found = DateEvidence.of(["2024-01-01 10:00Z", "1.2.2024"])
    assert found.shapes == {Shape.ISO, Shape.DOT}
    assert found.says(Clue.WITH_OFFSET)
    assert not found.says(Clue.WITHOUT_OFFSET)


@given(TEXTS, TEXTS)
def test_evidence_adds_in_any_order_and_cut(left, right):
    """Evidence of parts is evidence of the whole, in any order, and nothing is neutral."""
    one, other = DateEvidence.of(left), DateEvidence.of(right)
    assert one + other == other + one == DateEvidence.of(left + right)
    assert one + DateEvidence.empty() == one == DateEvidence.of(left * 2)
