"""What some of the rows say: for each metric and cell, a statistic and an account. Partials add."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import CellKey, Group
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_ids import RowIds
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Gathered
from cxcli.scoring.votes import Ledger

Offenders = Mapping[tuple[Disposition, str], int]
"""Rows with something wrong or missing in them, by fate and by what they said: a short number, or just `TEXT` or
`DATE`; of metrics without answers the field, or the box that the row would be in."""

Era = tuple[int | None, Group]
"""Where everybody has a vote: a period, None for all time, and a group where votes are kept apart by group."""

TEXT: Final = "text"
DATE: Final = "date"


class Tally(Struct, frozen=True):
    """The statistic and the account of one metric in one cell; where rows stand for several answers, theirs too."""

    statistic: Statistic
    account: RowAccount
    offenders: Offenders = field(default_factory=dict)
    answers: RowAccount = field(default_factory=RowAccount)

    def __add__(self, other: "Tally") -> "Tally":
        wrong = Counter(self.offenders) + Counter(other.offenders) if self.offenders or other.offenders else {}
        account, answers = self.account + other.account, self.answers + other.answers
        return Tally(self.statistic + other.statistic, account, wrong, answers)


class Partial(Struct, frozen=True):
    """The tallies of some of the rows, by metric and cell. `Partial()` is neutral; order and cut do not matter.

    `ledgers` hold the votes, by metric and era, where each person has one, `gathered` the rows of metrics whose rows
    can only be judged together. `reaches` say, where the clock is taken for now, how far the rows of a metric reach,
    `ids` which rows count, where they have ids.
    """

    tallies: Mapping[tuple[str, CellKey], Tally] = field(default_factory=dict)
    ledgers: Mapping[tuple[str, Era], Ledger] = field(default_factory=dict)
    gathered: Mapping[str, Gathered] = field(default_factory=dict)
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    ids: Mapping[str, RowIds] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> "Partial":
        """Return the partial of no rows."""
        return cls()

    def tally(self, metric: str, key: CellKey, empty: Statistic) -> Tally:
        """Return the tally of a cell; where no row is in it, that of the `empty` statistic."""
        return self.tallies.get((metric, key)) or Tally(empty, RowAccount())

    def __add__(self, other: "Partial") -> "Partial":
        merged = dict(self.tallies)
        for key, tally in other.tallies.items():
            merged[key] = merged[key] + tally if key in merged else tally
        votes = dict(self.ledgers)
        for era, ledger in other.ledgers.items():
            votes[era] = votes[era] + ledger if era in votes else ledger
        rows = dict(self.gathered)
        for metric, more in other.gathered.items():
            rows[metric] = rows.get(metric, Gathered()) + more
        reaches = dict(self.reaches)
        for metric, reach in other.reaches.items():
            reaches[metric] = reaches.get(metric, Reach()) + reach
        ids = dict(self.ids)
        for metric, these in other.ids.items():
            ids[metric] = ids.get(metric, RowIds()) + these
        return Partial(merged, votes, rows, reaches, ids)
