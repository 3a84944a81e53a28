"""A model of sentiment that is trained on rated comments, and what was found out about it."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from cxcli.findings.rated_comments import RatedComments
from cxcli.scoring.proportion import wilson
from cxcli.sentiment.encoder import Progress, encoded, encoder_version
from cxcli.sentiment.model import CLASSES, Learned, ModelFile
from cxcli.sentiment.training import (
    FEWEST,
    FOLDS,
    SEED,
    Fit,
    enough,
    fit,
    macro_f1,
    macro_f1_limits,
)


class TrainedSentiment(Struct, frozen=True, kw_only=True):
    """A model, as its file has it, and the comments that it was made of.

    `few` are the languages of too few of them, each with their number; texts in those are not judged. The nets are the
    shares of positive comments minus those of negative ones, by the scores and by the model, in points.
    """

    file: ModelFile
    rated: RatedComments
    used: int
    few: Mapping[str, int]
    net_by_scores: float
    net_by_model: float
    confidence: float

    @property
    def better(self) -> bool:
        """Whether it is surely better than always naming the largest class."""
        return self.file.learned.accuracy_limits[0] > self.file.learned.majority


def trained(rated: RatedComments, confidence: float, progress: Progress | None = None) -> TrainedSentiment:
    """Return a model that is trained on rated comments.

    Raises:
        DataError: there are too few of them.
        UsageError: the extra is not installed.
    """
    encoder = encoder_version()
    examples = enough(rated.examples)
    texts = sorted({each.text for each in examples})
    place = {text: number for number, text in enumerate(texts)}
    vectors = encoded(texts, progress)
    found = fit(examples, vectors[[place[each.text] for each in examples]])
    languages = Counter(language for _, language in {(each.text, each.language) for each in examples})
    there = {name: languages[name] for name in sorted(languages)}
    values = np.array([CLASSES[name] for name in found.classes])
    n = len(examples)
    return TrainedSentiment(
        file=ModelFile(
            kind="cx sentiment model",
            version=1,
            encoder=encoder,
            scores=rated.metric.id,
            classes=found.classes,
            languages={name: count for name, count in there.items() if count >= FEWEST},
            intercepts=tuple(found.intercepts.tolist()),
            coefficients=tuple(tuple(row) for row in found.coefficients.tolist()),
            learned=_learned(found, confidence),
        ),
        rated=rated,
        used=n,
        few={name: count for name, count in there.items() if count < FEWEST},
        net_by_scores=float(100 * (found.confusion.sum(axis=1) @ values) / n),
        net_by_model=float(100 * (found.confusion.sum(axis=0) @ values) / n),
        confidence=confidence,
    )


def _learned(found: Fit, confidence: float) -> Learned:
    n, right = int(found.confusion.sum()), int(np.trace(found.confusion))
    by_class = found.confusion.sum(axis=1).tolist()
    limits = wilson(right / n, n, confidence)
    return Learned(
        texts=dict(zip(found.classes, by_class, strict=True)),
        accuracy=right / n,
        accuracy_limits=(limits.low, limits.high),
        macro_f1=macro_f1(found.confusion),
        macro_f1_limits=macro_f1_limits(found.confusion, confidence),
        majority=max(by_class) / n,
        confusion=tuple(tuple(row) for row in found.confusion.tolist()),
        folds=FOLDS,
        seed=SEED,
    )
