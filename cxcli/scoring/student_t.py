"""The t distribution: written here, since loading scipy takes as long as the rest of a short run."""

from math import erfc, exp, inf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

_TINY = 1e-300
_EXACT = 1e-15
_LARGE = 50.0
"""From here on gamma(a + 1/2) / gamma(a) is taken from its series, which is then exact to 1e-16."""
_FARTHEST = 1e150
_MANY = 200
"""From so many degrees on the deviate of the normal distribution with the same chance is known well enough."""


def t_below(degrees: float, value: float) -> float:
    """The chance that a value of the t distribution, the normal one for infinite `degrees`, is below `value`.

    It is right to about 1e-11 of itself down to chances of 1e-15, and to 1e-4 down to 1e-100.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.1; the incomplete beta function by
    the continued fraction 26.5.8, evaluated as in Lentz, Applied Optics 15 (1976) 668-671;
    for 200 degrees and more Hill, Communications of the ACM 13 (1970) 617-619.

    Raises:
        ValueError: degrees not above 0.
    """
    _refuse_none(degrees)
    beyond = _beyond(degrees, abs(value))
    return beyond if value < 0 else 1 - beyond


def t_quantile(degrees: float, probability: float) -> float:
    """The value that a share `probability` of the t distribution lies below, as exact as `t_below`.

    Source: `t_below`, turned round by Newton's method within bounds that close in.

    Raises:
        ValueError: degrees not above 0, a probability not between 0 and 1, both excluded, or a value beyond 1e150.
    """
    if not 0 < probability < 1:
        raise ValueError("a quantile is of a probability between 0 and 1")
    _refuse_none(degrees)
    if degrees == inf:
        return NormalDist().inv_cdf(probability)
    wanted = min(probability, 1 - probability)
    low, high = 0.0, 1.0
    while _beyond(degrees, high) > wanted:
        low, high = high, 2 * high
        if high > _FARTHEST:
            raise ValueError("so little of this distribution is farther out than can be told")
    value = min(max(-NormalDist().inv_cdf(wanted), low), high)
    step = inf
    # The bounds close in with every step, so there is a last one.
    while abs(step) > _EXACT * value:
        off = _beyond(degrees, value) - wanted
        low, high = (value, high) if off > 0 else (low, value)
        density = exp(_log_density(degrees, value))
        better = value + off / density if density else inf
        better = better if low < better < high else (low + high) / 2
        step, value = better - value, better
    return -value if probability < 1 - probability else value


def _refuse_none(degrees: float) -> None:
    if not degrees > 0:
        raise ValueError("a t distribution has more than 0 degrees of freedom")


def _beyond(degrees: float, value: float) -> float:
    """Return the chance of a value of the t distribution above one that is 0 or more."""
    square = value * value
    if square in (0, inf):
        return 0.0 if square else 0.5
    if degrees >= _MANY:
        return erfc(_normal_deviate(degrees, value) / sqrt(2)) / 2
    a = degrees / 2
    x, y = degrees / (degrees + square), square / (degrees + square)
    # x ** a * sqrt(y) * gamma(a + 1/2) / (gamma(a) * gamma(1/2)), without losing what is next to 1.
    front = -a * log1p(square / degrees) - log1p(degrees / square) / 2 + _log_half_step(a) - log(pi) / 2
    if x < (a + 1) / (a + 2.5):
        return exp(front) / a * _fraction(a, 0.5, x) / 2
    return 0.5 - exp(front) * _fraction(0.5, a, y)


def _normal_deviate(degrees: float, value: float) -> float:
    """Return the value that the normal distribution exceeds as often as the t distribution does the given one.

    Source: Hill, Communications of the ACM 13 (1970) 617-619, equation 5.
    """
    if degrees == inf:
        return value
    a = degrees - 0.5
    b, square = 48 * a * a, a * log1p(value * value / degrees)
    fine = (((-0.4 * square - 3.3) * square - 24) * square - 85.5) / (0.8 * square * square + 100 + b)
    return sqrt(square) * (1 + (square + 3 + fine) / b)


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    fraction = d
    step, change = 0, 0.0
    while abs(change - 1) > _EXACT:
        step += 1
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        change = 1.0
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            change *= c * d
        fraction *= change
    return fraction


def _not_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def _log_half_step(a: float) -> float:
    """Return the logarithm of gamma(a + 1/2) / gamma(a), without the difference of two large numbers.

    Source: Abramowitz and Stegun (1964), 6.1.47.
    """
    if a < _LARGE:
        return lgamma(a + 0.5) - lgamma(a)
    over = 1 / a
    return log(a) / 2 - over / 8 * (1 - over**2 / 24 * (1 - 3 * over**2 / 10 * (1 - 85 * over**2 / 112)))


def _log_density(degrees: float, value: float) -> float:
    """Return the logarithm of the density of the t distribution."""
    height = _log_half_step(degrees / 2) - log(degrees * pi) / 2
    return height - (degrees + 1) / 2 * log1p(value * value / degrees)
