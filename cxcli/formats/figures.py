"""Values, changes and targets of a report in words."""

from typing import Protocol

from cxcli.report.content import Cell, Report
from cxcli.reporting.change_words import signed
from cxcli.reporting.quantities import limits, quantity
from cxcli.reporting.score_words import decimals_for
from cxcli.reporting.table import Figure
from cxcli.scoring.definition import Definition
from cxcli.scoring.score import Score, Status

_STATUS = {"no_data": "no data", "undefined": "undefined", "suppressed": "not shown"}
_IN_POINTS = ("percent", "points", "score")

_STANDS = {"met": "meets", "missed": "misses", "warned": "is worse than", "failed": "is worse than"}

MOVED = {
    "better": "better",
    "worse": "worse",
    "same": "the same",
    "unclear": "no clear change",
    "unknown": "not comparable",
}
"""Which way a value went, in words."""


class Estimate(Protocol):
    """A value with its limits, None where there is none."""

    @property
    def value(self) -> float | None:
        """The value."""

    @property
    def low(self) -> float | None:
        """The lower limit."""

    @property
    def high(self) -> float | None:
        """The upper limit."""

    @property
    def status(self) -> Status:
        """Whether there is a value, or why not."""


def metric_title(definition: Definition) -> str:
    """Return the title of a metric; one that nobody has given a title is called by its id, as words."""
    if definition.title != definition.id:
        return definition.title
    words = definition.id.replace("_", " ")
    return words[:1].upper() + words[1:]


def decimals_of(score: Score, report: Report) -> int:
    """Return how many decimals the values of a metric get."""
    return decimals_for(score, report.decimals)


def value_cell(found: Estimate, decimals: int, *, unit: str | None = None, beside: float | None = None) -> Figure:
    """Return "42.1", "69.2 %", "3.4 h", or why there is no value; durations in the unit of the one `beside`."""
    if found.value is None:
        return Figure(_STATUS.get(found.status, found.status))
    return Figure(quantity(found.value, unit or _unit(found), decimals, beside=beside), found.value)


def limits_cell(found: Estimate, decimals: int, *, unit: str | None = None, beside: float | None = None) -> Figure:
    """Return "37.8 to 46.2", or nothing where there are no limits."""
    if found.value is None or found.low is None or found.high is None:
        return Figure("")
    return Figure(limits(found.low, found.high, unit or _unit(found), decimals, beside=beside or found.value))


def change_text(cell: Cell, decimals: int) -> str:
    """Return "+4.2, better", or why nothing can be said."""
    change = cell.change
    if change is None or change.value is None:
        return "" if cell.before is None else MOVED["unknown"]
    return f"{change_size(cell, decimals)}, {MOVED[cell.moved]}"


def change_size(cell: Cell, decimals: int) -> str:
    """Return how much a value changed, with its sign: "+4.2", "-1.5 h"."""
    value = cell.change.value if cell.change is not None else None
    if value is None:
        return ""
    if cell.score.unit in _IN_POINTS:
        return signed(value, decimals)
    text = quantity(abs(value), cell.score.unit, decimals, beside=cell.score.value)
    return f"{'-' if value < 0 else '+'}{text}"


def target_text(cell: Cell, decimals: int) -> str:
    """Return "met (45.0)", "failed (35.0)", or nothing where there is no target."""
    if cell.gate is None:
        return ""
    bounds = cell.gate.bounds
    bound = {"failed": bounds.fail, "warned": bounds.warn}.get(cell.gate.level, bounds.target)
    if bound is None:
        return cell.gate.level
    return f"{cell.gate.level} ({quantity(bound, cell.score.unit, decimals, beside=cell.score.value)})"


def gap_text(cell: Cell, decimals: int) -> str:
    """Return how a value stands to its bounds, as the end of a sentence: "misses its target of 45.0"."""
    if cell.gate is None:
        return ""
    bounds, level = cell.gate.bounds, cell.gate.level
    name, bound = {"failed": ("limit", bounds.fail), "warned": ("warning", bounds.warn)}.get(
        level, ("target", bounds.target)
    )
    if bound is None:
        return ""
    shown = quantity(bound, cell.score.unit, decimals, beside=cell.score.value)
    return f"{_STANDS[level]} its {name} of {shown}"


def group_text(cell: Cell) -> str:
    """Return the group of a cell: "plan pro, region EMEA"; nothing for all rows."""
    return ", ".join(f"{name} {key}" for name, key in cell.group)


def _unit(found: Estimate) -> str:
    return found.unit if isinstance(found, Score) else ""
