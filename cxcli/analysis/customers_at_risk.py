"""The customers at risk one by one: their bad experiences, the latest first, and what else speaks for acting."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.bad_experiences import AT, CUSTOMER, REASONS, SOURCE, Counted, Stretch
from cxcli.scoring.experience_rows import FOLLOWED_UP, LINE, PARTED
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Rows

Signs = Mapping[int, Sequence[str]]
"""What else is known of customers, by their code: a sentence each."""


class Reason(Struct, frozen=True):
    """Why a row is a bad experience: the metric, its box, and the answer where the row has one."""

    metric: str
    box: str
    answer: str

    def __str__(self) -> str:
        return f"{self.metric} {self.answer or self.box}"


class Experience(Struct, frozen=True):
    """One bad experience: when it was, the source, file and line of its row, and its reasons."""

    at: datetime
    source: str
    file: str
    line: int
    reasons: tuple[Reason, ...]


class CustomerAtRisk(Struct, frozen=True):
    """One customer with the bad experiences that count, the latest first, and what else is known (`signs`).

    `followed_up` is the day on which somebody last spoke with the customer, None where nobody knows; it is `open`
    unless that was after the last bad experience.
    """

    customer: str
    experiences: tuple[Experience, ...]
    signs: tuple[str, ...]
    followed_up: date | None
    open: bool

    @property
    def last(self) -> datetime:
        """When the last of the bad experiences was."""
        return self.experiences[0].at


def customers_at_risk(
    rows: Rows,
    found: Counted,
    stretch: Stretch,
    least: int,
    *,
    signs: Signs,
    contacts: Mapping[str, int],
) -> list[CustomerAtRisk]:
    """Return the customers with at least so many bad experiences: the latest first, then the one with the most.

    `contacts` say when customers were followed up, in microseconds since 1970, beside what the rows say of that.
    """
    if not len(rows):
        return []
    codes, names = rows.texts[CUSTOMER]
    listed = np.zeros(len(names), np.bool_)
    listed[found.at_least(least)] = True
    mine = np.flatnonzero(found.bad & listed[codes])
    order = mine[np.lexsort([rows.texts[REASONS][0][mine], -rows.columns[AT][mine], codes[mine]])]
    spoken = _followed_up(rows, contacts, stretch)
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    customers = [_customer(rows, some, names, spoken, signs) for some in np.split(order, starts[1:]) if len(some)]
    return sorted(customers, key=lambda each: (-_number(each.last), -len(each.experiences), each.customer))


def _followed_up(rows: Rows, contacts: Mapping[str, int], stretch: Stretch) -> IntArray:
    """Return when each customer was last followed up; what is planned for later was not done yet."""
    codes, names = rows.texts[CUSTOMER]
    spoken = np.array([contacts.get(name, NEVER) for name in names], np.int64)
    spoken[spoken > stretch.until + DAY] = NEVER
    done = (rows.columns[FOLLOWED_UP] <= stretch.until + DAY) & (rows.fates == 0)
    np.maximum.at(spoken, codes[done], rows.columns[FOLLOWED_UP][done])
    return spoken


def _customer(rows: Rows, some: IntArray, names: Sequence[str], spoken: IntArray, signs: Signs) -> CustomerAtRisk:
    code = int(rows.texts[CUSTOMER][0][some[0]])
    experiences = tuple(_experience(rows, row) for row in some.tolist())
    contact = int(spoken[code])
    return CustomerAtRisk(
        customer=names[code],
        experiences=experiences,
        signs=tuple(signs.get(code, ())),
        followed_up=None if contact == NEVER else _moment(contact).date(),
        open=contact < int(rows.columns[AT][some[0]]),
    )


def _experience(rows: Rows, row: int) -> Experience:
    reasons, sources = rows.texts[REASONS], rows.texts[SOURCE]
    return Experience(
        at=_moment(int(rows.columns[AT][row])),
        source=sources[1][int(sources[0][row])],
        file=rows.names[int(rows.files[row])],
        line=int(rows.columns[LINE][row]),
        reasons=tuple(Reason(*line.split(PARTED)) for line in reasons[1][int(reasons[0][row])].split("\n")),
    )


def _moment(microseconds: int) -> datetime:
    moment: datetime = np.datetime64(microseconds, "us").astype(datetime)
    return moment


def _number(moment: datetime) -> int:
    return int(np.datetime64(moment, "us").astype(np.int64))
