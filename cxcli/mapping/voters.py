"""Who gave an answer, and which response it is: keys by which rows are known as of one person, account or response."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxcli.mapping.groups import group_key
from cxcli.mapping.readers import Read
from cxcli.mapping.readings import READ
from cxcli.mapping.texts import MISSING_WORDS

_NOBODY = MISSING_WORDS | {"anonymous", "anonymised", "anonymized", "n.a."}
"""Words, in small letters, that stand for somebody whom nobody knows."""


@dataclass(frozen=True, slots=True)
class VoterReader:
    """Reads the keys of people, accounts or responses; a blank is no key, the empty text."""

    def read(self, texts: Sequence[str]) -> Read:
        """Return the keys."""
        return Read([voter_key(text) for text in texts], np.full(len(texts), READ, np.int8))


def voter_key(text: str) -> str:
    """Return the key that a text stands for: as for groups, and an e-mail address in small letters.

    Addresses are the same whatever their capitals; other keys (a CRM's ids) may differ in nothing else. A word that
    means "missing" or "anonymous" is no key: everybody who is called so would be one person.
    """
    plain = text if text.isascii() and text.isprintable() and " " not in text else group_key(text)
    small = plain.lower()
    return "" if small in _NOBODY else small if "@" in plain else plain
