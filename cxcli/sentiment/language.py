"""In which language a comment is written.

Short comments are the trap: nobody can tell the language of `ok`. A text is English that has some of the most frequent
English words; else a naive Bayes classifier over byte n-grams decides where it is sure (Lui and Baldwin 2012,
langid.py); else a text is English of which at least half the words are English ones.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, get_args

from cxcli.config.languages import LanguageCode
from cxcli.sentiment.english import FUNCTION_WORDS, SHARED_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNCLEAR = "unclear"

LANGUAGES: tuple[str, ...] = get_args(LanguageCode)
"""The languages that are told apart."""

SURE = 0.5
"""The confidence from which on the classifier is believed."""

_SOME = 2
_SHARE_OF_ALL = 0.25
_MOST_OF_ALL = 0.5


def language_of(text: str, words: Sequence[str]) -> str:
    """Return the code of the language of a plain text, given its words in lower case, or `UNCLEAR`."""
    frequent = FUNCTION_WORDS.intersection(words)
    if len(frequent) >= _SOME and len(frequent) >= _SHARE_OF_ALL * len(words):
        return ENGLISH
    language, confidence = _classifier().classify(text)
    if confidence >= SURE:
        return str(language)
    known = sum(word in english_words() for word in words)
    return ENGLISH if words and known >= _MOST_OF_ALL * len(words) else UNCLEAR


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
