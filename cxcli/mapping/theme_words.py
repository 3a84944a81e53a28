"""Which texts are about which themes, by the words of each theme."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from cxcli.config.strict_yaml import load
from cxcli.config.theme_terms import Term, folded, terms

Bits = npt.NDArray[np.int64]

_WORD = re.compile(r"\w+")
_REMEMBERED = 200_000


class ThemeMatcher(Protocol):
    """Says which themes texts are about."""

    @property
    def names(self) -> Sequence[str]:
        """The themes."""

    def bits(self, texts: Sequence[str]) -> Bits:
        """Return a number for each text, of which bit i is set where the text is about theme i."""

    def told_by(self, text: str, theme: int) -> int:
        """Return how many words of a text tell that it is about a theme."""


class ThemeWords:
    """Themes that are told by lists of words.

    Each distinct word is looked up once and remembered, so that a text takes one pass whatever the number of themes;
    each pattern takes a pass of its own. Themes share nothing: a text may be about several.
    """

    def __init__(self, themes: Mapping[str, Sequence[str]]) -> None:
        """Take the words of each theme as a config writes them.

        Raises:
            PydanticCustomError: an entry is no term.
        """
        self._names = tuple(themes)
        said = [(theme, term) for theme, words in enumerate(themes.values()) for each in words for term in terms(each)]
        self._patterns = [(1 << theme, term.pattern) for theme, term in said if term.pattern is not None]
        phrases = [(theme, term) for theme, term in said if len(term.words) > 1]
        self._phrases = [(theme, _spelled(term)) for theme, term in phrases]
        self._table = _Table([(theme, term) for theme, term in said if len(term.words) == 1], phrases, len(themes))

    @property
    def names(self) -> Sequence[str]:
        """The themes."""
        return self._names

    def bits(self, texts: Sequence[str]) -> Bits:
        """Return a number for each text, of which bit i is set where the text is about theme i."""
        found = np.fromiter(map(self._of_words, texts), np.int64, len(texts))
        for bit, pattern in self._patterns:
            search = pattern.search
            found |= np.fromiter((bit if search(text) else 0 for text in texts), np.int64, len(texts))
        return found

    def told_by(self, text: str, theme: int) -> int:
        """Return how many words of a text tell that it is about a theme; a phrase and a pattern count once a place."""
        words, bit = _WORD.findall(folded(text)), 1 << theme
        line = f" {' '.join(words)} "
        phrases = sum(line.count(phrase) for each, phrase in self._phrases if each == theme)
        patterns = sum(len(pattern.findall(text)) for each, pattern in self._patterns if each == bit)
        return sum(bool(self._table[word] & bit) for word in words) + phrases + patterns

    def _of_words(self, text: str) -> int:
        words = _WORD.findall(folded(text))
        bits = 0
        for each in set(map(self._table.__getitem__, words)):
            bits |= each
        begun = bits >> len(self._names)
        bits &= (1 << len(self._names)) - 1
        if begun:
            line = f" {' '.join(words)} "
            for number, (theme, phrase) in enumerate(self._phrases):
                if begun >> number & 1 and phrase in line:
                    bits |= 1 << theme
        return bits


class _Table(dict[str, int]):
    """The themes that a folded word tells; above their bits, those of the phrases that begin with it."""

    def __init__(self, single: Sequence[tuple[int, Term]], phrases: Sequence[tuple[int, Term]], themes: int) -> None:
        super().__init__()
        self._whole: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        for theme, term in single:
            words = self._starts if term.open else self._whole
            words[term.words[0]] = words.get(term.words[0], 0) | 1 << theme
        for number, (_, term) in enumerate(phrases):
            self._whole[term.words[0]] = self._whole.get(term.words[0], 0) | 1 << (themes + number)
        self._lengths = sorted({len(start) for start in self._starts})

    def __missing__(self, word: str) -> int:
        bits = self._whole.get(word, 0)
        for length in self._lengths:
            bits |= self._starts.get(word[:length], 0)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = bits
        return bits


def starter_themes() -> dict[str, list[str]]:
    """Return the words of the themes that are shipped, in all their languages."""
    text = files("cxcli.mapping").joinpath("starter_themes.yaml").read_text(encoding="utf-8")
    shipped: dict[str, Any] = dict(load(text, name="starter_themes.yaml").data)
    return {theme: [word for words in said.values() for word in words] for theme, said in shipped.items()}


def _spelled(term: Term) -> str:
    """Return a phrase as it stands in a line of words with single spaces, one before the first and after the last."""
    return f" {' '.join(term.words)}{'' if term.open else ' '}"
