"""Tests of the difference of two independent samples, `after` minus `before`.

Samples are given by what a test needs of them; `n` may be an effective number (weights, small populations), infinite
for a census. Shares are 0 to 1, and so are the differences of shares.
"""

from math import erfc, inf, sqrt

from msgspec import Struct

from cxcli.scoring.difference import ADDED_ANSWERS
from cxcli.scoring.interval import Undefined, checked_n, tail, z_quantile
from cxcli.scoring.student_t import t_below, t_quantile


class NetShare(Struct, frozen=True):
    """Two shares of one sample, of which the second is taken from the first: promoters and detractors."""

    plus: float
    minus: float
    n: float


class Share(Struct, frozen=True):
    """A share of a sample."""

    value: float
    n: float


class Mean(Struct, frozen=True):
    """A mean of a sample; `variance` is divided by n.

    Of a known population, `variance` is what is left of it: times the part of the people who did not answer. `n` stays
    what it is, since it says how well the spread is known; it is infinite for a census.
    """

    value: float
    variance: float
    n: float


class TwoSampleTest(Struct, frozen=True, kw_only=True):
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
_ALIKE = Undefined("the answers of one sample are all alike and show no spread, so chance cannot be told from change")


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

    A sample whose answers are all alike, if it is not a census, says nothing about how far they spread: there is no
    test then.

    Source: Welch, Biometrika 34 (1947) 28-35; its degrees of freedom: Satterthwaite, Biometrics Bulletin 2 (1946)
    110-114.
    """
    fewest = min(checked_n(before.n), checked_n(after.n))
    if fewest < 2:  # noqa: PLR2004 - two is the fewest that can differ
        few = "fewer than two answers show" if fewest <= 1 else "an effective n below 2 shows"
        return Undefined(f"{few} no spread, so chance cannot be told from change")
    if before.variance == after.variance == 0:
        return _NO_SPREAD
    if any(mean.variance == 0 and mean.n < inf for mean in (before, after)):
        return _ALIKE
    one, two = (_Value(mean.value, mean.variance / (mean.n - 1)) for mean in (before, after))
    total = one.squared_error + two.squared_error
    if total == 0:
        return _NO_SPREAD
    # Each part relative to the whole, since the squares of very small errors are 0 in floating point.
    parts = ((one.squared_error / total, before.n), (two.squared_error / total, after.n))
    return _tested("Welch t", one, two, confidence, 1 / sum(part**2 / (n - 1) for part, n in parts))


def quantile(confidence: float, degrees: float = inf) -> float:
    """Return the point of the t distribution that leaves (1 - confidence)/2 above it; of the normal one by default."""
    return z_quantile(confidence) if degrees == inf else -t_quantile(degrees, tail(confidence))


def two_sided_p(statistic: float, degrees: float = inf) -> float:
    """Return how often chance alone brings a statistic as far from 0, of the t or, by default, the normal one."""
    return erfc(abs(statistic) / sqrt(2)) if degrees == inf else min(2 * t_below(degrees, -abs(statistic)), 1.0)


class _Value(Struct, frozen=True):
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
