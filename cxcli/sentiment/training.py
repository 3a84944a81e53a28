"""Training: a logistic regression on the vectors of comments whose scores are known, and how well it does.

What it does is told on texts that it has not seen, by cross-validation. A text that occurs several times is in one fold
only, so that no fold knows it from another. Neither the order of the rows nor the cut matters; folds are seeded.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.sentiment.encoder import Vectors
from cxcli.sentiment.model import CLASSES, ClassName

FEWEST = 30
"""Texts that a class needs: with fewer, nobody can tell from the five folds whether it was learned."""

FOLDS = 5
SEED = 1
_RESAMPLES = 2_000
_MOST_STEPS = 1_000

IntArray = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.float64]


class Example(Struct, frozen=True, order=True):
    """A plain text, the class that its writer's score puts it in (1, 0 or -1), and its language."""

    text: str
    value: int
    language: str


class Fit(Struct, frozen=True):
    """What was learned: classes in their order, coefficients a row each, and the confusion on unseen texts.

    A row of the confusion is a class by the scores, a column one by the model.
    """

    classes: tuple[ClassName, ...]
    coefficients: Matrix
    intercepts: Matrix
    confusion: IntArray


def enough(examples: Sequence[Example]) -> list[Example]:
    """Return the examples in a fixed order, of the classes that have enough different texts.

    Neutral comments are few in many files: without enough of them the model knows only the other two.

    Raises:
        DataError: there are too few positive or negative texts.
    """
    counts = texts_by_class(examples)
    needed: tuple[ClassName, ...] = ("negative", "positive")
    lacking = [name for name in needed if counts[name] < FEWEST]
    if lacking:
        there = ", ".join(f"{texts:,} {name}" for name, texts in counts.items())
        message = f"a model needs {FEWEST} different positive and negative comments each, and there are: {there}"
        raise DataError(
            Problem(
                code="too-few-comments",
                message=message,
                help="add rated comments, of earlier waves or other surveys; with fewer nobody could tell whether the "
                "model is any good",
            )
        )
    kept = {CLASSES[name] for name, texts in counts.items() if texts >= FEWEST}
    return sorted(each for each in examples if each.value in kept)


def texts_by_class(examples: Sequence[Example]) -> Mapping[ClassName, int]:
    """Return how many different texts each class has."""
    of_class = Counter(value for _, value in {(each.text, each.value) for each in examples})
    names: tuple[ClassName, ...] = ("negative", "neutral", "positive")
    return {name: of_class[CLASSES[name]] for name in names}


def fit(examples: Sequence[Example], vectors: Vectors) -> Fit:
    """Return what is learned from examples in their fixed order, given the vectors of their texts."""
    from sklearn.model_selection import (  # type: ignore[import-untyped] # noqa: PLC0415 - an extra, without types, that loads slowly
        StratifiedGroupKFold,
    )

    values = np.array([each.value for each in examples])
    texts = np.unique([each.text for each in examples], return_inverse=True)[1]
    guessed = np.zeros(len(values), np.int64)
    for seen, unseen in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(vectors, values, texts):
        guessed[unseen] = _regression(vectors[seen], values[seen]).predict(vectors[unseen])
    there = sorted(set(values.tolist()))
    names: tuple[ClassName, ...] = tuple(name for name in texts_by_class(examples) if CLASSES[name] in there)
    pairs = np.searchsorted(there, values) * len(there) + np.searchsorted(there, guessed)
    confusion = np.bincount(pairs, minlength=len(there) ** 2).reshape(len(there), -1)
    learned = _regression(vectors, values)
    if len(there) == 2:  # noqa: PLR2004 - of two classes there is one row of coefficients, that of the second
        sides = np.array([[-0.5], [0.5]])
        return Fit(names, sides @ learned.coef_, (sides @ learned.intercept_).ravel(), confusion)
    return Fit(names, learned.coef_, learned.intercept_, confusion)


def macro_f1(confusion: npt.NDArray[np.int64]) -> float:
    """Return the mean over the classes of F1, the harmonic mean of precision and recall (van Rijsbergen 1979)."""
    return float(_f1(confusion[np.newaxis])[0])


def macro_f1_limits(confusion: IntArray, confidence: float) -> tuple[float, float]:
    """Return limits for the macro F1 of a confusion: the percentile bootstrap over texts (Efron 1979), seeded."""
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(confusion.sum(), confusion.ravel() / confusion.sum(), _RESAMPLES)
    found = _f1(drawn.reshape(-1, *confusion.shape))
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _f1(confusions: IntArray) -> Matrix:
    """Return the macro F1 of each of several confusions; a class that neither occurs nor is guessed has none: 0."""
    right = np.diagonal(confusions, axis1=1, axis2=2)
    both = confusions.sum(axis=1) + confusions.sum(axis=2)
    shares: Matrix = np.where(both > 0, 2 * right / np.maximum(both, 1), 0.0)
    return np.asarray(shares.mean(axis=1))


def _regression(vectors: Vectors, values: IntArray):  # type: ignore[no-untyped-def] # noqa: ANN202 - scikit-learn has no types
    from sklearn.linear_model import (  # type: ignore[import-untyped] # noqa: PLC0415 - as above
        LogisticRegression,
    )

    return LogisticRegression(C=10.0, max_iter=_MOST_STEPS).fit(vectors, values)
