"""Many texts numbered in their order, with repetitions."""

from collections.abc import Sequence

import numpy as np

from cxcli.mapping.plain_ids import IdWords, PlainIds, id_words
from cxcli.mapping.records import IntArray


def numbered_texts(parts: Sequence[Sequence[str]]) -> tuple[Sequence[str], IntArray]:
    """Return the distinct texts of all parts in order, and for each text the number of its own among them.

    Short ASCII texts, as ids are, are compared eight bytes at a time: the order of bytes is that of the texts.
    """
    words = _all_words(parts)
    if words is None:
        texts = [text for part in parts for text in part]
        distinct = sorted(set(texts))
        number = {text: place for place, text in enumerate(distinct)}
        return distinct, np.fromiter(map(number.__getitem__, texts), np.int64, count=len(texts))
    order = np.argsort(words[:, 0]) if words.shape[1] == 1 else np.lexsort(words[:, ::-1].T)
    ordered = words[order]
    first = np.ones(len(words), np.bool_)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    numbers = np.empty(len(words), np.int64)
    numbers[order] = np.cumsum(first) - 1
    return PlainIds(ordered[first]), numbers


def _all_words(parts: Sequence[Sequence[str]]) -> IdWords | None:
    """Return the words of all texts, a row each; None where one is long, or not plain."""
    found = [id_words(part) for part in parts]
    known = [words for words in found if words is not None]
    if len(known) < len(found):
        return None
    widest = max((words.shape[1] for words in known), default=1)
    table = np.zeros((sum(map(len, known)), widest), np.uint64)
    end = 0
    for words in known:
        table[end : end + len(words), : words.shape[1]] = words
        end += len(words)
    return table
