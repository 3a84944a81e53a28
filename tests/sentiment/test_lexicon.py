import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cxcli.sentiment.lexicon import compound, lexicon_words, says_emoji
from cxcli.sentiment.thresholds import THRESHOLD, class_of

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sentiment.json").read_text(encoding="utf-8"))
ANALYSER = SentimentIntensityAnalyzer()
WORDS = [
    *sorted(ANALYSER.lexicon)[::40],
    *("but", "not", "never", "so", "very", "VERY", "kind", "of", "least", "at", "no", "nor", "GOOD", "bad!!", "isn't"),
    *("the", "shit", "bomb", "plain", ":)", "\U0001f600", "\u2764\ufe0f", "?", "!!!!", "without", "doubt", "this"),
]


@pytest.mark.parametrize("case", VECTORS["vader_readme_compound"], ids=lambda case: case["text"])
def test_the_published_compounds(case):
    """The examples in the README of vaderSentiment."""
    assert compound(case["text"]) == case["compound"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_the_compound_is_that_of_vader(text):
    """Leaving out words that the lexicon does not have changes nothing."""
    assert compound(text) == ANALYSER.polarity_scores(text)["compound"]


def test_the_thresholds():
    """0.05 is positive, -0.05 negative, as published."""
    assert f">= {THRESHOLD}" == VECTORS["thresholds"]["positive"]
    assert f"<= {-THRESHOLD}" == VECTORS["thresholds"]["negative"]
    assert [class_of(each) for each in (1, 0.05, 0.0499, 0, -0.0499, -0.05, -1)] == [1, 1, 0, 0, 0, -1, -1]


def test_emojis_and_emoticons_speak_in_any_language():
    """They are in the lexicon, digits are not."""
    assert says_emoji("\U0001f600")
    assert says_emoji(":)")
    assert not says_emoji("12345")


def test_the_words_of_the_lexicon_are_words():
    """No emoticons among them, and the degree words, too."""
    assert {"good", "bad", "very"} <= lexicon_words()
    assert all(word.isalpha() for word in lexicon_words())
