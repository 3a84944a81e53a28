"""The sentiment of an English text by a lexicon and rules: VADER (Hutto and Gilbert 2014), as vaderSentiment has it."""

import math
import string
from collections.abc import Sequence

from cxcli.sentiment.valence import valence
from cxcli.sentiment.vocabulary import Vocabulary, vocabulary

_ALPHA = 15
_EXCLAMATION = 0.292
_QUESTION = 0.18
_MOST_EXCLAMATIONS = 4
_MOST_QUESTIONS = 3
_MANY_QUESTIONS = 0.96
_SHORT = 2
"""Of a token that has no more signs without its marks, the marks are kept: it may be an emoticon."""


def compound(text: str) -> float:
    """Return the compound score of an English text, from -1 to 1: the very one that vaderSentiment returns.

    Rules are applied to the words of the lexicon alone, since all others add nothing.
    """
    of = vocabulary()
    if not text.isascii():
        text = text.translate(of.emojis)
    words = _words(text)
    places = [place for place, word in enumerate(words) if word in of.valences and not _says_how_much(place, words, of)]
    if not places:
        return 0.0
    loud = _capitals(text)
    found = [valence(place, words, loud, of) for place in places]
    if "but" in words:
        _weigh(found, places, words.index("but"))
    return _compound(sum(found), _emphasis(text))


def says_emoji(text: str) -> bool:
    """Whether a text has an emoji or emoticon that the lexicon knows, and so a sentiment in whatever language."""
    of = vocabulary()
    return any(ord(sign) in of.emojis for sign in text) or not of.valences.keys().isdisjoint(text.split())


def lexicon_words() -> frozenset[str]:
    """Return the words of the lexicon and its degree words; no emoticons and no phrases."""
    of = vocabulary()
    return frozenset(word for word in (*of.valences, *of.degrees) if word.isalpha())


def _words(text: str) -> list[str]:
    """Return the words and emoticons of a text in lower case, words without the marks around them."""
    return [token if token.isalpha() else _without_marks(token) for token in text.lower().split()]


def _without_marks(token: str) -> str:
    word = token.strip(string.punctuation)
    return word if len(word) > _SHORT else token


def _says_how_much(place: int, words: Sequence[str], of: Vocabulary) -> bool:
    """Whether a word is a degree rather than a sentiment, as `kind of` is."""
    return words[place] in of.degrees or (words[place] == "kind" and words[place + 1 : place + 2] == ["of"])


def _capitals(text: str) -> Sequence[bool]:
    """Return for each word whether it is in capitals; none is where all are: then nothing stands out."""
    found = [token.isupper() for token in text.split()]
    return [False] * len(found) if all(found) else found


def _weigh(found: list[float], places: Sequence[int], but: int) -> None:
    """Halve what stands before `but`, and add half to what stands behind it.

    Each turn acts on the first word of that valence, as in vaderSentiment: alike ones are not told apart.
    """
    for turn in range(len(found)):
        first = found.index(found[turn])
        found[first] *= 0.5 if places[first] < but else 1.5


def _emphasis(text: str) -> float:
    """Return what exclamation and question marks add; a single question mark adds nothing."""
    exclamations, questions = text.count("!"), text.count("?")
    asked = 0.0 if questions < 2 else questions * _QUESTION if questions <= _MOST_QUESTIONS else _MANY_QUESTIONS  # noqa: PLR2004 - one is a question, more are emphasis
    return min(exclamations, _MOST_EXCLAMATIONS) * _EXCLAMATION + asked


def _compound(total: float, emphasis: float) -> float:
    """Return the sum of the valences with its emphasis, between -1 and 1."""
    if total:
        total += math.copysign(emphasis, total)
    return round(total / math.sqrt(total * total + _ALPHA), 4)
