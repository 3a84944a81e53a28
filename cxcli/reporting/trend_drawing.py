"""A period as a small drawing: value, interval and control limits on a scale that all rows share."""

from collections.abc import Iterable

from msgspec import Struct

from cxcli.analysis.control_chart import ControlLimits
from cxcli.reporting.encodable import takes
from cxcli.reporting.number_format import number

_LINES = "├─┤●○┊"
_ASCII = "|-|o?:"


class Marks(Struct, frozen=True):
    """The signs of a drawing: ends and line of an interval, a value, a forecast, a control limit."""

    left: str
    line: str
    right: str
    value: str
    forecast: str
    limit: str


def marks_for(encoding: str) -> Marks:
    """Return the signs that an encoding can take: lines and dots, or plain ASCII."""
    return Marks(*(_LINES if takes(encoding, _LINES) else _ASCII))


class Scale(Struct, frozen=True):
    """A scale from `low` to `high` that is `width` cells wide."""

    low: float
    high: float
    width: int

    @classmethod
    def over(cls, values: Iterable[float | None], width: int) -> "Scale | None":
        """The scale that holds all values, None where they are not two different ones."""
        there = [value for value in values if value is not None]
        return cls(min(there), max(there), width) if there and min(there) < max(there) else None

    def title(self, decimals: int) -> str:
        """The ends of the scale in figures, as far apart as they are."""
        left, right = number(self.low, "", decimals), number(self.high, "", decimals)
        return f"{left}{right:>{max(self.width - len(left), len(right) + 1)}}"

    def place(self, value: float) -> int:
        """The cell that a value falls in, from 0."""
        return round((self.width - 1) * (value - self.low) / (self.high - self.low))


def drawn(
    scale: Scale,
    marks: Marks,
    value: float | None,
    limits: tuple[float | None, float | None],
    control: ControlLimits | None,
    *,
    ahead: bool = False,
) -> str:
    """Return one row: the interval as a line, the control limits and their centre over it, the value over all.

    A forecast (`ahead`) has a sign of its own. Nothing stands to the right of the last sign.
    """
    cells = [" "] * scale.width
    low, high = limits
    if low is not None and high is not None:
        start, end = scale.place(low), scale.place(high)
        cells[start : end + 1] = marks.line * (end - start + 1)
        cells[start], cells[end] = marks.left, marks.right
    if control is not None:
        for each in (control.low, control.centre, control.high):
            cells[scale.place(each)] = marks.limit
    if value is not None:
        cells[scale.place(value)] = marks.forecast if ahead else marks.value
    return "".join(cells).rstrip()
