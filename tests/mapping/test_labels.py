"""Choosing the vocabulary of answer words."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.labels import AmbiguousLabels, phrases, vocabularies, vocabulary_for
from cxcli.mapping.texts import fold


def _values(words):
    vocabulary = vocabulary_for(words)
    return vocabulary.points, [vocabulary.labels[fold(word)] for word in words]


@pytest.mark.parametrize(
    ("words", "points", "values"),
    [
        (["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"], 5, [1, 2, 3, 4, 5]),
        (["Neutral", "Satisfied", "Very satisfied"], 5, [3, 4, 5]),
        (
            [
                "Extremely dissatisfied",
                "Somewhat dissatisfied",
                "Neither satisfied nor dissatisfied",
                "Somewhat satisfied",
            ],
            5,
            [1, 2, 3, 4],
        ),
        (["Very satisfied", "Satisfied", "Somewhat satisfied", "Neutral", "Dissatisfied"], 7, [7, 6, 5, 4, 2]),
        (["Not at all satisfied", "Slightly satisfied", "Very satisfied", "Extremely satisfied"], 5, [1, 2, 4, 5]),
        (
            ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
            5,
            [1, 2, 3, 4, 5],
        ),
        (
            ["Strongly disagree", "Somewhat disagree", "Disagree", "Agree", "Somewhat agree", "Neutral"],
            7,
            [1, 3, 2, 6, 5, 4],
        ),
        (
            ["Strongly disagree", "Disagree", "Somewhat disagree", "Somewhat agree", "Agree", "Strongly agree"],
            6,
            [1, 2, 3, 4, 5, 6],
        ),
        (["Poor", "Fair", "Good", "Very good", "Excellent"], 5, [1, 2, 3, 4, 5]),
        (["Very unlikely", "Unlikely", "Neutral", "Likely", "Very likely"], 5, [1, 2, 3, 4, 5]),
        (["good", "bad"], 2, [2, 1]),
        (["Great", "Okay", "Not good"], 3, [3, 2, 1]),
        (["Yes", "No"], 2, [2, 1]),
        (["yes"], 2, [2]),
    ],
)
def test_the_words_decide_the_scale(words, points, values):
    """The vocabulary that holds all the words gives each its point, from 1 for the lowest."""
    assert _values(words) == (points, values)


def test_four_words_without_a_middle_are_four_points():
    """A four-point set is never silently taken for five points; full stops and line ends do not matter."""
    words = ["Very easy.", "Somewhat easy.", "Somewhat difficult.\n", "Very difficult."]
    assert _values(words) == (4, [4, 3, 2, 1])


@pytest.mark.parametrize(
    "words",
    [
        ["Very satisfied", "Satisfied"],
        ["Very satisfied", "Satisfied", "Dissatisfied"],
        ["Neutral"],
        ["agree", "disagree"],
        ["poor", "fair", "good"],
    ],
)
def test_words_that_fit_several_scales_are_ambiguous(words):
    """Where several scales give other values the choice is left open, and all of them are listed."""
    found = vocabulary_for(words)
    assert isinstance(found, AmbiguousLabels)
    assert len({(c.points, *(c.labels[fold(word)] for word in words)) for c in found.candidates}) > 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["", "NA"],
        ["good", "bad", "solved"],
        ["Very satisfied", "extremely satisfied", "satisfied", "very dissatisfied", "strongly agree"],
        [str(number) for number in range(11)],
        ["good", "great", "bad", "ok"],
    ],
)
def test_words_that_no_vocabulary_holds_have_none(words):
    """A column with a word of no vocabulary, with two words for one point, or of numbers, has no vocabulary."""
    assert vocabulary_for(words) is None


def test_blank_and_missing_words_do_not_count():
    """Blank cells, missing words and declared codes say nothing about the scale."""
    found = vocabulary_for(["good", "bad", "", "N/A", "99", "refused to say"], missing=[99, "Refused to say"])
    assert (found.concept, found.points, found.scale) == ("good or bad", 2, (1, 2))
    assert found.name == "good or bad, 2 points"
    assert "2 of its 2 points occur" in found.evidence


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        (["Very easy", "Easy", "Neutral", "Difficult"], "ease"),
        (["Very low effort", "Low effort", "Very high effort"], "effort"),
        (["Good", "Bad"], None),
    ],
)
def test_words_of_ease_and_effort_tell_the_polarity(words, polarity):
    """Words of ease say that much is good, words of effort that little is."""
    assert vocabulary_for(words).polarity == polarity


def test_every_shipped_vocabulary_is_found_by_its_own_words():
    """One spelling of every point of a shipped vocabulary decides for those points in that order."""
    for vocabulary in vocabularies():
        first = {point: word for word, point in reversed(vocabulary.labels.items())}
        words = [first[point] for point in sorted(first)]
        assert len(words) == vocabulary.points
        assert _values(words) == (vocabulary.points, list(range(1, vocabulary.points + 1)))


def test_shipped_words_are_folded_and_told_apart():
    """Shipped words are in the form in which answers are compared, and no word is two points of one vocabulary."""
    for vocabulary in vocabularies():
        assert all(fold(word) == word for word in vocabulary.labels)
        assert set(vocabulary.labels.values()) == set(range(1, vocabulary.points + 1))
    assert {"extremely likely", "very easy"} <= phrases()


def test_no_two_vocabularies_order_the_same_words_differently():
    """Two shipped words never stand in one order in a vocabulary and in the other order in another."""
    for one, other in combinations(vocabularies(), 2):
        for low, high in combinations(one.labels.keys() & other.labels.keys(), 2):
            step = one.labels[low] - one.labels[high]
            assert step * (other.labels[low] - other.labels[high]) >= 0


@given(st.lists(st.sampled_from(sorted(phrases())) | st.text(max_size=5), max_size=9), st.randoms())
def test_the_order_of_the_words_does_not_matter(words, random):
    """The same words in another order give the same vocabulary, and no text is an error."""
    assert vocabulary_for(random.sample(words, len(words))) == vocabulary_for(words)
