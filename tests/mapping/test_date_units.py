"""Units of numbers."""

import pytest

from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import DateEvidence
from cxcli.mapping.date_units import unit_problem


@pytest.mark.parametrize(
    ("texts", "code", "units"),
    [
        (["1700000000"], "date-unit-unknown", ["seconds"]),
        (["1700000000000"], "date-unit-unknown", ["milliseconds"]),
        (["1700000000", "1700000000000"], "date-unit-mixed", ["seconds", "milliseconds"]),
        (["45355", "45356.5"], "date-unit-unknown", ["excel"]),
        (["1700000000", "20240101"], "date-unit-unknown", ["seconds"]),
    ],
)
def test_numbers_without_a_unit_are_refused(texts, code, units):
    """A column of numbers needs a declared unit; the problem names the line for each that fits."""
    problem = unit_problem(DateEvidence.of(texts), DateChoices())
    assert problem.code == code
    assert all(f"dates: {{unit: {unit}}}" in problem.help for unit in units)


@pytest.mark.parametrize("texts", [[], ["2024-01-01", "45355"], ["20240101"], ["20240101", "0"], ["1" * 11]])
def test_other_dates_and_eight_digits_need_no_unit(texts):
    """Numbers among dates, eight digits, and lengths that no unit has are no reason to refuse the column."""
    assert unit_problem(DateEvidence.of(texts), DateChoices()) is None


def test_a_declared_unit_is_no_problem():
    """With a declared unit nothing is open."""
    assert unit_problem(DateEvidence.of(["1700000000"]), DateChoices(unit="seconds")) is None
