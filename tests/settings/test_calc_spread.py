import pytest

from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.settings.calc_spread import read_spread


@pytest.mark.parametrize(
    ("metric", "expected", "deviation", "variance", "assumed"),
    [
        ("nps", None, None, 10_000, "the worst case"),
        ("nps", "30", None, 9_100, "a score of 30"),
        ("nps", "-30", None, 9_100, "a score of -30"),
        ("nps", "50, 30, 20", None, 6_100, "shares of 50 % and 20 %"),
        ("csat:net", "50,30,20", None, 6_100, "shares of 50 % and 20 %"),
        ("csat", "69.5", None, 69.5 * 30.5, "a score of 69.5"),
        ("csat:mean", None, 1.1, 1.21, "a standard deviation of 1.1"),
        ("csat:index", None, 20.0, 400, "a standard deviation of 20"),
        ("csat:mean", "4", None, 3, "a score of 4"),
    ],
)
def test_what_is_expected(metric, expected, deviation, variance, assumed):
    """A score, shares of boxes or a standard deviation say how far answers spread; else it is the worst case."""
    spread = read_spread(settle(shipped()[metric]), expected, deviation)
    assert spread.variance == pytest.approx(variance)
    assert assumed in spread.assumed
