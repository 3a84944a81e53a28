"""What moves a score: each driver's share of the explained variance, how sure it is, and what speaks against it."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.analysis.explained_variance import (
    MOST_BY_ALL_ORDERS,
    all_orders,
    coefficients,
    relative_weights,
    variance_inflation,
)
from cxcli.analysis.moments import Moments
from cxcli.analysis.resampled import DistinctRows, resampled_correlations

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

Method = Literal["lmg", "johnson"]
Found = Literal["driver", "shared", "chance"]
Limits = tuple[float, float]

DRAWS = 1000
SEED = 20250101


class KeyDriver(Struct, frozen=True, kw_only=True):
    """One driver. `share` is its part of R², `percent` the same in percent of R², each with limits.

    `ranks` are the limits of its place, 1 for the largest share. `correlation` is that with the outcome alone,
    `coefficient` the standardised one beside all others, with limits. `inflation` is its variance inflation factor,
    None where it follows from the others.

    `found` is "chance" where the share is no larger than `KeyDrivers.chance`, else "shared" where the limits of the
    coefficient hold 0, so that the others explain as much, else "driver".
    """

    name: str
    share: float
    share_limits: Limits
    percent: float
    percent_limits: Limits
    ranks: tuple[int, int]
    correlation: float
    coefficient: float
    coefficient_limits: Limits
    inflation: float | None
    found: Found

    @property
    def suppressed(self) -> bool:
        """Whether the coefficient has the other sign than the correlation, and clearly so."""
        low, high = self.coefficient_limits
        return self.correlation * self.coefficient < 0 and not low <= 0 <= high


class KeyDrivers(Struct, frozen=True, kw_only=True):
    """The drivers of an outcome, the largest share first; `alike` are pairs of them with their correlation over 0.9.

    `chance` is the share that the largest of as many drivers would exceed in one of 20 files (at 95 % confidence) if
    none had to do with the outcome.
    """

    method: Method
    n: int
    r_squared: float
    r_squared_limits: Limits
    adjusted: float
    adjusted_limits: Limits
    chance: float
    confidence: float
    drivers: Sequence[KeyDriver]
    alike: Sequence[tuple[str, str, float]]

    @property
    def apart(self) -> bool:
        """Whether the first driver is told from all others: its ranks overlap with none of theirs."""
        first, *others = self.drivers
        return all(first.ranks[1] < other.ranks[0] for other in others)


def key_drivers(
    outcome: IntArray,
    drivers: dict[str, IntArray],
    *,
    counts: IntArray | None = None,
    method: Method | None,
    confidence: float,
) -> KeyDrivers:
    """Return the drivers of an outcome; columns are whole numbers from 0 on, of one length, and none is constant.

    Each row stands `counts` times, or once. Without a `method` all orders are taken, and Johnson's weights of more than
    12 drivers. Limits are percentiles of 1,000 seeded draws of rows. Names are sorted first, so that their order does
    not matter.
    """
    names = sorted(drivers)
    used: Method = method or ("lmg" if len(names) <= MOST_BY_ALL_ORDERS else "johnson")
    rows = DistinctRows.of([outcome, *(drivers[name] for name in names)], counts)
    found = _sample(names, rows, used, confidence)
    explained, drawn = found.shares.sum(), found.drawn_shares.sum(axis=1)
    each = [_driver(found, place) for place in range(len(names))]
    return KeyDrivers(
        method=used,
        n=found.n,
        r_squared=float(explained),
        r_squared_limits=_limits(drawn, found.tail),
        adjusted=float(_adjusted(explained, found.n, len(names))),
        adjusted_limits=_limits(_adjusted(drawn, found.n, len(names)), found.tail),
        chance=found.chance,
        confidence=confidence,
        drivers=sorted(each, key=lambda driver: (-driver.share, driver.name)),
        alike=_alike(names, found.correlations),
    )


class _Sample(Struct, frozen=True):
    """What was computed of the rows and of the draws."""

    names: Sequence[str]
    n: int
    shares: FloatArray
    correlations: FloatArray
    coefficients: FloatArray
    drawn_shares: FloatArray
    drawn_coefficients: FloatArray
    chance: float
    tail: float


def _sample(names: Sequence[str], rows: DistinctRows, method: Method, confidence: float) -> _Sample:
    shares_of = all_orders if method == "lmg" else relative_weights
    moments = Moments.of(rows.rows, rows.counts)
    observed = moments.correlations[None]
    drawn = resampled_correlations(rows, draws=DRAWS, seed=SEED)
    drawn = drawn[np.isfinite(drawn).all(axis=(1, 2))]
    return _Sample(
        names=names,
        n=moments.n,
        shares=shares_of(observed)[0],
        correlations=observed[0],
        coefficients=coefficients(observed)[0],
        drawn_shares=shares_of(drawn),
        drawn_coefficients=coefficients(drawn),
        chance=_chance(observed[0], moments.n, shares_of, confidence),
        tail=(1 - confidence) / 2,
    )


def _driver(found: _Sample, place: int) -> KeyDriver:
    total = float(found.shares.sum())
    drawn, totals = found.drawn_shares[:, place], found.drawn_shares.sum(axis=1)
    share = float(found.shares[place])
    limits = _limits(found.drawn_coefficients[:, place], found.tail)
    ranks = 1 + (found.drawn_shares > drawn[:, None]).sum(axis=1)
    low, high = np.quantile(ranks, [found.tail, 1 - found.tail], method="inverted_cdf").tolist()
    own = not limits[0] <= 0 <= limits[1]
    return KeyDriver(
        name=found.names[place],
        share=share,
        share_limits=_limits(drawn, found.tail),
        percent=100 * share / total if total else 0.0,
        percent_limits=_limits(100 * np.divide(drawn, totals, out=np.zeros_like(drawn), where=totals > 0), found.tail),
        ranks=(int(low), int(high)),
        correlation=float(found.correlations[0, place + 1]),
        coefficient=float(found.coefficients[place]),
        coefficient_limits=limits,
        inflation=variance_inflation(found.correlations)[place],
        found="chance" if share <= found.chance else "driver" if own else "shared",
    )


def _limits(drawn: FloatArray, tail: float) -> Limits:
    low, high = np.quantile(drawn, [tail, 1 - tail]).tolist()
    return low, high


def _adjusted(r_squared: FloatArray, n: int, predictors: int) -> FloatArray:
    """Return R² adjusted for the number of predictors (Ezekiel 1930)."""
    return np.asarray(1 - (1 - r_squared) * (n - 1) / (n - predictors - 1))


def _chance(
    correlations: FloatArray, n: int, shares_of: Callable[[FloatArray], FloatArray], confidence: float
) -> float:
    """Return the quantile of the largest share where the outcome has nothing to do with drivers correlated like these.

    The correlations with such an outcome are those of a direction drawn evenly from all n - 1 (Fisher 1915).
    """
    chance = np.random.default_rng(SEED)
    predictors = len(correlations) - 1
    values, vectors = np.linalg.eigh(correlations[1:, 1:])
    drawn = chance.standard_normal((DRAWS, predictors))
    length = np.sqrt((drawn**2).sum(axis=1) + chance.chisquare(n - 1 - predictors, DRAWS))
    beside = (drawn / length[:, None]) @ (vectors * np.sqrt(np.maximum(values, 0))).T
    null = np.broadcast_to(correlations, (DRAWS, *correlations.shape)).copy()
    null[:, 0, 1:] = null[:, 1:, 0] = beside
    return float(np.quantile(shares_of(null).max(axis=1), confidence))


def _alike(names: Sequence[str], correlations: FloatArray) -> list[tuple[str, str, float]]:
    between = correlations[1:, 1:]
    return [
        (names[i], names[j], float(between[i, j]))
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if abs(between[i, j]) > ALIKE
    ]


ALIKE = 0.9
"""Two drivers that correlate more than this can hardly be told apart."""
