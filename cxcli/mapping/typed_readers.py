"""How the fields of tickets, calls, customers and orders are read: flags, states, dates, durations, numbers, texts."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.dates import DateFormat
from cxcli.mapping.durations import DurationFormat
from cxcli.mapping.far_dates import judged_far
from cxcli.mapping.flags import FLAGS
from cxcli.mapping.groups import group_key
from cxcli.mapping.numbers import NumberFormat
from cxcli.mapping.readers import Read, Surprise
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE
from cxcli.mapping.texts import MISSING_WORDS, MissingCodes, clean, fold, plain_number

YES, NO = "yes", "no"

FLAG_WORDS: Mapping[str, str] = {
    **{word: YES if said else NO for word, said in FLAGS.items()},
    **dict.fromkeys(("ja", "oui", "si", "s\u00ed", "sim", "x", "\u2713"), YES),
    **dict.fromkeys(("nein", "non", "n\u00e3o", "nao"), NO),
}
"""What the folded words of a flag mean, in whatever column."""


class WordReader(Struct, frozen=True):
    """Reads words of a closed list as their canonical ones; `missing` are words and codes that mean none."""

    words: Mapping[str, str]
    missing: MissingCodes

    def read(self, texts: Sequence[str]) -> Read:
        """Return the canonical words; another word is unreadable."""
        found = [self._word(fold(text)) for text in texts]
        return Read([word for word, _ in found], np.array([fate for _, fate in found], np.int8))

    def _word(self, word: str) -> tuple[str | None, int]:
        if not word:
            return None, BLANK
        if self.missing.hold(word, plain_number(word)):
            return None, MISSING
        if word in self.words:
            return self.words[word], READ
        return None, MISSING if word in MISSING_WORDS else UNREADABLE


class MomentReader(Struct, frozen=True):
    """Reads dates in the one format decided on; a date that is declared to mean none, or cannot be, is none.

    Where they are `monthly`, a month is its first day.
    """

    format: DateFormat
    missing: MissingCodes
    monthly: bool = False

    def read(self, texts: Sequence[str]) -> Read:
        """Return the times, `datetime64[us]`."""
        there = without(texts, declared_missing(texts, self.missing))
        found = self.format.read(first_days(there) if self.monthly else there)
        if found.surprising:
            raise Surprise
        fates = judged_far(found.values, found.fates)
        values = np.where(fates == READ, found.values, np.datetime64("NaT"))
        return Read(cast("Sequence[object]", values), fates, found.notices)


class QuantityReader(Struct, frozen=True):
    """Reads durations, in whole microseconds, or numbers, exact; `missing` are codes that mean none."""

    format: DurationFormat | NumberFormat
    missing: MissingCodes

    def read(self, texts: Sequence[str]) -> Read:
        """Return the quantities: whole ones as int, others as Decimal."""
        gone = declared_missing(texts, self.missing)
        found = self.format.read(without(texts, gone))
        if found.surprising:
            raise Surprise
        return Read(found.values, np.where(gone, MISSING, found.fates).astype(np.int8), found.notices)


class TextReader(Struct, frozen=True):
    """Reads texts as they are, but for spaces and their Unicode form; one that is empty is blank."""

    missing: MissingCodes

    def read(self, texts: Sequence[str]) -> Read:
        """Return the texts."""
        keys = [group_key(text) for text in texts]
        fates = [BLANK if not key else MISSING if self.missing.hold(fold(key)) else READ for key in keys]
        values = [key if fate == READ else None for key, fate in zip(keys, fates, strict=True)]
        return Read(values, np.array(fates, np.int8))


def first_days(texts: Sequence[str]) -> Sequence[str]:
    """Return dates with each month (`2025-06`) as its first day, and all other texts as they are."""
    return [f"{text.strip()}-01" if _MONTH.fullmatch(text) else text for text in texts]


_MONTH = re.compile(r"\s*[0-9]{4}-(?:0[1-9]|1[0-2])\s*")


def declared_missing(texts: Sequence[str], missing: MissingCodes) -> npt.NDArray[np.bool_]:
    """Return which texts are declared to mean none; those say nothing of how others are written."""
    if not missing.words and not missing.numbers:
        return np.zeros(len(texts), np.bool_)
    return np.array([missing.hold(fold(text), plain_number(clean(text))) for text in texts], np.bool_)


def without(texts: Sequence[str], gone: npt.NDArray[np.bool_]) -> Sequence[str]:
    """Return the texts with those that are `gone` left blank; where there are none of those, the very same texts."""
    return ["" if lacks else text for text, lacks in zip(texts, gone.tolist(), strict=True)] if gone.any() else texts
