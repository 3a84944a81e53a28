"""Tests of the difference of two independent samples, `after` minus `before`.

Samples are given by what a test needs of them; `n` may be an effective number (weights, small populations), infinite
for a census. Shares are 0 to 1, and so are the differences of shares.
"""

from dataclasses import dataclass
from math import erfc, inf, sqrt

from cxcli.scoring.difference import ADDED_ANSWERS
from cxcli.scoring.interval import Undefined, checked_n, tail, z_quantile


@dataclass(frozen=True, slots=True)
class NetShare:
    """Two shares of one sample, of which the second is taken from the first: promoters and detractors."""

    plus: float
    minus: float
    n: float


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a sample."""

    value: float
    n: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of a sample; `variance` is divided by n."""

    value: float
    variance: float
    n: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSampleTest:
    """What a test found: its `name`, the `difference` that it looked at with its limits and its standard `error`.

    `statistic` is the difference over its error; `p` is how often chance alone would bring one as far from 0, if there
    were no difference. The statistic is one of the t distribution with so many `degrees`, infinite for the normal one.
    """

    name: str
    difference: float
    low: float
    high: float
    error: float
    statistic: float
    p: float
    degrees: float = inf


_NO_SPREAD = Undefined("neither sample shows any spread, so chance cannot be told from change")


def wald(before: NetShare, after: NetShare, confidence: float = 0.95) -> TwoSampleTest | Undefined:
    """The difference of two net shares against its standard error, as it is. Too sure of itself for small samples."""
    return _tested("Wald", _net(before), _net(after), confidence)


def adjusted_wald(before: NetShare, after: NetShare, confidence: float = 0.95) -> TwoSampleTest | Undefined:
    """The Wald test after adding 3 answers to each sample: 3/4 plus, 3/4 minus and 1 1/2 neither.

    Source: variant (3, T) of Rocks, The American Statistician 70 (2016) 365-372.
    """
    return _tested("adjusted Wald", _net(_with_added(before)), _net(_with_added(after)), confidence)


def agresti_caffo(before: Share, after: Share, confidence: float = 0.95) -> TwoSampleTest | Undefined:
    """The Wald test of two shares after adding a success and a failure to each sample.

    Source: Agresti and Caffo, The American Statistician 54 (2000) 280-288.
    """
    return _tested("Agresti-Caffo", _share(_with_two(before)), _share(_with_two(after)), confidence)


def pooled_z(before: Share, after: Share, confidence: float = 0.95) -> TwoSampleTest | Undefined:
    """The difference of two shares against the error that it has if both are the same; its square is Pearson's chi2.

    Source: textbooks; R's `prop.test(correct = FALSE)`. Both samples must be finite.
    """
    pooled = (before.value * before.n + after.value * after.n) / (checked_n(before.n) + checked_n(after.n))
    one, two = (_Value(share.value, pooled * (1 - pooled) / share.n) for share in (before, after))
    return _tested("pooled z", one, two, confidence)


def welch(before: Mean, after: Mean, confidence: float = 0.95) -> TwoSampleTest | Undefined:
    """The t test of two means of samples that may spread differently.

    Source: Welch, Biometrika 34 (1947) 28-35; its degrees of freedom: Satterthwaite, Biometrics Bulletin 2 (1946)
    110-114.
    """
    if min(checked_n(before.n), checked_n(after.n)) < 2:  # noqa: PLR2004 - two is the fewest that can differ
        return Undefined("fewer than two answers show no spread, so chance cannot be told from change")
    one, two = (_Value(mean.value, mean.variance / (mean.n - 1)) for mean in (before, after))
    total = one.squared_error + two.squared_error
    if total == 0:
        return _NO_SPREAD
    # Each part relative to the whole, since the squares of very small errors are 0 in floating point.
    parts = ((one.squared_error / total, before.n), (two.squared_error / total, after.n))
    return _tested("Welch t", one, two, confidence, 1 / sum(part**2 / (n - 1) for part, n in parts))


def detectable(test: TwoSampleTest, confidence: float, power: float) -> float:
    """Return the smallest true difference that two samples like these would show in a share `power` of all cases.

    It is (t at 1 - (1 - confidence)/2 plus t at power) times the standard error of the test; z in place of t where the
    test is a normal one.

    Source: Cohen, Statistical Power Analysis (1988), chapter 2, in its normal approximation.

    Raises:
        ValueError: a power that is not between 0.5 and 1.
    """
    return (quantile(confidence, test.degrees) + one_sided_quantile(power, test.degrees)) * test.error


def quantile(confidence: float, degrees: float = inf) -> float:
    """Return the point of the t distribution that leaves (1 - confidence)/2 above it; of the normal one by default."""
    return z_quantile(confidence) if degrees == inf else -_t_quantile(degrees, tail(confidence))


def one_sided_quantile(power: float, degrees: float = inf) -> float:
    """Return the point of the t distribution that leaves 1 - power above it.

    Raises:
        ValueError: a power that is not between 0.5 and 1.
    """
    if not 0.5 <= power < 1:  # noqa: PLR2004 - a test that misses more often than not is none
        raise ValueError("a power lies between 0.5 and 1")
    return quantile(2 * power - 1, degrees) if power > 0.5 else 0.0  # noqa: PLR2004 - as above


def two_sided_p(statistic: float, degrees: float = inf) -> float:
    """Return how often chance alone brings a statistic as far from 0, of the t or, by default, the normal one."""
    return erfc(abs(statistic) / sqrt(2)) if degrees == inf else min(2 * _t_below(degrees, -abs(statistic)), 1.0)


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    squared_error: float


def _net(sample: NetShare) -> _Value:
    value = sample.plus - sample.minus
    return _Value(value, max(sample.plus + sample.minus - value**2, 0.0) / checked_n(sample.n))


def _share(sample: Share) -> _Value:
    return _Value(sample.value, max(sample.value * (1 - sample.value), 0.0) / checked_n(sample.n))


def _with_added(sample: NetShare) -> NetShare:
    """A census needs no more answers: nothing is added to it."""
    if checked_n(sample.n) == inf:
        return sample
    n, (plus, _, minus) = sample.n + sum(ADDED_ANSWERS), ADDED_ANSWERS
    return NetShare((sample.plus * sample.n + plus) / n, (sample.minus * sample.n + minus) / n, n)


def _with_two(sample: Share) -> Share:
    if checked_n(sample.n) == inf:
        return sample
    return Share((sample.value * sample.n + 1) / (sample.n + 2), sample.n + 2)


def _tested(
    name: str, before: _Value, after: _Value, confidence: float, degrees: float = inf
) -> TwoSampleTest | Undefined:
    difference, error = after.value - before.value, sqrt(before.squared_error + after.squared_error)
    half = quantile(confidence, degrees) * error
    if error == 0:
        return _NO_SPREAD
    return TwoSampleTest(
        name=name,
        difference=difference,
        low=difference - half,
        high=difference + half,
        error=error,
        statistic=difference / error,
        p=two_sided_p(difference / error, degrees),
        degrees=degrees,
    )


def _t_quantile(degrees: float, probability: float) -> float:
    from scipy.special import stdtrit  # noqa: PLC0415 - scipy costs start-up time that shares do not need

    return float(stdtrit(degrees, probability))


def _t_below(degrees: float, value: float) -> float:
    from scipy.special import stdtr  # noqa: PLC0415 - as above

    return float(stdtr(degrees, value))
