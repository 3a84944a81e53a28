"""Who gave an answer, and which response it is: keys by which rows are known as of one person, account or response."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxcli.mapping.groups import group_key
from cxcli.mapping.readers import Read
from cxcli.mapping.readings import READ
from cxcli.mapping.texts import MISSING_WORDS

_PARTED = "\n"
_NOBODY = MISSING_WORDS | {"anonymous", "anonymised", "anonymized", "n.a."}
"""Words, in small letters, that stand for somebody whom nobody knows."""


@dataclass(frozen=True, slots=True)
class VoterReader:
    """Reads the keys of people, accounts or responses; a blank is no key, the empty text."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return the keys."""
        return Read(_keys(texts), np.full(len(texts), READ, np.int8))


def _keys(texts: Sequence[str]) -> list[str]:
    """Return the key of each text; where all are plain ids they are their own keys, but for words that mean nobody."""
    listed = list(texts)
    whole = _PARTED.join(listed)
    if not whole.isascii() or "@" in whole or not whole.replace(_PARTED, "").isprintable() or " " in whole:
        return [voter_key(text) for text in listed]
    small = whole.lower().split(_PARTED)
    if len(small) != len(listed):
        return [voter_key(text) for text in listed]
    return [text if word not in _NOBODY else "" for text, word in zip(listed, small, strict=True)]


def voter_key(text: str) -> str:
    """Return the key that a text stands for: as for groups, and an e-mail address in small letters.

    Addresses are the same whatever their capitals; other keys (a CRM's ids) may differ in nothing else. A word that
    means "missing" or "anonymous" is no key: everybody who is called so would be one person.
    """
    plain = text if text.isascii() and text.isprintable() and " " not in text else group_key(text)
    small = plain.lower()
    return "" if small in _NOBODY else small if "@" in plain else plain
