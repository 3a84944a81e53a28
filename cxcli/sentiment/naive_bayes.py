"""The likeliest language of many texts at once: naive Bayes over byte n-grams (Lui and Baldwin 2012, langid.py).

Model and arithmetic are those of py3langid, and so are the languages and how likely they are.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Array = npt.NDArray[Any]

_AT_ONCE = 1 << 16
"""Bytes that are worked on together: more of them take memory and are no faster."""


class NaiveBayes(Struct, frozen=True, kw_only=True):
    """A model of languages: an automaton that finds n-grams, and their logarithmic weights, a column a language.

    `moves[rows[state] + byte]` is the state after a byte, `features[state]` the n-gram that it completes, or -1.
    A language may have several columns, for its scripts.
    """

    moves: Array
    rows: Array
    features: Array
    weights: Array
    priors: Array
    languages: tuple[str, ...]

    @classmethod
    def of(cls, languages: Collection[str]) -> Self:
        """Return the model of py3langid, for some of its languages."""
        from py3langid.langid import (  # type: ignore[import-untyped] # noqa: PLC0415 - the model takes time and memory; it has no types
            MODEL_DIR,
            MODEL_FILE,
        )
        from py3langid.modelio import load_model  # type: ignore[import-untyped] # noqa: PLC0415 - as above

        weights, priors, names, moves, rows, features = load_model(MODEL_DIR / MODEL_FILE)
        columns = [column for column, name in enumerate(names) if name in languages]
        return cls(
            moves=np.asarray(moves),
            rows=np.asarray(rows, np.intp) * 256,
            features=np.asarray(features),
            weights=weights[:, columns].astype(np.float32),
            priors=priors[columns],
            languages=tuple(names[column] for column in columns),
        )

    def likeliest(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return the likeliest language of each text, and how likely it is."""
        return [
            found for together in _parts([_as_bytes(text) for text in texts]) for found in self._likeliest(together)
        ]

    def _likeliest(self, texts: Sequence[bytes]) -> Iterator[tuple[str, float]]:
        lengths = np.array([len(text) for text in texts])
        # A softmax that is as sure of long texts as of short ones.
        scores = self._scores(texts, lengths) * (1 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32)[:, np.newaxis]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        for column, language in enumerate(self.languages):
            if (first := self.languages.index(language)) != column:
                shares[:, first] += shares[:, column]
                shares[:, column] = 0
        best = shares.argmax(axis=1)
        return zip((self.languages[each] for each in best), shares.max(axis=1).tolist(), strict=True)

    def _scores(self, texts: Sequence[bytes], lengths: Array) -> Array:
        """Return the logarithms of prior and likelihood, a row a text; zeros for a text without any n-gram."""
        of_text, features, counts = self._counts(texts, lengths)
        bounds = np.searchsorted(of_text, np.arange(len(texts) + 1)).tolist()
        logarithms, weights = np.log1p(counts), self.weights[features]
        scores = np.zeros((len(texts), len(self.priors)), np.float32)
        for text, (begin, end) in enumerate(pairwise(bounds)):
            if begin < end:
                scores[text] = logarithms[begin:end] @ weights[begin:end] + self.priors
        return scores

    def _counts(self, texts: Sequence[bytes], lengths: Array) -> tuple[Array, Array, Array]:
        """Return texts, their n-grams in the order in which they first occur, and how often they do."""
        ends = np.cumsum(lengths + 1) - 1
        features = self.features[self._states(np.frombuffer(b"\0".join([*texts, b""]), np.uint8), ends)]
        places = np.flatnonzero(features >= 0)
        pairs = np.searchsorted(ends, places) * len(self.weights) + features[places]
        _, first, counts = np.unique(pairs, return_index=True, return_counts=True)
        order = np.argsort(first)
        of_text, found = np.divmod(pairs[first[order]], len(self.weights))
        return of_text, found, counts[order].astype(np.float32)

    def _states(self, signs: Array, ends: Array) -> Array:
        """Return the state after each byte; at the end of a text it is the first one again.

        All bytes move at once, each from the state after the byte before it as found so far, until no state changes:
        then each follows from the one before it, as in a walk from byte to byte. What finds n-grams forgets all but the
        last few bytes, so that it takes few turns.
        """
        before = np.zeros(len(signs), np.intp)
        while True:
            after: Array = self.moves[self.rows[before] + signs]
            after[ends] = 0
            if np.array_equal(after[:-1], before[1:]):
                return after
            before[1:] = after[:-1]


def _as_bytes(text: str) -> bytes:
    """Return a text as the model has seen texts: composed, and not all in capitals."""
    return unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode(errors="surrogatepass")


def _parts(texts: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Return the texts in parts of so many bytes; a text is never cut."""
    parts = np.cumsum([len(text) for text in texts]) // _AT_ONCE
    for _, together in groupby(zip(parts.tolist(), texts, strict=True), itemgetter(0)):
        yield [text for _, text in together]
