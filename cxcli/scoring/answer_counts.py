"""Answers counted in cells: rows of some cell, answer, weight and number of answers become counts by value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from cxcli.mapping.records import Field, IntArray, Records
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.exact_sum import Exact, exact

WEIGHT = "weight"
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of some rows on distinct values: a code a row, and the answer that each code stands for."""

    codes: IntArray
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much each row counts: codes of its weight and the `weights` they stand for, and how many `answers` it is.

    None where rows are not weighted, or each is one answer.
    """

    codes: IntArray | None
    weights: Sequence[Exact]
    answers: IntArray | None

    def of(self, rows: IntArray) -> "Amounts":
        """Return the amounts of some rows."""
        codes = None if self.codes is None else self.codes[rows]
        return Amounts(codes, self.weights, None if self.answers is None else self.answers[rows])


def amounts(records: Records) -> Amounts:
    """Return how much each row counts; an amount that cannot be used, of a row that is not scored, stands as 0."""
    weight, count = records.fields.get(WEIGHT), records.fields.get(COUNT)
    weights = [] if weight is None else [_exact(value) for value in weight.values]
    answers = None
    if count is not None:
        usable = [value if isinstance(value, int) and fate == 0 else 0 for value, fate in _pairs(count)]
        answers = np.array(usable, np.int64)[count.codes]
    return Amounts(None if weight is None else weight.codes, weights, answers)


def counted(cells: IntArray, answers: Answers, amounts: Amounts) -> Mapping[int, CountsByValue]:
    """Return the statistic of each cell that has rows; all arrays have one entry a row."""
    if not len(cells):
        return {}
    size = len(answers.values)
    if amounts.codes is None:
        return _unweighted(cells * size + answers.codes, answers.values, amounts.answers, np.bincount(cells))
    return _weighted(cells, answers, amounts, amounts.codes)


def _unweighted(
    entries: IntArray, values: Sequence[int], answers: IntArray | None, rows: IntArray
) -> dict[int, CountsByValue]:
    """Count entries, each a cell times the number of values plus the code of a value."""
    table = _sums(entries, answers, len(rows) * len(values)).reshape(len(rows), len(values)).tolist()
    return {
        cell: CountsByValue.of(dict(zip(values, table[cell], strict=True)), rows=in_cell)
        for cell, in_cell in enumerate(rows.tolist())
        if in_cell
    }


def _weighted(cells: IntArray, answers: Answers, amounts: Amounts, weights: IntArray) -> dict[int, CountsByValue]:
    entries = (cells * len(answers.values) + answers.codes) * len(amounts.weights) + weights
    occurring, numbers = np.unique(entries, return_inverse=True)
    counts = _sums(numbers, amounts.answers, len(occurring)).tolist()
    by_cell: defaultdict[int, dict[tuple[int, Exact], int]] = defaultdict(dict)
    for entry, count in zip(occurring.tolist(), counts, strict=True):
        pair, weight = divmod(entry, len(amounts.weights))
        cell, value = divmod(pair, len(answers.values))
        found = by_cell[cell]
        key = answers.values[value], amounts.weights[weight]
        found[key] = found.get(key, 0) + count
    rows = np.bincount(cells).tolist()
    return {cell: CountsByValue.weighted(found, rows=rows[cell]) for cell, found in by_cell.items()}


def _sums(entries: IntArray, answers: IntArray | None, size: int) -> IntArray:
    """Return how many answers each entry has."""
    if answers is None:
        return np.bincount(entries, minlength=size)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, entries, answers)
    return sums


def _exact(value: object) -> Exact:
    return exact(value) if isinstance(value, int | Decimal | Fraction) else 0


def _pairs(field: Field) -> Iterable[tuple[object, int]]:
    return zip(field.values, field.fates.tolist(), strict=True)
