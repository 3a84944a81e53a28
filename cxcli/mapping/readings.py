"""What reading some distinct texts gives: a value or a fate for each, and what the reader of a number must know."""

from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray
from cxcli.rows import FATE_CODE, Disposition

Number = int | Decimal | Fraction
"""An exact number; a whole one is an `int` whatever its spelling was."""

Values = TypeVar("Values")

READ = FATE_CODE[Disposition.SCORED]
UNREADABLE = FATE_CODE[Disposition.UNREADABLE]
UNDATED = FATE_CODE[Disposition.UNDATED]
BLANK = FATE_CODE[Disposition.BLANK]
MISSING = FATE_CODE[Disposition.MISSING]

UNICODE_DIGITS = Notice(
    code="unicode-digits", message="some numbers are written in digits of another script; they were read as 0 to 9"
)


class Readings(Struct, Generic[Values], frozen=True):
    """The `values` of some texts, each text's fate (an index into `cxcli.rows.FATES`, 0 where the value can be used).

    Where the fate is not 0 the value is None (a time: NaT). `surprising` says that these texts would have changed
    the decision about the column: the values must not be used, and the decision be taken again from all texts.
    """

    values: Values
    fates: FateArray
    notices: tuple[Notice, ...] = ()
    surprising: bool = False
