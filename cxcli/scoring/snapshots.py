"""Customers as they were at some dates, one file or one page for each date: a statistic that becomes events."""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from msgspec.structs import force_setattr

from cxcli.mapping.records import IntArray
from cxcli.rows import Disposition
from cxcli.scoring.customer_events import OPEN, CustomerEvents, Entries, changed, merged
from cxcli.scoring.votes import KeyArray


class Snapshots(Struct, frozen=True, eq=False):
    """What each customer paid at each date. Snapshots add; `rows` is how many rows count.

    A customer may stand at a date more than once. If `several` rows are declared (one for each subscription), they are
    added up. If not, nobody knows which of them is right, the same amount twice included: none counts, and from that
    date to the next one the customer is taken to pay what was known before, which is nothing at the first date.

    Raises:
        ValueError: entries without rows.
    """

    parts: tuple[Entries, ...] = ()
    rows: int = 0
    several: bool = False

    def __post_init__(self) -> None:
        if self.rows < 0 or (self.rows and not self.parts):
            raise ValueError("snapshots come from rows")
        if not self.parts:
            # One empty statistic, not two: what holds no rows has no rule yet.
            force_setattr(self, "several", False)

    @classmethod
    def empty(cls) -> "Snapshots":
        """The snapshots of no rows; neutral for both rules."""
        return cls()

    @classmethod
    def of(cls, keys: KeyArray, dates: IntArray, amounts: IntArray, *, several: bool = False) -> "Snapshots":
        """The snapshots of some rows: customer, date (in microseconds since 1970) and amount (in millionths).

        Raises:
            ValueError: as in `Entries.of`.
        """
        parts = (Entries.of(keys, dates, amounts, np.ones(len(keys), np.int64)),) if len(keys) else ()
        return cls(parts, len(keys), several)

    def __add__(self, other: "Snapshots") -> "Snapshots":
        """Return the snapshots of both.

        Raises:
            ValueError: several rows of a customer are declared for one and not for the other.
        """
        if not self.parts or not other.parts:
            return self if self.parts else other
        if self.several != other.several:
            raise ValueError("snapshots with several rows of a customer and those with one do not add")
        return Snapshots(self.parts + other.parts, self.rows + other.rows, self.several)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Snapshots) and self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]  # as of all that holds arrays

    @property
    def n(self) -> int:
        """The rows."""
        return self.rows

    @property
    def dates(self) -> IntArray:
        """The dates that have rows, ascending."""
        return np.unique(np.concatenate([np.zeros(0, np.int64), *(part.times for part in self.parts)]))

    @property
    def repeated(self) -> int:
        """Rows of customers who stand at a date more than once although that was not declared."""
        rows = self._entries().numbers[1]
        return 0 if self.several else int(rows[rows > 1].sum())

    def events(self, dates: IntArray | None = None) -> CustomerEvents:
        """The events that lead from each snapshot to the next; a customer who is missing in one pays nothing then.

        They happen at the dates of the snapshots, so a period sees those before its end, and not one at its end.
        `dates` are those of all snapshots. Without them they are the dates of these rows, which will not do for a part
        of the customers: where they have all gone, the part has no row to say so.
        """
        entries = self._entries()
        every = np.union1d(self.dates, self.dates if dates is None else dates)
        places = np.searchsorted(every, entries.times)
        amounts = entries.numbers[0] if self.several else _carried(entries, places)
        paid = amounts != 0
        events = CustomerEvents.of_spans(
            entries.pool[entries.customers[paid]],
            entries.times[paid],
            np.append(every, OPEN)[places[paid] + 1],
            amounts[paid],
        )
        return CustomerEvents(events.parts, self._counting())

    def settled(self) -> tuple["Snapshots", Mapping[Disposition, int]]:
        """The same snapshots, merged, and the repeated rows, which are contradictory."""
        rows = self._counting()
        out = {Disposition.CONTRADICTORY: self.rows - rows} if self.rows > rows else {}
        return Snapshots((self._entries(),) if self.parts else (), rows, self.several), out

    def to_json(self) -> dict[str, object]:
        """`{"customers": {key: [[date, amount, rows], ...]}, "rows": rows, "several": several}`, sorted."""
        return {"customers": self._entries().to_json(), "rows": self.rows, "several": self.several}

    @classmethod
    def from_json(cls, data: object) -> "Snapshots":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {"customers": dict(customers), "rows": int(rows), "several": bool(several), **rest} if not rest:
                entries = Entries.from_json(customers, 2)
                if (entries.numbers[1] >= 1).all():
                    return cls((entries,) if len(entries) else (), rows, several)
        raise ValueError('snapshots are an object with "customers", "rows" and "several"')

    def _entries(self) -> Entries:
        """Amount and number of rows by customer and date, all parts merged."""
        return merged(self.parts or (Entries.none(2),))

    def _counting(self) -> int:
        """The rows that are not repeated."""
        return int(self._entries().numbers[1].sum()) - self.repeated


def _carried(entries: Entries, places: IntArray) -> IntArray:
    """Return what each customer paid at each date; where rows contradict each other, what was paid at the date before.

    `places` are those of the dates among all dates.
    """
    amounts, rows = entries.numbers
    known = rows == 1
    begins = changed(entries.customers) | changed(places - np.arange(len(places)))
    source = np.maximum.accumulate(np.where(known | begins, np.arange(len(places)), 0))
    return np.where(known, amounts, 0)[source]
