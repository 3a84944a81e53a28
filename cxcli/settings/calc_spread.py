"""What is typed about the answers that are expected: how far they spread."""

import re

from cxcli.analysis.expected_spread import Spread, expected_spread, known_spread, shares_spread, worst_spread
from cxcli.analysis.score_of_counts import counted_boxes
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_score import BoxScore

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def read_spread(metric: BoxScore, expected: str | None, deviation: float | None) -> Spread:
    """Return how far answers will spread: by an expected score or shares, a standard deviation, or the worst case.

    Raises:
        UsageError: this cannot be expected of the metric.
    """
    value = metric.source.value
    if deviation is not None:
        if not (value.mean or value.index):
            raise _refused(metric, "the spread of shares goes with the shares themselves", "leave --spread away")
        return _known(metric, deviation, expected)
    if expected is None:
        return worst_spread(metric)
    numbers = [text.strip() for text in expected.split(",")]
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        raise _refused(metric, "what is expected is a number, or one for each box with commas between", _way(metric))
    if len(numbers) == 1:
        return _expected(metric, float(numbers[0]))
    return _of_shares(metric, [float(number) for number in numbers])


def _known(metric: BoxScore, deviation: float, expected: str | None) -> Spread:
    if expected is not None:
        raise _refused(metric, "--expect and --spread say the same thing in two ways", "leave --expect away")
    try:
        return known_spread(deviation)
    except ValueError as error:
        raise _refused(metric, "a standard deviation is above 0", "for example: --spread 1.1") from error


def _expected(metric: BoxScore, expected: float) -> Spread:
    try:
        return expected_spread(metric, expected)
    except ValueError as error:
        message = f"{metric.id} cannot be {expected:g} with any spread"
        raise _refused(metric, message, "expect a score between its lowest and its highest value") from error


def _of_shares(metric: BoxScore, amounts: list[float]) -> Spread:
    value, boxes = metric.source.value, counted_boxes(metric)
    if value.plus is None or value.minus is None or len(amounts) != len(boxes) or min(amounts) < 0 or not sum(amounts):
        raise _refused(metric, f"{len(amounts)} numbers are no expectation for {metric.id}", _way(metric))
    shares = {name: 100 * amount / sum(amounts) for name, amount in zip(boxes, amounts, strict=True)}
    try:
        return shares_spread(shares[value.plus], shares[value.minus])
    except ValueError as error:
        raise _refused(metric, "if all answers are alike, one is enough", _way(metric)) from error


def _way(metric: BoxScore) -> str:
    one = "an expected score: --expect N"
    if metric.source.value.plus is None:
        return one
    return f"{one}; or shares: --expect {','.join(name.upper() for name in counted_boxes(metric))}"


def _refused(metric: BoxScore, message: str, advice: str) -> UsageError:
    return UsageError(Problem(code="expected", message=f"{metric.id}: {message}", help=advice))
