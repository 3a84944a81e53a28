from math import exp, sqrt

import numpy as np
import pytest

from cxcli.scoring.delta_method import log_gradient, positive_interval
from cxcli.scoring.interval import Undefined
from cxcli.scoring.maximum_likelihood import Fitted
from cxcli.scoring.shifted_beta_geometric import ShiftedBetaGeometric, fit

MODEL = ShiftedBetaGeometric(0.668, 3.806)


def test_the_gradient_of_a_product():
    """The derivatives of alpha^3 beta by the logarithms of alpha and beta are 3 and 1 times it."""
    number = MODEL.alpha**3 * MODEL.beta
    found = log_gradient(lambda model: model.alpha**3 * model.beta, MODEL)
    assert found == pytest.approx([3 * number, number], rel=1e-6)


def test_limits_by_hand():
    """Of alpha^2 beta, with variances 0.01 and 0.04 and covariance 0.005 of the logarithms: 0.1 in that of its own."""
    fitted = Fitted(MODEL, -1.0, ((0.01, 0.005), (0.005, 0.04)))
    found = positive_interval(lambda model: model.alpha**2 * model.beta, fitted)
    value, half = MODEL.alpha**2 * MODEL.beta, 1.959964 * sqrt(4 * 0.01 + 0.04 + 2 * 2 * 0.005)
    assert (found.low, found.high) == pytest.approx((value * exp(-half), value * exp(half)), rel=1e-5)
    assert found.method == "delta method"


def test_limits_cover():
    """In 100 cohorts of a known model, 95 % limits of the part that is left after 12 renewals hold it in 90 or more."""
    random = np.random.default_rng(1)
    true = float(MODEL.survival(12))
    left = -np.diff(np.append(MODEL.survival(np.arange(8)), 0))
    held = 0
    for lost in random.multinomial(1000, left, 100):
        survivors = 1000 - np.concatenate(([0], np.cumsum(lost)[:-1]))
        limits = positive_interval(lambda model: float(model.survival(12)), fit(survivors.tolist()))
        held += limits.low <= true <= limits.high
    assert held >= 90


def test_without_a_maximum_there_are_no_limits():
    """Where the fit has no maximum there are no limits, for the same reason; a confidence is checked all the same."""
    fitted = Fitted(MODEL, -1.0, Undefined("nobody knows"))
    assert positive_interval(lambda model: model.alpha, fitted) == Undefined("nobody knows")
    with pytest.raises(ValueError, match="a confidence lies"):
        positive_interval(lambda model: model.alpha, fitted, 95)
