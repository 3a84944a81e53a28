"""Yes or no: the closed list of words that are one, and nothing else."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE, Readings
from cxcli.mapping.texts import MISSING_WORDS, fold

FLAGS: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "t", "1", "1.0"), True)
    | dict.fromkeys(("no", "n", "false", "f", "0", "0.0"), False)
)
"""The folded words of a yes-or-no field. A blank is not a no."""


def read_flags(texts: Sequence[str]) -> Readings[list[bool | None]]:
    """Whether each text says yes; what says neither yes nor no is blank, missing or unreadable."""
    words = [fold(text) for text in texts]
    fates = np.array([_fate(word) for word in words], dtype=np.int8)
    return Readings([FLAGS.get(word) for word in words], fates)


def _fate(word: str) -> int:
    if word in FLAGS:
        return READ
    if word in MISSING_WORDS:
        return MISSING
    return UNREADABLE if word else BLANK
