"""The keys of a breakdown: texts as they are, but for the spaces around them and their Unicode form."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.mapping.readings import Readings


class GroupFormat:
    """Reads group keys. Keys that differ only in outer spaces or Unicode form are one; in case, they stay two."""

    def __init__(self, column: str) -> None:
        """Read the keys of the column of this name."""
        self._column = column

    def read(self, texts: Sequence[str]) -> Readings[list[str]]:
        """Return the keys; none is unreadable."""
        keys = [" ".join(unicodedata.normalize("NFC", text).split()) for text in texts]
        return Readings(keys, np.zeros(len(keys), np.int8), self._notices(texts, keys))

    def _notices(self, texts: Sequence[str], keys: Sequence[str]) -> tuple[Notice, ...]:
        spellings: defaultdict[str, set[str]] = defaultdict(set)
        cases: defaultdict[str, set[str]] = defaultdict(set)
        for text, key in zip(texts, keys, strict=True):
            spellings[key].add(text)
            cases[key.casefold()].add(key)
        notices = []
        if any(len(found) > 1 for found in spellings.values()):
            notices.append(
                Notice(
                    code="group-spaces",
                    message=f"{self._column}: keys that differ only in spaces or Unicode form are one group",
                )
            )
        if any(len(found) > 1 for found in cases.values()):
            notices.append(
                Notice(
                    code="group-case",
                    message=f"{self._column}: some groups differ only in upper and lower case; they stay apart",
                )
            )
        return tuple(notices)
