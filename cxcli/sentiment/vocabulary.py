"""What VADER knows of words (Hutto and Gilbert 2014), as the package vaderSentiment has it."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from msgspec import Struct


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Words in lower case, and what they do.

    `valences` are the lexicon, from -4 to 4. `degrees` strengthen or weaken a word after them, `negations` turn it
    round, `phrases` of two words and more have a valence of their own; `phrase_ends` are the last words of these and of
    degrees of several words. `emojis` are their signs' code points with the words that they stand for.
    """

    valences: Mapping[str, float]
    degrees: Mapping[str, float]
    negations: frozenset[str]
    phrases: Mapping[str, float]
    phrase_ends: frozenset[str]
    emojis: Mapping[int, str]


@cache
def vocabulary() -> Vocabulary:
    """Return all that VADER knows."""
    from vaderSentiment.vaderSentiment import (  # type: ignore[import-untyped] # noqa: PLC0415 - read where it is needed; it has no types
        BOOSTER_DICT,
        NEGATE,
        SPECIAL_CASES,
        SentimentIntensityAnalyzer,
    )

    files = SentimentIntensityAnalyzer()
    return Vocabulary(
        valences=files.lexicon,
        degrees=BOOSTER_DICT,
        negations=frozenset(NEGATE),
        phrases={phrase: valence for phrase, valence in SPECIAL_CASES.items() if " " in phrase},
        phrase_ends=frozenset(phrase.split()[-1] for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase),
        emojis={ord(sign): f" {words}" for sign, words in files.emojis.items() if len(sign) == 1},
    )


def lexicon_version() -> str:
    """Return the version of vaderSentiment that is installed."""
    return version("vaderSentiment")
