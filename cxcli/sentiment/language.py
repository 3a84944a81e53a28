"""In which language a comment is written.

Short comments are the trap: nobody can tell the language of `ok`. A text is English that has a frequent English word
and many other English ones; else a naive Bayes classifier over byte n-grams decides where it is sure (Lui and Baldwin
2012, langid.py); else a text is English of which at least half the words are English ones.
"""

from collections.abc import Sequence
from functools import cache
from typing import get_args

from cxcli.config.languages import LanguageCode
from cxcli.sentiment.english import FUNCTION_WORDS, SHARED_WORDS, SHORT_WORDS
from cxcli.sentiment.naive_bayes import NaiveBayes

ENGLISH = "en"
UNCLEAR = "unclear"

LANGUAGES: tuple[str, ...] = get_args(LanguageCode)
"""The languages that are told apart."""

SURE = 0.5
"""The confidence from which on the classifier is believed."""

_MANY = 0.4
_MOST = 0.5
"""Shares of English words among those of a text: where one of them is English alone, and where nothing else is sure."""


def languages_of(texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[str]:
    """Return the codes of the languages of plain texts, given the words of each in lower case, or `UNCLEAR`."""
    found = [ENGLISH if _is_english(each) else UNCLEAR for each in words]
    open_ones = [place for place, language in enumerate(found) if language == UNCLEAR]
    likeliest = _classifier().likeliest([texts[place] for place in open_ones]) if open_ones else []
    for place, (language, confidence) in zip(open_ones, likeliest, strict=True):
        if confidence >= SURE:
            found[place] = language
        elif _mostly_english(words[place]):
            found[place] = ENGLISH
    return found


@cache
def english_words() -> frozenset[str]:
    """Return the words by which a short text is told to be English: frequent ones, and those of the lexicon."""
    from cxcli.sentiment.lexicon import lexicon_words  # noqa: PLC0415 - the lexicon is read when it is needed

    return (lexicon_words() - SHARED_WORDS) | FUNCTION_WORDS


def _is_english(words: Sequence[str]) -> bool:
    """Whether there is a word that is English alone, and many others are English, too."""
    if FUNCTION_WORDS.isdisjoint(words):
        return False
    known = english_words()
    return sum(word in known or word in SHORT_WORDS for word in words) >= _MANY * len(words)


def _mostly_english(words: Sequence[str]) -> bool:
    known = english_words()
    return bool(words) and sum(word in known for word in words) >= _MOST * len(words)


@cache
def _classifier() -> NaiveBayes:
    return NaiveBayes.of(LANGUAGES)
