"""The mean of what depends on a chance that differs from customer to customer."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from cxcli.scoring.distinct_rows import FloatArray


def beta_mean(of: Callable[[FloatArray], FloatArray], a: float, b: npt.ArrayLike) -> FloatArray:
    """Return the mean of `of`(chance) over chances that follow Beta(a, b), to nine digits of the largest of them.

    `b` may be an array; `of` then takes a chance for each and returns as many numbers. The mean is integrated over the
    quantiles of the chance, which holds for all a and b, and takes milliseconds.
    """
    from scipy.integrate import quad_vec  # noqa: PLC0415 - scipy costs start-up time that other metrics do not need
    from scipy.special import betaincinv  # noqa: PLC0415 - as above

    rest = np.asarray(b, dtype=np.float64)

    def part(quantile: float) -> FloatArray:
        return of(np.asarray(betaincinv(a, rest, quantile), dtype=np.float64))

    return np.asarray(quad_vec(part, 0, 1, epsrel=1e-10, epsabs=0, norm="max")[0])
