"""Themes that nobody has named, found in the comments themselves; needs the extra `text`.

A comment is a row of weights of its words: how often it has them, times how few comments do. The rows are put together
from a few patterns of words, none of them negative; each pattern is a theme.

Source: Lee and Seung, Nature 401 (1999) 788-791 (non-negative matrix factorisation); Spärck Jones, Journal of
Documentation 28 (1972) 11-21 (the weights).
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from cxcli.config.theme_terms import folded
from cxcli.errors import Problem, UsageError
from cxcli.mapping.theme_words import Bits

LANGUAGES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch", "romanian", "polish")
"""The languages whose stop words are known here."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMED_BY = 3
_FEWEST_TEXTS = 10
"""For each theme so many distinct comments at least."""
_MOST_WORDS = 5_000
_OF_LANGUAGE = 0.02
"""A language counts that so many comments are in."""


class DiscoveredThemes:
    """Themes found in comments: each comment has the one whose words it has most of, or none."""

    def __init__(self, themes: dict[str, int], words: Sequence[Sequence[str]], languages: Sequence[str]) -> None:
        """Take the theme of each comment and the words of each theme, the most telling first."""
        self._themes, self._words, self._languages = themes, words, languages

    @property
    def names(self) -> Sequence[str]:
        """The themes, by their most telling words."""
        return [", ".join(words[:_NAMED_BY]) or "(no words)" for words in self._words]

    @property
    def notes(self) -> Sequence[str]:
        """How the themes were found, and what their names are."""
        spoken = ", ".join(self._languages) or "none known"
        note = f"themes found by non-negative matrix factorisation of {len(self._themes):,} distinct comments"
        return (f"{note}, named by their most telling words; stop words left out: {spoken}",)

    def bits(self, texts: Sequence[str]) -> Bits:
        """Return a number for each text, of which bit i is set where the text is about theme i."""
        return np.fromiter(
            (1 << theme if (theme := self._themes.get(each, -1)) >= 0 else 0 for each in texts), np.int64
        )

    def told_by(self, text: str, theme: int) -> int:
        """Return how many of the telling words of a theme a text has."""
        return len(set(_WORD.findall(folded(text))) & set(self._words[theme]))


def discovered(texts: Collection[str], themes: int) -> DiscoveredThemes:
    """Return `themes` themes of some comments; the same whatever the order of the comments.

    Raises:
        UsageError: the extra is not installed, or there are too few comments for so many themes.
    """
    try:
        from sklearn.decomposition import NMF  # type: ignore[import-untyped] # noqa: PLC0415 - an untyped extra, slow
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped] # noqa: PLC0415 - as above
        from stop_words import get_stop_words  # type: ignore[import-untyped] # noqa: PLC0415 - as above
    except ImportError as error:
        message = "themes are found with scikit-learn and stop-words, which are not installed"
        raise UsageError(Problem(code="extra", message=message, help="pip install 'cx-score[text]'")) from error
    distinct = sorted(set(texts))
    if len(distinct) < _FEWEST_TEXTS * themes:
        message = f"{len(distinct):,} distinct comments are too few to find {themes} themes"
        help_text = f"{_FEWEST_TEXTS} for each theme are needed; ask for fewer, or name words in cx.yaml: themes:"
        raise UsageError(Problem(code="discover", message=message, help=help_text))
    words = [_WORD.findall(folded(text)) for text in distinct]
    stops = {language: frozenset(map(folded, get_stop_words(language))) for language in LANGUAGES}
    languages = _spoken(words, stops)
    left_out = frozenset[str]().union(*(stops[language] for language in languages))
    kept = [[word for word in each if word not in left_out] for each in words]
    few = 2 if len(distinct) > _FEWEST_TEXTS * themes else 1
    vectoriser = TfidfVectorizer(analyzer=lambda each: each, min_df=few, max_features=_MOST_WORDS, sublinear_tf=True)
    try:
        weights = vectoriser.fit_transform(kept)
    except ValueError as error:
        message = "the comments have no words in common, so there are no themes to find"
        raise UsageError(Problem(code="discover", message=message, help="name words in cx.yaml: themes:")) from error
    if min(weights.shape) < themes:
        message = f"the comments have only {weights.shape[1]:,} words in common, too few to find {themes} themes"
        raise UsageError(Problem(code="discover", message=message, help="ask for fewer themes"))
    model = NMF(n_components=themes, init="nndsvda", random_state=0, max_iter=1_000)
    parts = model.fit_transform(weights)
    telling = _telling(model.components_, vectoriser.get_feature_names_out())
    strongest = np.where(parts.max(axis=1) > 0, parts.argmax(axis=1), -1).tolist()
    return DiscoveredThemes(dict(zip(distinct, strongest, strict=True)), telling, languages)


def _spoken(words: Sequence[Sequence[str]], stops: dict[str, frozenset[str]]) -> list[str]:
    """Return the languages of the comments: of each the one that most of its words are stop words of."""
    found: Counter[str] = Counter()
    for each in words:
        hits = {language: sum(word in known for word in each) for language, known in stops.items()}
        best = max(hits, key=lambda language: hits[language])
        found.update([best] if hits[best] else [])
    return [language for language in stops if found[language] > _OF_LANGUAGE * len(words)]


def _telling(components: Any, names: Any) -> list[list[str]]:  # noqa: ANN401 - arrays of a library without types
    """Return the ten words of each theme with the greatest weight; of two alike the first of the alphabet."""
    return [
        [
            str(names[place])
            for place in sorted(range(len(names)), key=lambda at: (-row[at], names[at]))[:10]
            if row[place] > 0
        ]
        for row in components.tolist()
    ]
