"""The area under the ROC curve, and the limits of one and of the difference of two on the same rows.

Source: DeLong, DeLong and Clarke-Pearson, Comparing the Areas under Two or More Correlated Receiver Operating
Characteristic Curves: A Nonparametric Approach (Biometrics 44(3), 1988).
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from msgspec import Struct

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


class Area(Struct, frozen=True):
    """An area with its limits, None where there is no spread to compute them from.

    `placed` are, for each event and each other row, the share of rows of the other class that it stands right to.
    """

    value: float
    low: float | None
    high: float | None
    placed: tuple[FloatArray, FloatArray]


def area(marks: FloatArray, happened: BoolArray, confidence: float) -> Area:
    """Return the area under the curve of `marks`, higher ones for the rows in which it `happened`; ties count half."""
    events, others = marks[happened], marks[~happened]
    placed = (_below(others, events), 1 - _below(events, others))
    value = float(placed[0].mean())
    error = _error(*placed)
    if not error:
        return Area(value, None, None, placed)
    margin = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Area(value, max(value - margin, 0), min(value + margin, 1), placed)


def difference(one: Area, other: Area, confidence: float) -> tuple[float, float, float]:
    """Return the first area minus the second, of the same rows, with limits."""
    events, others = (mine - theirs for mine, theirs in zip(one.placed, other.placed, strict=True))
    margin = NormalDist().inv_cdf((1 + confidence) / 2) * _error(events, others)
    value = one.value - other.value
    return value, value - margin, value + margin


def _below(numbers: FloatArray, marks: FloatArray) -> FloatArray:
    """Return, for each mark, the share of the numbers below it; equal ones count half."""
    ordered = np.sort(numbers)
    under, upto = (np.searchsorted(ordered, marks, side=side) for side in ("left", "right"))
    return np.asarray((under + upto) / (2 * len(ordered)))


def _error(events: FloatArray, others: FloatArray) -> float:
    return float(np.sqrt(events.var(ddof=1) / len(events) + others.var(ddof=1) / len(others)))
