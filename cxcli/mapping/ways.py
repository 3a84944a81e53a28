"""How a field that no column feeds is worked out from others."""

from msgspec import Struct

from cxcli.mapping.expression import Expression
from cxcli.mapping.expression import columns as columns_of

NOW = "now"
"""In the place of a date: the moment of the report."""


class Way(Struct, frozen=True):
    """One way to work a field out from others.

    Either the time `between` two dates, in the hours of a schedule where it is `in_hours`, and up to now where there is
    no second one and it says `else_now`; or the `sum` of some fields, `less` that of others;
    or `cases`: the value that a row has where a condition holds. A row of which no case holds has the value
    `otherwise`, none where that is None.
    """

    between: tuple[str, str] | None = None
    in_hours: bool = False
    else_now: bool = False
    sum: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    cases: tuple[tuple[str, Expression], ...] = ()
    otherwise: str | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields that it is worked out from."""
        named = [name for _, condition in self.cases for name in columns_of(condition)]
        ends = [name for name in self.between or () if name != NOW]
        return tuple(dict.fromkeys([*ends, *self.sum, *self.less, *named]))
