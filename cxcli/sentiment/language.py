"""In which language a comment is written.

Short comments are the trap: nobody can tell the language of `ok`. A text is English that has a frequent English word
and many other English ones; else a naive Bayes classifier over byte n-grams decides where it is sure (Lui and Baldwin
2012, langid.py); else a text is English of which at least half the words are English ones.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, get_args

from cxcli.config.languages import LanguageCode
from cxcli.sentiment.english import FUNCTION_WORDS, SHARED_WORDS, SHORT_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped] # it has no types

ENGLISH = "en"
UNCLEAR = "unclear"

LANGUAGES: tuple[str, ...] = get_args(LanguageCode)
"""The languages that are told apart."""

SURE = 0.5
"""The confidence from which on the classifier is believed."""

_MANY = 0.4
_MOST = 0.5
"""Shares of English words among those of a text: where one of them is English alone, and where nothing else is sure."""


def language_of(text: str, words: Sequence[str]) -> str:
    """Return the code of the language of a plain text, given its words in lower case, or `UNCLEAR`."""
    known = english_words()
    spoken = not FUNCTION_WORDS.isdisjoint(words)
    if spoken and sum(word in known or word in SHORT_WORDS for word in words) >= _MANY * len(words):
        return ENGLISH
    language, confidence = _classifier().classify(text)
    if confidence >= SURE:
        return str(language)
    return ENGLISH if words and sum(word in known for word in words) >= _MOST * len(words) else UNCLEAR


@cache
def english_words() -> frozenset[str]:
    """Return the words by which a short text is told to be English: frequent ones, and those of the lexicon."""
    from cxcli.sentiment.lexicon import lexicon_words  # noqa: PLC0415 - the lexicon is read when it is needed

    return (lexicon_words() - SHARED_WORDS) | FUNCTION_WORDS


@cache
def _classifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - its model takes time and memory

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(LANGUAGES)
    return classifier
