import numpy as np
import pytest
from msgspec import Struct
from scipy import stats

from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import maximise, summed


class Gamma(Struct, frozen=True):
    """A gamma distribution, to fit."""

    shape: float
    rate: float

    @property
    def free(self):
        """Both parameters."""
        return self.shape, self.rate

    @classmethod
    def of_free(cls, *free):
        """The distribution with these parameters."""
        return cls(*free)


def fitted(cost, starts=((1.0, 1.0),), size=1):
    """The fit of a function of the logarithms of both parameters, which comes with its derivatives by them."""

    def log_likelihood(free):
        value, gradient = cost(np.log(free))
        return -value, -np.asarray(gradient) / free

    return maximise(log_likelihood, Gamma, starts, size, "shape and rate are shape and rate")


def test_a_gamma_distribution_by_maximum_likelihood():
    """Parameters agree with those of an independent library, and the log-likelihood is that of the data."""
    data = np.random.default_rng(1).gamma(2.5, 1 / 0.7, 400)
    logs = np.log(data)

    def log_likelihood(free):
        shape, rate = free
        value = stats.gamma.logpdf(data, shape, scale=1 / rate).sum()
        step = 1e-6
        by_shape = (stats.gamma.logpdf(data, shape + step, scale=1 / rate).sum() - value) / step
        assert logs.size == data.size
        return value, np.array([by_shape, (shape / rate - data).sum()])

    found = maximise(log_likelihood, Gamma, [(1.0, 1.0), (5.0, 0.1)], data.size, "")
    shape, _, scale = stats.gamma.fit(data, floc=0)
    assert found.converged
    assert found.model.free == pytest.approx((shape, 1 / scale), rel=1e-4)
    assert found.log_likelihood == pytest.approx(stats.gamma.logpdf(data, shape, scale=scale).sum(), abs=1e-6)


def test_standard_errors_are_those_of_the_information():
    """A cost of (x - 1)^2 / 8 + (y + 2)^2 / 2 in the logarithms says variances of 4 and 1, and no covariance."""

    def cost(logs):
        return ((logs[0] - 1) ** 2 / 8 + (logs[1] + 2) ** 2 / 2), [(logs[0] - 1) / 4, logs[1] + 2]

    found = fitted(cost)
    assert found.model.free == pytest.approx((np.e, np.e**-2))
    assert np.array(found.log_covariance) == pytest.approx(np.diag([4, 1]), abs=1e-6)
    assert found.standard_errors == pytest.approx((2 * np.e, np.e**-2))


def test_the_best_of_several_searches_counts():
    """Of two peaks, the one that another start leads to is found if it is the higher one."""

    def cost(logs):
        x, y = logs
        return (x**2 - 4) ** 2 / 10 + x / 2 + y**2, [4 * x * (x**2 - 4) / 10 + 0.5, 2 * y]

    near, far = fitted(cost, [(np.exp(2), 1.0)]), fitted(cost, [(np.exp(2), 1.0), (np.exp(-2), 1.0)])
    assert np.log(near.model.shape) > 0 > np.log(far.model.shape)
    assert far.log_likelihood > near.log_likelihood


@pytest.mark.parametrize(
    ("cost", "names"),
    [
        # A ridge: ever better, by ever less.
        (lambda logs: (np.exp(-logs[0]) + logs[1] ** 2, [-np.exp(-logs[0]), 2 * logs[1]]), "shape"),
        # A slope without end.
        (lambda logs: (logs[0] ** 2 + logs[1], [2 * logs[0], 1.0]), "rate"),
        # Nothing depends on one of the parameters.
        (lambda logs: (logs[0] ** 2, [2 * logs[0], 0.0]), "rate"),
        # Nothing depends on anything.
        (lambda _: (0.0, [0.0, 0.0]), "shape, rate"),
        # A ridge along both.
        (lambda logs: ((logs[0] - logs[1]) ** 2, [2 * (logs[0] - logs[1]), -2 * (logs[0] - logs[1])]), "shape, rate"),
    ],
    ids=["ridge", "slope", "flat", "plain", "valley"],
)
def test_a_search_without_a_maximum_says_so(cost, names):
    """Where the likelihood has no maximum the fit has not converged, and says in words which parameters stay open."""
    found = fitted(cost)
    assert not found.converged
    assert isinstance(found.log_covariance, Undefined)
    assert found.standard_errors == found.log_covariance
    assert found.log_covariance.reason == (
        f"the search found no maximum of the likelihood, the data leave {names} open; shape and rate are shape and rate"
    )


def test_rows_are_summed_as_often_as_they_occur():
    """The sums over many rows are those of all of them, each times its count, however they are cut in between."""
    numbers, counts = np.arange(20_000.0), np.arange(20_000) % 3

    def squares(model, column):
        return column**2, [model.shape * column, np.ones_like(column)]

    value, gradient = summed(squares, Gamma(0.5, 1), [numbers], counts)
    assert value == (numbers**2 * counts).sum()
    assert gradient.tolist() == [(numbers * counts).sum() / 2, counts.sum()]
