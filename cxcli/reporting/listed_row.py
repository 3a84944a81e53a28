"""A row behind a number, as it is listed."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from cxcli.rows import Disposition

Answer = int | float | str | None


class ListedRow(Struct, frozen=True, kw_only=True):
    """One row: where it stands, its fate, and what was read of it.

    `answer` is a number where it could be read, else a short number as it was written or just "text"; None where there
    is none. Of a metric without answers it is the quantity that was made of the row, durations in seconds. `box` is the
    class that the answer or the row is in. `rule` is what a malformed record breaks; of such a one nothing
    else is known. `extra` are the texts of the columns that were asked for by name, and `masked` tells in how many
    of them personal data is masked.
    """

    file: str
    line: int
    fate: Disposition
    answer: Answer = None
    box: str | None = None
    day: date | None = None
    flags: tuple[str, ...] = ()
    weight: int | Fraction | None = None
    count: int | None = None
    rule: str | None = None
    extra: tuple[str, ...] = ()
    masked: int = 0


class Listing(Struct, frozen=True, kw_only=True):
    """The rows listed, and what they have beside their answers: the keys of their `group`, dates, flags and so on.

    `found` is how many rows there are, listed or not. `values` is what the answers are called, None where rows have
    none. `extra` are the names of the columns asked for.
    """

    rows: tuple[ListedRow, ...]
    found: int
    group: Mapping[str, str]
    values: str | None = "answer"
    boxes: bool = False
    dated: bool = False
    flagged: bool = False
    weighed: bool = False
    counted: bool = False
    malformed: bool = False
    extra: tuple[str, ...] = ()

    @property
    def masked(self) -> int:
        """In how many of the texts listed personal data is masked."""
        return sum(row.masked for row in self.rows)
