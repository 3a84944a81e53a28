import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from cxcli.analysis.smoothing import fitted, smoothed

OIL = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "trend.json").read_text(encoding="utf-8"))[
    "ses_oil"
]
VALUES = np.array(OIL["x"])
series = st.lists(st.integers(-50, 50), min_size=2, max_size=15)


@pytest.mark.parametrize(("alpha", "key"), [(0.2, "alpha0.2_forecast"), (0.6, "alpha0.6_forecast")])
def test_published_forecasts_with_a_given_alpha(alpha, key):
    """The level after given alphas comes out as printed."""
    assert smoothed(VALUES, alpha, VALUES[0]).level == pytest.approx(OIL[key], abs=OIL["tol"])


def test_published_fit():
    """Alpha, level to start from and forecast of the best fit come out as printed."""
    found = fitted(VALUES)
    assert found.alpha == pytest.approx(OIL["optimised_alpha"], abs=OIL["tol"])
    assert found.start == pytest.approx(OIL["optimised_level0"], abs=OIL["tol"])
    assert found.level == pytest.approx(OIL["optimised_forecast"], abs=OIL["tol"])


def squares(values, alpha, start):
    level, total = start, 0.0
    for value in values:
        total += (value - level) ** 2
        level = alpha * value + (1 - alpha) * level
    return total


@settings(max_examples=20)
@given(series)
def test_no_other_fit_is_better(values):
    """No alpha of a fine grid, each with its best start, has smaller squared errors."""
    found = fitted(np.array(values, float))
    least = squares(values, found.alpha, found.start)
    for alpha in np.linspace(0, 1, 21):
        start = minimize(lambda given, alpha=alpha: squares(values, alpha, given[0]), [values[0]], method="BFGS").x[0]
        assert least <= squares(values, alpha, start) + 1e-6 * (1 + least)


@given(series, st.integers(1, 9), st.integers(-50, 50))
def test_shift_and_scale(values, scale, shift):
    """The fit moves with the values and grows with them."""
    here = fitted(np.array(values, float))
    there = fitted(np.array(values, float) * scale + shift)
    one, other = (
        squares(values, each.alpha, start)
        for each, start in ((here, here.start), (there, (there.start - shift) / scale))
    )
    assert one == pytest.approx(other, abs=1e-6 * (1 + one))


def test_ends_of_alpha():
    """With alpha 1 the level is the last value, with 0 the start; other alphas are refused."""
    assert smoothed(VALUES, 1, 0).level == VALUES[-1]
    assert smoothed(VALUES, 0, 7).level == 7
    with pytest.raises(ValueError, match="between 0 and 1"):
        smoothed(VALUES, 1.1, 0)
    with pytest.raises(ValueError, match="needs a value"):
        fitted(np.array([]))
