from decimal import Decimal

import pytest

from cxcli.mapping.answer_values import AnswerValues
from cxcli.mapping.text_counts import TextCounts
from cxcli.sources.text_column import encode


def values(texts, *, labels=None, missing=()):
    counts = TextCounts()
    counts.add(encode(texts))
    return AnswerValues.of(counts, labels=labels or {}, missing=missing)


def test_rows_are_counted_by_answer():
    """Blank and missing answers are none; other texts are unread, by rows and by distinct texts."""
    found = values(["9", "9.0", "7.5", "", "NA", "99", "hm", "hm", "no idea"], missing=[99])
    assert found.rows == {9: 2, Decimal("7.5"): 1}
    assert (found.unread, found.words, found.scale, found.empty) == (3, 2, None, False)


@pytest.mark.parametrize(
    ("texts", "scale", "rows"),
    [
        (["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"], (1, 5), 5),
        (["Satisfied", "Satisfied", "Dissatisfied", ""], (1, 4), 3),
        (["9", "Satisfied"], None, 1),
    ],
)
def test_words_of_a_vocabulary_are_answers(texts, scale, rows):
    """Answer words count as answers, also where their scale is open; never beside numbers."""
    found = values(texts)
    assert (found.scale, sum(found.rows.values())) == (scale, rows)


def test_declared_labels_go_before_vocabularies():
    """Where labels are declared no other word is an answer."""
    found = values(["good", "bad", "fair"], labels={"good": 1, "bad": 0})
    assert found.rows == {1: 1, 0: 1}
    assert found.unread == 1


@pytest.mark.parametrize(
    ("texts", "empty", "readable", "wordy"),
    [
        ([], True, True, False),
        (["", " ", "NA"], True, True, False),
        (["9", "hm"], False, True, False),
        (["9", "hm", "so"], False, False, True),
        ([f"reason {number}" for number in range(8)], False, False, False),
        ([f"word {number % 50}" for number in range(100)], False, False, True),
        ([f"word {number % 51}" for number in range(153)], False, False, False),
    ],
)
def test_few_recurring_words_may_be_answers(texts, empty, readable, wordy):
    """At most seven words, or at most fifty that recur, may be answers that nobody explained; more are free text."""
    found = values(texts)
    assert (found.empty, found.readable, found.wordy) == (empty, readable, wordy)


def test_a_column_of_endless_texts_holds_no_answers():
    """A column whose texts are too many to count is neither empty nor readable."""
    found = AnswerValues.of(TextCounts(free=True), labels={}, missing=())
    assert not any((found.empty, found.readable, found.wordy, found.mostly_on(0, 10), found.fill(0, 10)))


@pytest.mark.parametrize(
    ("texts", "low", "high", "mostly"),
    [
        (["1", "2", "8", "9"], 1, 5, True),
        (["1", "2", "8", "9", "9"], 1, 5, False),
        (["0.43", "0.2", "1", "0", "0.9"], 0, 10, False),
        (["9", "hm", "so"], 0, 10, False),
        (["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"], 0, 10, True),
    ],
)
def test_most_answers_are_whole_numbers_of_the_scale(texts, low, high, mostly):
    """Half of the answers must be whole numbers of the scale, or of the one that their words decide."""
    assert values(texts).mostly_on(low, high) is mostly


@pytest.mark.parametrize(
    ("texts", "fill"),
    [
        (["10", "9", "9", "0"], True),
        (["10", "9", "9", "0", "", "NA"], True),
        (["9", "8", "8", "0"], False),
        (["10", "10", "9"], False),
        (["10", "9", "3.5", "3.5"], False),
        (["10", "9", "9", "11"], False),
        (["10", "9", "9", "0", "so so"], False),
        ([str(number) for number in range(1, 11)], False),
        (["8", "9", "10", "10", "9", "8"], False),
        (["10", "9", "0"], True),
        ([], False),
    ],
)
def test_a_column_fills_the_scale_with_nothing_but_its_numbers(texts, fill):
    """Only whole numbers of the scale, several, its highest among them, and no count of the rows from 1 on."""
    assert values(texts).fill(0, 10) is fill
