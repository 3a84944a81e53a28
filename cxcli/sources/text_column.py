"""Texts of one column, each distinct text kept once."""

from collections.abc import Sequence

import numpy as np

from cxcli.sources.chunk import TextColumn


def encode(texts: Sequence[str]) -> TextColumn:
    """Return the column that holds `texts` in their order; distinct texts are numbered by first appearance."""
    numbers: dict[str, int] = {}
    codes = np.fromiter((numbers.setdefault(text, len(numbers)) for text in texts), np.int64, len(texts))
    return TextColumn(codes, list(numbers))
