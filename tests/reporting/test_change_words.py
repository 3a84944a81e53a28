"""Tests for the words of a difference."""

import pytest

from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.two_samples import TwoSampleTest
from cxcli.reporting.change_words import signed, verdict_text

TEST = TwoSampleTest(name="adjusted Wald", difference=1, low=-1, high=3, error=1, statistic=1, p=0.3)


def found(**more: object) -> Difference:
    """Return a difference of two NPS."""
    return Difference(unit="points", confidence=0.95, **more)  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (found(value=4.24, low=1.0, high=7.0, verdict="up"), "up 4.2, more than chance explains"),
        (found(value=-1204.2, low=-1300, high=-1000, verdict="down"), "down 1,204.2, more than chance explains"),
        (found(value=0.04, low=0.01, high=0.07, verdict="up"), "up less than 0.1, more than chance explains"),
        (
            found(value=2.0, low=2.0, high=2.0, verdict="up"),
            "up 2.0; everybody answered both times, so there is no chance in it",
        ),
        (
            found(value=0.0, low=0.0, high=0.0, verdict="same"),
            "the same; everybody answered both times, so there is no chance in it",
        ),
        (
            found(value=2.0, low=-2.0, high=6.0, verdict="unclear", test=TEST, detectable=6.0),
            "no clear change; a difference of 6 or more would show",
        ),
        (
            found(value=2.0, low=-2.0, high=6.0, verdict="unclear", test=TEST, detectable=5.21),
            "no clear change; a difference of 5.3 or more would show",
        ),
        (
            found(value=2.0, low=-2.0, high=6.0, verdict="unclear", test=TEST, reason="limits and test disagree"),
            "no clear change: limits and test disagree",
        ),
        (
            found(value=5.24, low=-2.0, high=6.0, verdict="unclear", test=TEST, detectable=5.241),
            "no clear change; a difference of 5.3 or more would show",
        ),
        (found(value=5.26, low=-2.0, high=6.0, verdict="unclear", test=TEST, detectable=5.29), "no clear change"),
        (
            found(value=2.0, reason="before: one answer shows no spread"),
            "not comparable; before: one answer shows no spread",
        ),
        (
            found(value=4.24, low=1.0, high=7.0, verdict="up", reason="neither sample shows any spread"),
            "up 4.2 by its limits alone; neither sample shows any spread",
        ),
        (found(reason="before: no row was scored"), "not comparable; before: no row was scored"),
    ],
)
def test_verdict(difference: Difference, said: str) -> None:
    """A difference says which way and how far, or what would have shown, or what is missing."""
    assert verdict_text(difference, 1) == said


def test_whole_numbers() -> None:
    """Without decimals, what would show is rounded up to a whole number, and no zero of it is lost."""
    seen = found(value=2.0, low=-90.0, high=96.0, verdict="unclear", test=TEST, detectable=79.2)
    assert verdict_text(seen, 0) == "no clear change; a difference of 80 or more would show"
    assert verdict_text(found(value=0.2, low=0.1, high=0.3, verdict="up"), 0).startswith("up less than 1,")


def test_signed() -> None:
    """A difference above 0 has a plus sign; one that is shown as 0 has none."""
    assert [signed(value, 1) for value in (4.25, -4.25, 0.04, -0.04)] == ["+4.2", "-4.2", "0.0", "0.0"]
