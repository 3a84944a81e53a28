"""Many texts numbered in their order, with repetitions."""

from collections.abc import Sequence

import numpy as np

from cxcli.mapping.records import IntArray

_WORD = 8
_LONGEST = 64


def numbered_texts(texts: Sequence[str]) -> tuple[list[str], IntArray]:
    """Return the distinct texts in order, and for each text the number of its own among them.

    Short ASCII texts, as ids are, are compared eight bytes at a time: the order of bytes is that of the texts.
    """
    words = _words(texts)
    if words is None:
        distinct = sorted(set(texts))
        number = {text: place for place, text in enumerate(distinct)}
        return distinct, np.fromiter(map(number.__getitem__, texts), np.int64, count=len(texts))
    order = np.lexsort(words[:, ::-1].T)
    ordered = words[order]
    first = np.ones(len(texts), np.bool_)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    numbers = np.empty(len(texts), np.int64)
    numbers[order] = np.cumsum(first) - 1
    return [texts[place] for place in order[first].tolist()], numbers


def _words(texts: Sequence[str]) -> "np.typing.NDArray[np.uint64] | None":
    """Return the bytes of each text as whole numbers, a row each; None where they are long, or not plain."""
    longest = max(map(len, texts), default=0)
    whole = "".join(texts) if 0 < longest <= _LONGEST else ""
    # A null byte at the end of a text would be lost.
    if not whole or not whole.isascii() or "\0" in whole:
        return None
    width = -(-longest // _WORD)
    raw = np.array(texts, f"S{width * _WORD}")
    return raw.view(">u8").reshape(len(texts), width).astype(np.uint64)
