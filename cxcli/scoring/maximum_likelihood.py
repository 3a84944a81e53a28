"""The parameters of a model under which the data are most likely, and how far the data leave them open."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.scoring.distinct_rows import FloatArray, IntArray
from cxcli.scoring.interval import Undefined

Covariance = tuple[tuple[float, ...], ...]
LogLikelihood = Callable[[FloatArray], tuple[float, FloatArray]]
"""From the free parameters to the logarithm of the likelihood and its derivatives by them."""


class Parametric(Protocol):
    """A model whose fields are its parameters."""

    __struct_fields__: ClassVar[tuple[str, ...]]

    @property
    def free(self) -> tuple[float, ...]:
        """The parameters, each as a number that may be anything above 0."""

    @classmethod
    def of_free(cls, *free: float) -> Self:
        """The model with these `free` parameters."""


Model = TypeVar("Model", bound=Parametric)


class Fitted(Struct, Generic[Model], frozen=True):
    """A `model` with the parameters that make the data most likely, and the logarithm of that likelihood.

    `log_covariance` is the covariance of the logarithms of the free parameters: the inverse of the observed
    information. It is undefined, with the reason in words, where the search ended at no maximum; the model is then
    only the best that was seen, and its numbers want that reason beside them.
    """

    model: Model
    log_likelihood: float
    log_covariance: Covariance | Undefined

    @property
    def converged(self) -> bool:
        """Whether the parameters are at a maximum of the likelihood."""
        return not isinstance(self.log_covariance, Undefined)

    @property
    def standard_errors(self) -> tuple[float, ...] | Undefined:
        """The standard error of each parameter, in the order of the model's fields."""
        if isinstance(self.log_covariance, Undefined):
            return self.log_covariance
        variances = [row[place] for place, row in enumerate(self.log_covariance)]
        return tuple(value * sqrt(variance) for value, variance in zip(self.model.free, variances, strict=True))


def maximise(
    log_likelihood: LogLikelihood, model: type[Model], starts: Sequence[Sequence[float]], size: int, meaning: str
) -> Fitted[Model]:
    """Return the model under which `size` observations are most likely: the best end of several searches.

    Each of the `starts` (free parameters) begins a search in the logarithms of the parameters, by Byrd, Lu, Nocedal
    and Zhu, SIAM Journal on Scientific Computing 16 (1995) 1190-1208, that goes no further than a factor of 3,000
    from the first start. Where it ends is a maximum if the likelihood curves down in all directions and a step of
    Newton's method leads nowhere else. On a ridge that rises for ever that step stays long, however flat the ridge.
    `meaning` says in words what the parameters stand for, for the reader of a reason.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need

    def cost(logs: FloatArray) -> tuple[float, FloatArray]:
        value, gradient = log_likelihood(np.exp(logs))
        return -value / size, -gradient * np.exp(logs) / size

    centre = np.log(starts[0])
    bounds = [(middle - _REACH, middle + _REACH) for middle in centre.tolist()]

    def search(start: Sequence[float]) -> FloatArray:
        options: Any = {"ftol": 0.0, "gtol": _GRADIENT, "maxiter": _MOST_STEPS}
        return np.asarray(minimize(cost, np.log(start), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x)

    best = min((search(start) for start in starts), key=lambda logs: cost(logs)[0])
    covariance, open_ones = _covariance(lambda logs: cost(logs)[1], best)
    open_ones |= np.abs(best - centre) > _REACH - _NEAR
    reason = f"{_open(model.__struct_fields__, open_ones)}; {meaning}"
    return Fitted(
        model.of_free(*np.exp(best).tolist()),
        -cost(best)[0] * size,
        Undefined(reason) if open_ones.any() else tuple(tuple(row) for row in (covariance / size).tolist()),
    )


def summed(
    log_likelihoods: Callable[..., tuple[FloatArray, Sequence[FloatArray]]],
    model: Model,
    columns: Sequence[FloatArray],
    counts: IntArray,
) -> tuple[float, FloatArray]:
    """Return the sum of a model's `log_likelihoods`, and of their derivatives, over rows that occur `counts` times.

    Rows are taken some thousands at a time: what is worked out of them then stays near the processor.
    """
    value, gradient = 0.0, np.asarray(0.0)
    for start in range(0, counts.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        each, scores = log_likelihoods(model, *(column[block] for column in columns))
        value += float((each * counts[block]).sum())
        gradient = gradient + [(score * counts[block]).sum() for score in scores]
    return value, gradient


_BLOCK = 8192
_REACH = 8.0
"""How far a search goes from its first start, in logarithms; beyond it no data tell one number from another."""
_GRADIENT = 1e-9
_MOST_STEPS = 1000
_NEAR = 1e-3
"""A step in logarithms that is no way to go."""
_FLAT = 1e-9
"""A curvature, as part of the strongest one, that central differences cannot tell from none."""


def _covariance(
    gradient: Callable[[FloatArray], FloatArray], logs: FloatArray
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """The inverse of the curvature, and which of `logs` a step of Newton's, or a lack of curvature, leaves open."""
    step = 1e-4
    rows = np.array([(gradient(logs + move) - gradient(logs - move)) / (2 * step) for move in step * np.eye(logs.size)])
    curvatures, axes = np.linalg.eigh((rows + rows.T) / 2)
    curved = curvatures > _FLAT * np.abs(curvatures).max()
    safe = np.where(curved, curvatures, 1.0)
    steps = np.where(curved, np.abs(axes.T @ gradient(logs)) / safe, 1.0)
    return (axes / safe) @ axes.T, np.abs(axes) @ steps > _NEAR


def _open(names: Sequence[str], open_ones: npt.NDArray[np.bool_]) -> str:
    listed = ", ".join(name for name, is_open in zip(names, open_ones, strict=True) if is_open)
    return f"the search found no maximum of the likelihood, the data leave {listed} open"
