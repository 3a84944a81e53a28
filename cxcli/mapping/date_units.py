"""What a column of numbers counts: it must be declared."""

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.date_evidence import Clue, DateEvidence
from cxcli.mapping.date_forms import Shape

_NUMBERS = frozenset({Shape.NUMBER, Shape.COMPACT})
_EPOCHS = (Clue.SECONDS, Clue.MILLISECONDS, Clue.MICROSECONDS)


def unit_problem(evidence: DateEvidence, choices: DateChoices) -> Problem | None:
    """Why a column of epoch numbers or serial days is refused; None where a unit or other dates are there."""
    clues = evidence.about(Shape.NUMBER)
    if choices.unit is not None or not clues or not evidence.shapes <= _NUMBERS:
        return None
    units = [clue.value for clue in _EPOCHS if clue in clues]
    if units:
        return _epoch_problem(units)
    return None if Shape.COMPACT in evidence.shapes else _serial_problem()


def _epoch_problem(units: list[str]) -> Problem:
    lines = "   ".join(f"dates: {{unit: {unit}}}" for unit in units)
    if len(units) > 1:
        return Problem(
            code="date-unit-mixed",
            message=f"the dates are numbers of several lengths, as of {' and '.join(units)} since 1970",
            help=f"add to the config one of: {lines}; the numbers of the other unit are then unreadable",
        )
    return Problem(
        code="date-unit-unknown",
        message=f"the dates are numbers, by their length {units[0]} since 1970, but nothing says so",
        help=f"add to the config: {lines}",
    )


def _serial_problem() -> Problem:
    return Problem(
        code="date-unit-unknown",
        message="the dates are small numbers, perhaps the serial days of a spreadsheet, but nothing says so",
        help="add to the config: dates: {unit: excel}",
    )
