from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.two_samples import TwoSampleTest
from cxcli.reporting.difference_json import difference_json


def test_a_difference_as_json():
    """Value, limits, verdict, and the test with its p."""
    test = TwoSampleTest(name="adjusted Wald", difference=4.1, low=1.0, high=7.2, error=1.6, statistic=2.56, p=0.01)
    difference = Difference(
        unit="points", confidence=0.9, value=4.2, low=1.0, high=7.3, interval="square-and-add", verdict="up", test=test
    )
    assert difference_json(difference) == {
        "value": 4.2,
        "low": 1.0,
        "high": 7.3,
        "unit": "points",
        "interval": "square-and-add",
        "confidence": 0.9,
        "verdict": "up",
        "test": {"name": "adjusted Wald", "statistic": 2.56, "p": 0.01},
        "detectable": None,
        "power": 0.8,
        "reason": None,
    }


def test_without_a_test_there_is_none():
    """What is missing is null, with the reason."""
    found = difference_json(Difference(unit="points", confidence=0.95, reason="before: nothing"))
    assert (found["test"], found["value"], found["reason"]) == (None, None, "before: nothing")
