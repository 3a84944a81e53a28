"""Weights and counts of rows: how much an answer counts, and how many answers a row stands for."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from msgspec import Struct

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.numbers import NumberFormat
from cxcli.mapping.readers import Read, Surprise
from cxcli.mapping.readings import READ, UNREADABLE
from cxcli.mapping.records import Field, IntArray
from cxcli.mapping.wants import Amount
from cxcli.rows import FATE_CODE, Disposition

_NOTHING = FATE_CODE[Disposition.NOT_APPLICABLE]
_MOST_ANSWERS = 1_000_000_000
"""The most answers that a row can stand for; a larger number is no count."""


class AmountReader(Struct, frozen=True):
    """Reads the weights or the counts of a column, exact numbers; a row of weight or count 0 does not apply."""

    format: NumberFormat
    amount: Amount

    def read(self, texts: Sequence[str]) -> Read:
        """Return the amounts; one below 0 is kept, for `refuse_negative` to find."""
        found = self.format.read(texts)
        if found.surprising:
            raise Surprise
        fates = found.fates.copy()
        for place, value in enumerate(found.values):
            fates[place] = int(fates[place]) if value is None else self._fate(value)
        values = [Fraction(value) if isinstance(value, Decimal) else value for value in found.values]
        return Read(values, fates, tuple(self._named(notice) for notice in found.notices))

    def _fate(self, value: int | Decimal) -> int:
        if value == 0:
            return _NOTHING
        whole = isinstance(value, int) and value <= _MOST_ANSWERS
        return READ if self.amount == "weight" or whole else UNREADABLE

    def _named(self, notice: Notice) -> Notice:
        return Notice(code=notice.code, message=f"{self.amount}: {notice.message}")


def refuse_negative(amount: str, found: Field, lines: IntArray, file: str) -> None:
    """Refuse rows that count less than nothing.

    Raises:
        DataError: there is one, with its line.
    """
    below = [isinstance(value, int | Fraction) and value.numerator < 0 for value in found.values]
    if any(below):
        row = int(np.flatnonzero(np.array(below)[found.codes])[0])
        raise DataError(
            Problem(
                code="negative-amount",
                message=f"the {amount} of this row is below 0",
                file=file,
                line=int(lines[row]),
                help=f"correct the row, or name another column: --{amount} COLUMN",
            )
        )
