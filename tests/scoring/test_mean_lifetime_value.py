from math import log

import numpy as np
import pytest

from cxcli.scoring import bg_nbd_fit, gamma_gamma
from cxcli.scoring.bg_nbd import BgNbd
from cxcli.scoring.buyers import Buyers
from cxcli.scoring.discounted_value import Horizon, discounted_purchases, discounted_value
from cxcli.scoring.gamma_gamma import GammaGamma
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted
from cxcli.scoring.mean_lifetime_value import mean_lifetime_value

HORIZON = Horizon(4, 13, 0.02)
PURCHASES, SPENDING = BgNbd(0.8, 8, 0.7, 3), GammaGamma(3, 4, 30)


def drawn(n, random):
    """Customers who follow both models, as rows of frequency, recency, age and mean value."""
    age = np.round(random.uniform(10, 60, n), 1)
    rate, chance = random.gamma(PURCHASES.r, 1 / PURCHASES.alpha, n), random.beta(PURCHASES.a, PURCHASES.b, n)
    x, t_x, time = np.zeros((3, n))
    active = np.arange(n)
    while active.size:
        time[active] += random.exponential(1 / rate[active])
        active = active[time[active] < age[active]]
        x[active] += 1
        t_x[active] = time[active]
        active = active[random.random(active.size) > chance[active]]
    spent = random.gamma(SPENDING.p * np.maximum(x, 1)) / random.gamma(SPENDING.q, 1 / SPENDING.v, n)
    return x, t_x, age, spent / np.maximum(x, 1)


def fitted(buyers):
    again = buyers.frequency > 0
    return (
        bg_nbd_fit.fit(buyers.frequency, buyers.recency, buyers.age, buyers.counts),
        gamma_gamma.fit(buyers.frequency[again], buyers.mean_value[again], buyers.counts[again]),
    )


def found(buyers, margin=0.3, confidence=0.95):
    return mean_lifetime_value(buyers, *fitted(buyers), HORIZON, margin, confidence)


@pytest.fixture(scope="module")
def buyers():
    return Buyers.of(*drawn(800, np.random.default_rng(1)), np.ones(800, int))


def test_the_mean_is_that_of_the_customers(buyers):
    """The mean is that of each customer's discounted value, and its limits hold it."""
    purchases, values = fitted(buyers)
    ahead = discounted_purchases(purchases.model, buyers.frequency, buyers.recency, buyers.age, HORIZON)
    each = discounted_value(ahead, values.model, buyers.frequency, buyers.mean_value, 0.3)
    mean = found(buyers)
    assert mean.n == 800
    assert mean.average == pytest.approx((each * buyers.counts).sum() / 800)
    assert 0 < mean.limits.low < mean.average < mean.limits.high
    assert mean.limits.method == "delta method"


def test_the_limits_are_as_wide_as_leaving_customers_out_says(buyers):
    """The standard error agrees with that of a jackknife, which fits anew without each fortieth of the customers."""
    rows = [
        np.repeat(column, buyers.counts) for column in (buyers.frequency, buyers.recency, buyers.age, buyers.mean_value)
    ]
    part = np.random.default_rng(2).permutation(800) % 40
    means = [found(Buyers.of(*[row[part != left] for row in rows], np.ones(780, int))).average for left in range(40)]
    error = np.sqrt(39 / 40 * ((np.log(means) - np.mean(np.log(means))) ** 2).sum())
    limits = found(buyers).limits
    assert (log(limits.high) - log(limits.low)) / (2 * 1.96) == pytest.approx(error, rel=0.3)


def test_the_limits_cover_the_true_mean():
    """In 40 samples from known models, 95 % limits hold the mean value of all such customers in 35 or more."""
    random = np.random.default_rng(3)
    crowd = drawn(200_000, random)
    ahead = discounted_purchases(PURCHASES, *crowd[:3], HORIZON)
    true = discounted_value(ahead, SPENDING, crowd[0], crowd[3], 0.3).mean()
    limits = [found(Buyers.of(*drawn(500, random), np.ones(500, int))).limits for _ in range(40)]
    assert sum(each.low <= true <= each.high for each in limits) >= 35


def test_the_margin_scales_and_confidence_widens(buyers):
    """Half the margin halves mean and limits, none leaves nothing; less confidence gives shorter limits."""
    whole, half, none, narrow = found(buyers, 1), found(buyers, 0.5), found(buyers, 0), found(buyers, 1, 0.8)
    assert (half.limits.low, half.average, half.limits.high) == pytest.approx(
        (whole.limits.low / 2, whole.average / 2, whole.limits.high / 2)
    )
    assert (none.limits.low, none.average, none.limits.high) == (0, 0, 0)
    assert whole.limits.low < narrow.limits.low < narrow.limits.high < whole.limits.high


def test_order_and_cut_of_the_rows_do_not_matter(buyers):
    """Customers in another order and one by one have the same mean and limits, to the last bit."""
    rows = (buyers.frequency, buyers.recency, buyers.age, buyers.mean_value)
    order = np.random.default_rng(4).permutation(buyers.counts.size)
    twice = np.concatenate([order, order[::-1]])
    doubled = Buyers.of(*rows, 2 * buyers.counts)
    assert found(Buyers.of(*[row[twice] for row in rows], buyers.counts[twice])) == found(doubled)


@pytest.mark.parametrize("which", ["purchases", "values"])
def test_a_fit_without_a_maximum_gives_no_limits(buyers, which):
    """Where one of the models has no maximum the mean has no limits, for that reason."""
    purchases, values = fitted(buyers)
    open_one = Undefined("nobody knows")
    if which == "purchases":
        purchases = Fitted(purchases.model, purchases.log_likelihood, open_one)
    else:
        values = Fitted(values.model, values.log_likelihood, open_one)
    mean = mean_lifetime_value(buyers, purchases, values, HORIZON, 0.3)
    assert mean.limits == open_one
    assert mean.average == pytest.approx(found(buyers).average)


def test_nonsense_is_refused(buyers):
    """No customers, or a margin in percent, are refused."""
    purchases, values = fitted(buyers)
    nobody = Buyers.of([], [], [], [], np.array([], int))
    with pytest.raises(ValueError, match="no customers"):
        mean_lifetime_value(nobody, purchases, values, HORIZON, 0.3)
    with pytest.raises(ValueError, match="between 0 and 1"):
        mean_lifetime_value(buyers, purchases, values, HORIZON, 30)
