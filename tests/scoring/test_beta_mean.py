import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxcli.scoring.beta_mean import beta_mean

shapes = st.floats(1e-3, 1e3)


@settings(max_examples=30)
@given(shapes, shapes)
def test_moments_of_chances(a, b):
    """The mean of chances from Beta(a, b) is a / (a + b), that of their squares a (a + 1) / ((a + b) (a + b + 1))."""
    mean = a / (a + b)
    assert beta_mean(lambda chance: chance, a, b) == pytest.approx(mean, rel=1e-8)
    assert beta_mean(np.square, a, b) == pytest.approx(mean * (a + 1) / (a + b + 1), rel=1e-8)


def test_several_at_once():
    """With several b there is one mean for each, and a function may know which it is for."""
    b, power = np.array([1.0, 2.0, 5.0]), np.array([1, 1, 2])
    assert beta_mean(lambda chance: chance**power, 2.0, b) == pytest.approx([2 / 3, 1 / 2, 6 / 56], rel=1e-9)
