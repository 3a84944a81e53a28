"""Answers counted in cells: rows of some cell, answer, weight and number of answers become counts by value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import Field, IntArray, Records
from cxcli.scoring.counts import CountsByValue, WeightSums
from cxcli.scoring.exact_sum import Exact, ExactSum

WEIGHT = "weight"
COUNT = "count"


class Answers(Struct, frozen=True):
    """The answers of some rows on distinct values: a code a row, and the answer that each code stands for."""

    codes: IntArray
    values: Sequence[int]


class Amounts(Struct, frozen=True):
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
    """Count and weigh the answers of each cell and value; weights are added as whole numbers of their smallest part."""
    part = lcm(*(weight.denominator for weight in amounts.weights))
    wholes = np.array([weight.numerator * (part // weight.denominator) for weight in amounts.weights], object)[weights]
    several = 1 if amounts.answers is None else amounts.answers.astype(object)
    size, rows = len(answers.values), np.bincount(cells)
    entries = cells * size + answers.codes
    counts = _sums(entries, amounts.answers, len(rows) * size).tolist()
    occurring, totals = _exact_sums(entries, wholes * several)
    _, squares = _exact_sums(entries, wholes * wholes * several)
    sums = {
        entry: WeightSums(ExactSum(Fraction(total, part)), ExactSum(Fraction(square, part * part)))
        for entry, total, square in zip(occurring, totals, squares, strict=True)
    }
    by_cell: defaultdict[int, dict[int, WeightSums]] = defaultdict(dict)
    for entry, weighed in sums.items():
        by_cell[entry // size][entry] = weighed
    return {
        cell: CountsByValue.of(
            {answers.values[entry % size]: counts[entry] for entry in found},
            {answers.values[entry % size]: weighed for entry, weighed in found.items()},
            rows=int(rows[cell]),
        )
        for cell, found in by_cell.items()
    }


def _exact_sums(entries: IntArray, numbers: npt.NDArray[np.object_]) -> tuple[list[int], list[int]]:
    """Return the entries that occur, and the sum of the whole numbers of each."""
    order = np.argsort(entries, kind="stable")
    occurring, first = np.unique(entries[order], return_index=True)
    return occurring.tolist(), np.add.reduceat(numbers[order], first).tolist()


def _sums(entries: IntArray, answers: IntArray | None, size: int) -> IntArray:
    """Return how many answers each entry has."""
    if answers is None:
        return np.bincount(entries, minlength=size)
    sums = np.zeros(size, np.int64)
    np.add.at(sums, entries, answers)
    return sums


def _exact(value: object) -> Exact:
    return value if isinstance(value, int | Fraction) else 0


def _pairs(field: Field) -> Iterable[tuple[object, int]]:
    return zip(field.values, field.fates.tolist(), strict=True)
