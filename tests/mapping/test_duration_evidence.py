"""What durations prove."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.duration_forms import Form
from cxcli.mapping.number_evidence import Clue

TEXTS = st.lists(
    st.sampled_from(
        [
            *("45", "12.5", "1,5", "1.234", "1,234 h", "2h", "0:00:01", "12:30", "-00:15", "PT1H"),
            *("1970-01-01 00:00:01", "x", "", "NA"),
        ]
    )
    | st.text(max_size=6)
)


@pytest.mark.parametrize(
    ("text", "form", "clues"),
    [
        ("45", Form.WHOLE, {Clue.BARE}),
        ("12.5", Form.DECIMAL, {Clue.BARE, Clue.PROVES_POINT}),
        ("12,5", Form.NUMBER, {Clue.BARE, Clue.PROVES_COMMA}),
        ("1.234", Form.NUMBER, {Clue.BARE, Clue.OPEN_POINT}),
        ("1,234 hrs", Form.WORDS, {Clue.BARE, Clue.OPEN_COMMA}),
        ("0:00:01,5", Form.CLOCK, set()),
        ("PT1,5H", Form.ISO, set()),
        ("soon", Form.GARBAGE, set()),
        ("85%", Form.GARBAGE, set()),
    ],
)
def test_a_duration_says_its_form_and_its_decimal_sign(text, form, clues):
    """Numbers, with a unit or without, say what they prove of the decimal sign; fractions of clocks say nothing."""
    found = DurationEvidence.of([text])
    assert found.forms == {form}
    assert found.numbers.clues == clues


def test_blanks_and_words_for_no_answer_say_nothing():
    """Evidence of no texts, blanks and missing words is no evidence."""
    assert DurationEvidence.of(["", "NA", "--", "?"]) == DurationEvidence.of([]) == DurationEvidence.empty()


@pytest.mark.parametrize(
    ("texts", "dated"),
    [
        (["1970-01-02 09:46:18", "", "null"], True),
        (["1970-01-02 09:46:18", "x"], False),
        (["1970-01-02 09:46:18", "45"], False),
        (["1970-01-02 09:46:18", "2024-01-01 00:00:00"], False),
        ([], False),
    ],
)
def test_dates_count_where_every_filled_text_is_one(texts, dated):
    """One text that is no date from 1970 to 1999 makes the others dates of something else."""
    assert DurationEvidence.of(texts).dated == dated


@pytest.mark.parametrize(
    ("texts", "remaining"),
    [
        (["-00:15", "02:30", "x", ""], True),
        (["02:30"], False),
        (["-0:15"], False),
        (["-00:15", "00:00:01"], False),
        (["-00:15", "02:23.5"], False),
        (["-00:15", "45"], False),
    ],
)
def test_remaining_time_is_known_by_its_sign(texts, remaining):
    """Two parts below zero, in two digits and with no other form beside them, are hours and minutes that remain."""
    assert DurationEvidence.of(texts).remaining == remaining


@given(TEXTS, TEXTS)
def test_evidence_adds_in_any_order_and_cut(left, right):
    """Evidence of parts is evidence of the whole, in any order, and nothing is neutral."""
    one, other = DurationEvidence.of(left), DurationEvidence.of(right)
    assert one + other == other + one == DurationEvidence.of(left + right)
    assert one + DurationEvidence.empty() == one == DurationEvidence.of(left * 2)
