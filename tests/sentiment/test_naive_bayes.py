from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from cxcli.sentiment import naive_bayes
from cxcli.sentiment.language import LANGUAGES
from cxcli.sentiment.naive_bayes import NaiveBayes

PIECES = (
    *("the delivery was late", "die Lieferung", "tr\u00e8s aimable", "ma\u00f1ana", "ok", "OK", "VIELEN DANK", "xq"),
    *("\u0421\u043f\u0430\u0441\u0438\u0431\u043e", "\u8c22\u8c22", "\u0434\u043e\u0431\u0430\u0440", "dobar", "12"),
    *("e\u0301", "\u00df", "\u0130", "\0", "\ud800", "\U0001f600", " ", "\n", "...", "aaaaaaaa"),
)


@cache
def bayes():
    return NaiveBayes.of(LANGUAGES)


@cache
def oracle():
    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(LANGUAGES)
    return classifier


def test_no_texts():
    """Of no texts there is nothing to tell."""
    assert bayes().likeliest([]) == []


@pytest.mark.parametrize("text", PIECES)
def test_a_text_alone(text):
    """Language and likelihood are those of py3langid."""
    assert bayes().likeliest([text]) == [oracle().classify(text)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map("".join), max_size=8))
def test_texts_together(texts):
    """However many there are, each is told as py3langid tells it alone: the ends of others do not run into it."""
    assert bayes().likeliest(texts) == [oracle().classify(text) for text in texts]


def test_the_parts_do_not_matter(monkeypatch):
    """Texts that are worked on together or apart are told alike; a text that is longer than a part is not cut."""
    texts = [*PIECES, " ".join(PIECES) * 9, ""]
    together = bayes().likeliest(texts)
    monkeypatch.setattr(naive_bayes, "_AT_ONCE", 7)
    assert bayes().likeliest(texts) == together == [oracle().classify(text) for text in texts]


def test_a_text_without_any_n_gram():
    """No language is likelier than another, so that nobody is sure of it."""
    language, likelihood = bayes().likeliest([""])[0]
    assert language in LANGUAGES
    assert likelihood < 0.1
