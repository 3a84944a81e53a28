"""What a config can say about the dates of a column."""

from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from cxcli.mapping.epochs import Unit

Order = Literal["day-first", "month-first", "iso"]

_UTC = ZoneInfo("UTC")


class DateChoices(Struct, frozen=True, kw_only=True):
    """What was declared; None leaves it to the column.

    `order` says which of two numbers is the day (`iso`: only ISO dates are dates), `unit` what a single number counts,
    `pattern` (as for `strptime`) is the only form then. `zone` is that of times without an offset, `report_zone` the
    one in which days begin.
    """

    order: Order | None = None
    unit: Unit | None = None
    pattern: str | None = None
    zone: ZoneInfo = _UTC
    report_zone: ZoneInfo = _UTC
