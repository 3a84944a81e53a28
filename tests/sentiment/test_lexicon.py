import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from cxcli.sentiment.lexicon import compound, lexicon_words, says_emoji
from cxcli.sentiment.thresholds import THRESHOLD, class_of

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sentiment.json").read_text(encoding="utf-8"))
ANALYSER = SentimentIntensityAnalyzer()
JOINING = ("but", "no", "nor", "or", "at", "least", "so", "this", "doubt")
RULES = sorted({*" ".join((*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES)).split(), *JOINING})
MARKS = ("", "", "", "!", "!!!!!", "?", "??", "???", "????", ".", ",", "'", '"', "(", "*", "'s")
PLAIN = ("the", "Plain", "I", "ABC", "\u0130a", "\u0391\u03a3", "stra\u00dfe", "\u2764\ufe0f", "\u200b", "12", "--")

words_said = st.sampled_from(RULES) | st.sampled_from(sorted(ANALYSER.lexicon)) | st.sampled_from(PLAIN)
cased = st.builds(lambda word, case: case(word), words_said, st.sampled_from((str, str, str, str.upper, str.title)))
marked = st.builds(lambda *parts: "".join(parts), st.sampled_from(MARKS), cased, st.sampled_from(MARKS))
tokens = marked | st.sampled_from(sorted(ANALYSER.emojis)) | st.text(max_size=6)
gaps = st.sampled_from((" ", " ", " ", "  ", "\n", "\u3000", ""))
texts_said = st.lists(st.tuples(tokens, gaps), max_size=14).map(lambda pairs: "".join(map("".join, pairs)))

SENTENCES = (
    *("", " ", "!", "no", "No!", "NO", "GOOD", "good", "good good good", "The food is really GOOD!", "GREAT SERVICE"),
    *("very good", "VERY good", "very very very good", "good very", "slightly bad", "SLIGHTLY bad", "kinda bad"),
    *("not good", "not very good", "isn't good", "Isn't it good?", "cant be good", "nothing good", "n't good"),
    *("never good", "never so good", "never this good", "never plain so good", "was never so very good", "so good"),
    *("I am so good", "it was all so good", "without doubt good", "without a doubt good", "without good reason"),
    *("no good", "no good no bad", "no plain or good", "no plain nor bad", "NO good", "no bad idea", "no, good"),
    *("least good", "the least good", "at least good", "very least good", "LEAST good one", "Least good"),
    *(
        "good but bad",
        "but good",
        "good but",
        "bad but bad but good",
        "good bad good but good bad good",
        "GOOD BUT bad",
    ),
    *(
        "It is the shit",
        "the shit",
        "you are the bomb",
        "a bad ass car",
        "he is a badass",
        "one bus stop of love",
        "it is a bus stop!",
    ),
    *("well yeah right", "the kiss of death", "it is to die for", "a beating heart of love", "such a beating heart"),
    *("a kind of good", "it was kind of good", "KIND of good", "sort of bad", "it was just enough good", "kind"),
    *("kind-of bad", "Kind of", "so kind of you", "what a kind person", "sorta good", "just enough", "marginally good"),
    *(":)", ":-D", "(:", "I am :(", "<3 it", "o_o", ":D good", "xd", "good:)", "'good'", "good's", "can't stand it"),
    *(
        "\U0001f600",
        "\U0001f600good",
        "good\U0001f621\U0001f621",
        "\U0001f44d\U0001f3fd ok",
        "\u2764\ufe0f",
        "not \U0001f600",
    ),
    *("good?", "good??", "good???", "good????", "bad!!!!!!", "bad!?!?", "plain!!!", "good and bad!", "?!", "!good"),
    *(
        "(good)",
        "...bad...",
        "go-od",
        "good,bad",
        "g",
        "!a!",
        "'no'",
        "good\tbad\nno",
        "good\u00a0bad",
        "SO good, SO BAD",
    ),
    *("I don't hate it, but it's not the best, and it was never so slow.", "Sentiment laden: HATE love Love LOVE!"),
)


@pytest.mark.parametrize("case", VECTORS["vader_readme_compound"], ids=lambda case: case["text"])
def test_the_published_compounds(case):
    """The examples in the README of vaderSentiment."""
    assert compound(case["text"]) == case["compound"]


@pytest.mark.parametrize("text", SENTENCES)
def test_the_compound_of_sentences(text):
    """Negations, degrees, `never so`, `least`, `but`, capitals, emojis, phrases and marks act as in vaderSentiment."""
    assert compound(text) == ANALYSER.polarity_scores(text)["compound"]


@settings(max_examples=1000, deadline=None)
@given(texts_said)
def test_the_compound_is_that_of_vader(text):
    """Whatever is written, the compound is that of vaderSentiment."""
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
