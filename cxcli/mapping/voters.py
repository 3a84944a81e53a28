"""Who gave an answer, and which response it is: keys by which rows are known as of one person, account or response."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from msgspec import Struct

from cxcli.mapping.groups import group_key
from cxcli.mapping.plain_ids import PlainIds, plain_ids
from cxcli.mapping.readers import Read
from cxcli.mapping.readings import READ
from cxcli.mapping.texts import MISSING_WORDS
from cxcli.sources.lazy_texts import LazyTexts

_PARTED = "\n"
NOBODY = MISSING_WORDS | {"anonymous", "anonymised", "anonymized", "n.a."}
"""Words, in small letters, that stand for somebody whom nobody knows."""


class VoterReader(Struct, frozen=True):
    """Reads the keys of people, accounts or responses; a blank is no key, the empty text."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return the keys; where there are very many, worked out only when somebody asks for one."""
        keys = Keys(texts) if isinstance(texts, LazyTexts) else _keys(texts)
        return Read(keys, np.full(len(texts), READ, np.int8))


class Keys(Sequence[str]):
    """The keys of very many texts. Ids of which only the number of each counts are never worked out."""

    __slots__ = ("_known", "_texts")

    def __init__(self, texts: LazyTexts) -> None:
        self._texts = texts
        self._known: PlainIds | list[str] | None = None

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self.known()[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known())

    def known(self) -> PlainIds | list[str]:
        """Return the keys themselves, which need their texts no more."""
        if self._known is None:
            self._known = plain_ids(self._texts, NOBODY) or _keys(self._texts)
        return self._known


def _keys(texts: Sequence[str]) -> list[str]:
    """Return the key of each text; where all are plain ids they are their own keys, but for words that mean nobody."""
    listed = list(texts)
    whole = _PARTED.join(listed)
    if not whole.isascii() or "@" in whole or not whole.replace(_PARTED, "").isprintable() or " " in whole:
        return [voter_key(text) for text in listed]
    small = whole.lower().split(_PARTED)
    if len(small) != len(listed):
        return [voter_key(text) for text in listed]
    return [text if word not in NOBODY else "" for text, word in zip(listed, small, strict=True)]


def voter_key(text: str) -> str:
    """Return the key that a text stands for: as for groups, and an e-mail address in small letters.

    Addresses are the same whatever their capitals; other keys (a CRM's ids) may differ in nothing else. A word that
    means "missing" or "anonymous" is no key: everybody who is called so would be one person.
    """
    plain = text if text.isascii() and text.isprintable() and " " not in text else group_key(text)
    small = plain.lower()
    return "" if small in NOBODY else small if "@" in plain else plain
