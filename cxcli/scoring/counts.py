"""Answers counted by value, with or without weights: the statistic of every share and every mean."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from fractions import Fraction
from operator import index
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import force_setattr

from cxcli.rows import Disposition
from cxcli.scoring.exact_sum import Exact, ExactSum, Number, exact, read_exact

ValueT = TypeVar("ValueT", bound=Number)
WeightT = TypeVar("WeightT", bound=Number)


class WeightSums(Struct, frozen=True):
    """The weights of some rows: their sum (`total`) and the sum of their `squares`, both exact and above 0.

    Raises:
        ValueError: a sum that is not above 0.
    """

    total: ExactSum
    squares: ExactSum

    def __post_init__(self) -> None:
        if self.total.total <= 0 or self.squares.total <= 0:
            raise ValueError("weights are above 0; rows without weight are left out before they are counted")

    def __add__(self, other: "WeightSums") -> "WeightSums":
        return WeightSums(self.total + other.total, self.squares + other.squares)


class CountsByValue(Struct, frozen=True):
    """How many answers gave each value, and, for weighted ones, the sums of their weights.

    `counts` maps a value to answers (above 0), sorted by value; values are exact. `weights` has the same values, or is
    None where every answer counts the same. `rows` is how many rows the answers stood in, by default one each. Shares,
    mean and variance come as exact fractions, to be rounded once, at the end. Statistics add; `CountsByValue()` is
    neutral.

    Raises:
        ValueError: a negative count, weights for other values than the counts, or rows without answers.
    """

    counts: Mapping[Exact, int] = field(default_factory=dict)
    weights: Mapping[Exact, WeightSums] | None = None
    rows: int = -1

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.counts.values()):
            raise ValueError("a count is never negative")
        counts = {value: self.counts[value] for value in sorted(self.counts) if self.counts[value]}
        force_setattr(self, "counts", MappingProxyType(counts))
        force_setattr(self, "rows", self.n if self.rows < 0 else self.rows)
        if self.rows > self.n or (self.n and not self.rows):
            raise ValueError("every answer stands in a row, and every row stands for an answer at least")
        if self.weights is not None:
            force_setattr(self, "weights", _aligned(counts, self.weights))

    @classmethod
    def empty(cls) -> "CountsByValue":
        """The counts of no rows; neutral for weighted and unweighted ones."""
        return cls()

    @classmethod
    def of(
        cls, counts: Mapping[ValueT, int], weights: Mapping[ValueT, WeightSums] | None = None, *, rows: int = -1
    ) -> "CountsByValue":
        """The statistic of `counts` answers by value, with the sums of their weights by value if they are weighted."""
        exact_counts = {exact(value): index(count) for value, count in counts.items()}
        exact_weights = None if weights is None else {exact(value): sums for value, sums in weights.items()}
        return cls(exact_counts, exact_weights, rows)

    @classmethod
    def weighted(cls, answers: Mapping[tuple[ValueT, WeightT], int], *, rows: int = -1) -> "CountsByValue":
        """The statistic of weighted answers: how many of them have each (value, weight).

        Raises:
            ValueError: a weight that is not above 0.
        """
        if any(weight <= 0 for _, weight in answers):
            raise ValueError("weights are above 0; rows without weight are left out before they are counted")
        by_value: defaultdict[Exact, dict[Exact, int]] = defaultdict(dict)
        for (value, weight), count in answers.items():
            if count:
                by_value[exact(value)][exact(weight)] = index(count)
        counts = {value: sum(weights.values()) for value, weights in by_value.items()}
        return cls(counts, {value: _weight_sums(weights) for value, weights in by_value.items()}, rows)

    def __add__(self, other: "CountsByValue") -> "CountsByValue":
        if not self.n or not other.n:
            return self if self.n else other
        counts = Counter(self.counts) + Counter(other.counts)
        rows = self.rows + other.rows
        if self.weights is None and other.weights is None:
            return CountsByValue(counts, None, rows)
        if self.weights is None or other.weights is None:
            raise ValueError("weighted and unweighted rows do not add")
        return CountsByValue(counts, _merged(self.weights, other.weights), rows)

    @property
    def n(self) -> int:
        """Answers."""
        return sum(self.counts.values())

    @property
    def base(self) -> Fraction:
        """The sum of the weights; without weights, the answers."""
        return self._mass(self.counts)

    @property
    def effective_n(self) -> float:
        """Answers of equal weight that would tell as much: (sum of w) squared / sum of (w squared); else n.

        Source: Kish, Survey Sampling (1965), 11.7. 0 for no answers.
        """
        if self.weights is None or not self.n:
            return float(self.n)
        squares = sum((sums.squares for sums in self.weights.values()), start=ExactSum())
        return float(self.base**2 / squares.total)

    def share(self, values: Container[Number]) -> Fraction:
        """The part of the base, 0 to 1, whose value is among `values`.

        Raises:
            ValueError: there are no rows.
        """
        base = self._known_base()
        return self._mass(value for value in self.counts if value in values) / base

    def mean(self) -> Fraction:
        """The (weighted) mean of the values.

        Raises:
            ValueError: there are no rows.
        """
        base = self._known_base()
        return sum((value * self._mass([value]) for value in self.counts), start=Fraction(0)) / base

    def variance(self) -> Fraction:
        """The (weighted) mean of the squared distances from the mean: divided by the base, not by n - 1.

        Raises:
            ValueError: there are no rows.
        """
        mean = self.mean()
        return sum(((value - mean) ** 2 * self._mass([value]) for value in self.counts), start=Fraction(0)) / self.base

    def settled(self) -> tuple["CountsByValue", Mapping[Disposition, int]]:
        """Itself: every counted row counts."""
        return self, {}

    def to_json(self) -> dict[str, object]:
        """`{"counts": {value: answers}, "rows": rows}`; if weighted, `"weights": {value: [sum, sum of squares]}`."""
        data: dict[str, object] = {"counts": {str(value): count for value, count in self.counts.items()}}
        data["rows"] = self.rows
        if self.weights is not None:
            data["weights"] = {
                str(value): [sums.total.to_json(), sums.squares.to_json()] for value, sums in self.weights.items()
            }
        return data

    @classmethod
    def from_json(cls, data: object) -> "CountsByValue":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {"counts": dict(counts), "rows": int(rows), "weights": dict(weights), **rest} if not rest:
                return cls(_read_counts(counts), _read_weights(weights), rows)
            case {"counts": dict(counts), "rows": int(rows), **rest} if not rest:
                return cls(_read_counts(counts), None, rows)
        raise ValueError('counts by value are an object with "counts", "rows" and, for weighted rows, "weights"')

    def _mass(self, values: Iterable[Exact]) -> Fraction:
        """The weight of the rows with these values, each of which occurs."""
        if self.weights is None:
            return Fraction(sum(self.counts[value] for value in values))
        return sum((self.weights[value].total.total for value in values), start=Fraction(0))

    def _known_base(self) -> Fraction:
        if not self.n:
            raise ValueError("no rows: there is nothing to take a share or a mean of")
        return self.base


def _aligned(counts: Mapping[Exact, int], weights: Mapping[Exact, WeightSums]) -> Mapping[Exact, WeightSums] | None:
    if counts.keys() != weights.keys():
        raise ValueError("weights are given for the values that are counted, and for no others")
    # One empty statistic, not two: what holds no rows is neither weighted nor unweighted.
    return MappingProxyType({value: weights[value] for value in counts}) if counts else None


def _weight_sums(rows: Mapping[Exact, int]) -> WeightSums:
    return WeightSums(
        ExactSum.of(weight * count for weight, count in rows.items()),
        ExactSum.of(weight * weight * count for weight, count in rows.items()),
    )


def _merged(left: Mapping[Exact, WeightSums], right: Mapping[Exact, WeightSums]) -> dict[Exact, WeightSums]:
    merged = dict(left)
    for value, sums in right.items():
        merged[value] = merged[value] + sums if value in merged else sums
    return merged


def _read_counts(counts: Mapping[object, object]) -> dict[Exact, int]:
    read: dict[Exact, int] = {}
    for value, count in counts.items():
        if type(count) is not int:
            raise ValueError("a count is a whole number")
        read[read_exact(value)] = count
    return read


def _read_weights(weights: Mapping[object, object]) -> dict[Exact, WeightSums]:
    read: dict[Exact, WeightSums] = {}
    for value, sums in weights.items():
        match sums:
            case [total, squares]:
                read[read_exact(value)] = WeightSums(ExactSum.from_json(total), ExactSum.from_json(squares))
            case _:
                raise ValueError("the weights of a value are two sums")
    return read
