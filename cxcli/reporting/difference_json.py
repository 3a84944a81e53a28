"""What lies between two scores, as JSON: as a period's change and a comparison have it."""

from cxcli.analysis.difference_of_scores import Difference

Json = dict[str, object]


def difference_json(difference: Difference) -> Json:
    """Return a difference: value and limits in the metric's unit, its verdict, and the test beside it."""
    test = difference.test
    return {
        "value": difference.value,
        "low": difference.low,
        "high": difference.high,
        "unit": difference.unit,
        "interval": difference.interval,
        "confidence": difference.confidence,
        "verdict": difference.verdict,
        "test": None if test is None else {"name": test.name, "statistic": test.statistic, "p": test.p},
        "detectable": difference.detectable,
        "power": difference.power,
        "reason": difference.reason,
    }
