"""The ways to judge comments: a lexicon for English, or a model that was trained on comments with scores."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from cxcli.sentiment.comment_reader import EMOJI
from cxcli.sentiment.encoder import Progress, encoded
from cxcli.sentiment.language import ENGLISH, UNCLEAR
from cxcli.sentiment.lexicon import compound
from cxcli.sentiment.model import Model
from cxcli.sentiment.thresholds import class_of


class Lexicon(Struct, frozen=True):
    """Judges English texts, and those of nothing but emojis, by VADER."""

    def covers(self, language: str) -> bool:
        """Whether it is English, or no words at all."""
        return language in (ENGLISH, EMOJI)

    def classes(self, texts: Sequence[str]) -> Sequence[int]:
        """Return the classes by the thresholds of VADER."""
        return [class_of(compound(text)) for text in texts]


class Trained(Struct, frozen=True):
    """Judges texts in the languages that its model has learned, and in those of the user's word; `UNCLEAR` ones too."""

    model: Model
    languages: tuple[str, ...] = ()
    progress: Progress | None = None

    def covers(self, language: str) -> bool:
        """Whether the model has seen enough texts in the language, or the user says that it is for it."""
        return language in self.model.languages or language in self.languages or language in (UNCLEAR, EMOJI)

    def classes(self, texts: Sequence[str]) -> Sequence[int]:
        """Return the likeliest classes.

        The last bits of a vector hang on the texts that were encoded with it: a text that is all but as likely to be in
        another class is encoded alone, so that no cut of the rows can change its class.
        """
        scores = self.model.scores(encoded(texts, self.progress))
        ranked = np.sort(scores, axis=1)
        for place in np.flatnonzero(ranked[:, -1] - ranked[:, -2] < _AS_LIKELY).tolist():
            scores[place] = self.model.scores(encoded([texts[place]]))[0]
        return [int(value) for value in self.model.classes(scores)]


_AS_LIKELY = 1e-3
