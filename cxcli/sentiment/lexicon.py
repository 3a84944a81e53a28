"""The sentiment of an English text by a lexicon and rules: VADER (Hutto and Gilbert 2014), as vaderSentiment has it."""

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped] # it has no types


def compound(text: str) -> float:
    """Return the compound score of an English text, from -1 to 1: the very one that vaderSentiment returns.

    Its steps are taken here only for words that are in the lexicon, since all others add nothing.
    """
    of = _vader()
    text = text.strip()
    if not (text.isascii() or of.emojis.isdisjoint(text)):
        return float(of.analyser.polarity_scores(text)["compound"])
    return _of_words(text, of)


def says_emoji(text: str) -> bool:
    """Whether a text has an emoji or emoticon that the lexicon knows, and so a sentiment in whatever language."""
    of = _vader()
    return not of.emojis.isdisjoint(text) or any(token in of.analyser.lexicon for token in text.split())


def lexicon_words() -> frozenset[str]:
    """Return the words of the lexicon and its degree words; no emoticons and no phrases."""
    of = _vader()
    return frozenset(word for word in (*of.analyser.lexicon, *of.degrees) if word.isalpha())


def lexicon_version() -> str:
    """Return the version of vaderSentiment that is installed."""
    return version("vaderSentiment")


class _Vader(Struct, frozen=True):
    """The analyser, its emojis of one sign, and the words that say how much."""

    analyser: "SentimentIntensityAnalyzer"
    emojis: frozenset[str]
    degrees: frozenset[str]


@cache
def _vader() -> _Vader:
    from vaderSentiment.vaderSentiment import (  # noqa: PLC0415 - the lexicon is read when it is needed
        BOOSTER_DICT,
        SentimentIntensityAnalyzer,
    )

    analyser = SentimentIntensityAnalyzer()
    return _Vader(analyser, frozenset(sign for sign in analyser.emojis if len(sign) == 1), frozenset(BOOSTER_DICT))


def _of_words(text: str, of: _Vader) -> float:
    from vaderSentiment.vaderSentiment import SentiText  # noqa: PLC0415 - as above

    lexicon = of.analyser.lexicon
    parted = SentiText(text)
    said = parted.words_and_emoticons
    lower = [word.lower() for word in said]
    if lexicon.keys().isdisjoint(lower):
        return 0.0
    valences: list[float] = []
    for place, word in enumerate(lower):
        if word not in lexicon or word in of.degrees or (word == "kind" and lower[place + 1 : place + 2] == ["of"]):
            valences.append(0)
        else:
            of.analyser.sentiment_valence(0, parted, said[place], place, valences)
    if "but" in lower:
        valences = of.analyser._but_check(said, valences)  # noqa: SLF001 - the one step that it has no public name for
    return float(of.analyser.score_valence(valences, text)["compound"])
