"""The forms of the durations in a column, and what each text says of itself."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.duration_clocks import read_clock
from cxcli.mapping.duration_forms import LONGEST, Form, Found, Part
from cxcli.mapping.duration_grids import read_grids
from cxcli.mapping.duration_words import read_iso, read_words
from cxcli.mapping.number_evidence import spelling
from cxcli.mapping.records import IntArray
from cxcli.mapping.texts import MAX_DIGITS, MISSING_WORDS, ascii_digits, clean, fold


class Written(Struct, frozen=True):
    """Some texts as forms of durations (int8 codes of `Form`), with what does not depend on the rest of the column.

    `amounts` (int64) are whole numbers themselves, else microseconds, of two parts taken as minutes and seconds; those
    beyond `LONGEST` are one more than that, of their sign. `decimals` are the numbers with a decimal point, by place,
    `spelled` the parts of the texts whose numbers depend on the decimal sign. `foreign` says that digits of another
    script were read.
    """

    codes: npt.NDArray[np.int8]
    amounts: IntArray
    decimals: Mapping[int, str]
    spelled: Mapping[int, Sequence[Part]]
    foreign: bool

    @property
    def forms(self) -> frozenset[Form]:
        """The forms that occur; blanks and words for "no answer" are none."""
        return frozenset(map(Form, set(self.codes.tolist()))) - {Form.BLANK, Form.MISSING}

    @property
    def numbers(self) -> list[str]:
        """The numbers that depend on the decimal sign, each once."""
        return list(dict.fromkeys(text for parts in self.spelled.values() for text, _ in parts))


def read_written(texts: Sequence[str]) -> Written:
    """The form and the amount of each text."""
    codes = np.full(len(texts), Form.GARBAGE, dtype=np.int8)
    amounts = np.zeros(len(texts), dtype=np.int64)
    read_grids(texts, codes, amounts)
    rows = np.flatnonzero(codes == Form.GARBAGE)
    found = [_found(texts[row]) for row in rows.tolist()]
    codes[rows] = [each.form for each in found]
    amounts[rows] = [max(-LONGEST - 1, min(each.amount, LONGEST + 1)) for each in found]
    decimals = {row: texts[row] for row in np.flatnonzero(codes == Form.DECIMAL).tolist()}
    spelled = {row: each.parts for row, each in zip(rows.tolist(), found, strict=True) if each.parts}
    foreign = any(ascii_digits(texts[row]) != texts[row] for row in rows[codes[rows] > Form.MISSING].tolist())
    return Written(codes, amounts, decimals, spelled, foreign)


def _found(text: str) -> Found:
    """What a text is that has none of the common forms."""
    plain = " ".join(ascii_digits(clean(text)).split()).removeprefix("'")
    if len(plain) <= 2 * MAX_DIGITS and sum(map(str.isdigit, plain)) <= MAX_DIGITS:
        found = read_clock(plain) if ":" in plain else _number(text) or read_words(plain) or read_iso(plain)
        if found:
            return found
    word = fold(text)
    return Found(Form.BLANK if not word else Form.MISSING if word in MISSING_WORDS else Form.GARBAGE)


def _number(text: str) -> Found | None:
    """A plain number; a percentage is no duration."""
    found = spelling(text)
    return None if found is None or found.percent else Found(Form.NUMBER, parts=[(text, None)])
