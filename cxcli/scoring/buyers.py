"""Customers who buy at will, and what is known of their purchases."""

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.distinct_rows import FloatArray, IntArray, distinct_rows


class Buyers(Struct, frozen=True, eq=False):
    """Histories of purchases, sorted, each as often as `counts` says: the rows that models are fitted to.

    `frequency`, `recency` and `age` are as in the BG/NBD model, `mean_value` is that of the repeat purchases, and 0
    where there are none.
    """

    frequency: FloatArray
    recency: FloatArray
    age: FloatArray
    mean_value: FloatArray
    counts: IntArray

    @classmethod
    def of(
        cls,
        frequency: npt.ArrayLike,
        recency: npt.ArrayLike,
        age: npt.ArrayLike,
        mean_value: npt.ArrayLike,
        counts: npt.ArrayLike,
    ) -> "Buyers":
        """The buyers of these rows in any order, each standing for `counts` customers."""
        value = np.where(np.asarray(frequency) > 0, mean_value, 0.0)
        (x, t_x, observed, worth), merged = distinct_rows([frequency, recency, age, value], counts)
        return cls(x, t_x, observed, worth, merged)

    @property
    def n(self) -> int:
        """Customers."""
        return int(self.counts.sum())
