"""The interval of a mean."""

from math import inf, sqrt

from cxcli.scoring.interval import Interval, Undefined, checked_n, tail
from cxcli.scoring.student_t import t_quantile


def t(mean: float, variance: float, n: float, confidence: float = 0.95) -> Interval | Undefined:
    """Mean plus or minus t standard errors, or the reason why one cannot say.

    `variance` is divided by n, as `CountsByValue.variance` gives it; of a known population it is what is left of it,
    times the part of the people who did not answer. `n` may be an effective number of weighted answers; with an
    infinite one, a census, the limits are the mean itself. The limits may lie outside the scale.

    Source: Student, Biometrika 6 (1908) 1-25.

    Raises:
        ValueError: a negative variance, n not above 0, a confidence not between 0 and 1.
    """
    half = tail(confidence)
    if not variance >= 0:
        raise ValueError("a variance is 0 or more")
    if checked_n(n) < 2:  # noqa: PLR2004 - two is the fewest that can differ
        few = "fewer than two answers show" if n <= 1 else "an effective n below 2 shows"
        return Undefined(f"{few} no spread, so the interval of their mean is unknown")
    if n == inf:
        return Interval(mean, mean, "t")
    if variance == 0:
        return Undefined("all answers are alike and show no spread, so the interval of their mean is unknown")
    distance = -t_quantile(n - 1, half) * sqrt(variance / (n - 1))
    return Interval(mean - distance, mean + distance, "t")
