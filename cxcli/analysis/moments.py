"""Sums and cross products of whole-number columns, exact, and what follows from them: means and correlations."""

import math

import numpy as np
import numpy.typing as npt
from msgspec import Struct

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
Exact = npt.NDArray[np.object_]

_EXACT_BITS = 53


class Moments(Struct, frozen=True):
    """How many rows there are, the `sums` of their columns (m) and the sums of `products` of two columns (m by m).

    All are whole numbers of Python, exact at any size. Moments add: neither the order nor the cut of rows matters.
    """

    n: int
    sums: Exact
    products: Exact

    @classmethod
    def of(cls, rows: IntArray, counts: IntArray) -> "Moments":
        """Return the moments of rows (k by m), none of them below 0, of which each stands `counts` times.

        Numbers are cut into limbs so short that no sum of products exceeds 53 bits, within which floats are exact.
        """
        n = int(counts.sum())
        bits = max((_EXACT_BITS - n.bit_length()) // 2, 1)
        highest = int(rows.max(initial=0)).bit_length()
        limbs = [((rows >> shift) & ((1 << bits) - 1)).astype(np.float64) for shift in range(0, max(highest, 1), bits)]
        weighed = [limb * counts[:, None] for limb in limbs]
        products = sum(
            (
                _exact(some.T @ other) << (bits * (i + j))
                for i, some in enumerate(weighed)
                for j, other in enumerate(limbs)
            ),
            start=np.zeros((rows.shape[1],) * 2, np.object_),
        )
        sums = sum(
            (_exact(limb.sum(axis=0)) << (bits * i) for i, limb in enumerate(weighed)),
            start=np.zeros(rows.shape[1], np.object_),
        )
        return cls(n, sums, products)

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(self.n + other.n, self.sums + other.sums, self.products + other.products)

    @property
    def correlations(self) -> FloatArray:
        """The correlations of the columns (m by m), none of which may be constant; each is rounded once or twice."""
        spread = self.n * self.products - np.multiply.outer(self.sums, self.sums)
        found = np.eye(len(self.sums))
        for i in range(len(found)):
            for j in range(i):
                found[i, j] = found[j, i] = spread[i, j] / math.sqrt(spread[i, i] * spread[j, j])
        return found


def _exact(numbers: FloatArray) -> Exact:
    return numbers.astype(np.int64).astype(np.object_)
