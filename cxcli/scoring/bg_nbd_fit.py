"""The BG/NBD model under which the purchases of some customers are most likely.

Source: Fader, Hardie and Lee, Marketing Science 24 (2005) 275-284, equation 6.
"""

from math import log

import numpy as np
import numpy.typing as npt

from cxcli.scoring.bg_nbd import BgNbd, checked_history
from cxcli.scoring.distinct_rows import FloatArray, distinct_rows
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted, maximise, summed


def fit(
    frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike, counts: npt.ArrayLike
) -> Fitted[BgNbd] | Undefined:
    """Return the most likely model, or the reason why there is none; `counts` says how many customers a row stands for.

    The result does not depend on the order or the cut of the rows.

    Raises:
        ValueError: as in `distinct_rows` and `checked_history`.
    """
    (x, t_x, observed), customers = distinct_rows([frequency, recency, age], counts)
    checked_history(x, t_x, observed)
    n = int(customers.sum())
    if n < _FEWEST:
        return Undefined("fewer than two customers show no differences between customers")
    if not observed.any():
        return Undefined("no time has passed since the first purchases, so nobody could come back yet")
    if not x.any():
        return Undefined("nobody bought a second time, so nothing tells how often customers come back")
    mean_age = float((observed * customers).sum() / n)

    def log_likelihood(free: FloatArray) -> tuple[float, FloatArray]:
        return summed(log_likelihoods, BgNbd.of_free(*free.tolist()), (x, t_x, observed), customers)

    starts = [(r, alpha * mean_age, a, b) for r, alpha, a, b in _STARTS]
    return maximise(log_likelihood, BgNbd, starts, n, _MEANING)


def log_likelihoods(
    model: BgNbd, x: FloatArray, t_x: FloatArray, observed: FloatArray
) -> tuple[FloatArray, list[FloatArray]]:
    """The logarithm of the likelihood of each history (as checked), and its derivatives by r, alpha, a and b."""
    r, alpha, a, b = model.free
    odds = model.log_odds_stopped(x, t_x, observed)
    smaller = np.exp(-np.abs(odds))
    stopped = np.where(odds > 0, 1.0, smaller) / (1 + smaller)
    active = 1 - stopped
    purchases, by_r, by_a, by_b = _of_the_purchases(model, x)
    end, last = np.log(alpha + observed), np.log(alpha + t_x)
    each = purchases + r * log(alpha) - (r + x) * end + np.maximum(odds, 0) + np.log(1 + smaller)
    return each, [
        by_r + log(alpha) - active * end - stopped * last,
        r / alpha - (r + x) * (active / (alpha + observed) + stopped / (alpha + t_x)),
        by_a + stopped / a,
        by_b - stopped / (b + np.maximum(x, 1) - 1),
    ]


_FEWEST = 2
_STARTS = ((0.3, 0.3, 1.0, 1.0), (0.2, 0.2, 0.5, 3.0), (3.0, 3.0, 0.1, 1.0))
"""Parameters to start from, alpha in mean ages: even, many who never come back, and loyal customers."""
_MEANING = (
    "r and alpha tell how often customers buy and how much they differ in it, "
    "a and b how soon they stop and how much they differ in that"
)


def _of_the_purchases(model: BgNbd, x: FloatArray) -> tuple[FloatArray, ...]:
    """The part of the log-likelihood that knows only the number of purchases, and its derivatives by r, a and b.

    The functions of it are slow, so of neighbours that are alike, as in sorted rows, only the first is looked at.
    """
    from scipy.special import gammaln, psi  # noqa: PLC0415 - as above

    r, _, a, b = model.free
    differs = np.diff(x, prepend=-1.0) != 0
    few, place = x[differs], np.cumsum(differs) - 1
    value = gammaln(r + few) - gammaln(r) + gammaln(a + b) - gammaln(a + b + few) + gammaln(b + few) - gammaln(b)
    ends = psi(a + b) - psi(a + b + few)
    parts = (value, psi(r + few) - psi(r), ends, ends + psi(b + few) - psi(b))
    return tuple(part[place] for part in parts)
