"""The customers at risk one by one: their bad experiences, the latest first, and what else speaks for acting."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from msgspec import Struct

from cxcli.analysis.answer_signs import Signs
from cxcli.analysis.why_at_risk import Why
from cxcli.scoring.bad_experiences import AT, CUSTOMER, REASONS, SOURCE, Counted, Stretch
from cxcli.scoring.experience_rows import FOLLOWED_UP, LINE, PARTED
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.together import NEVER, Rows


class Reason(Struct, frozen=True):
    """Why a row is a bad experience: the metric, its box, and the answer where the row has one."""

    metric: str
    box: str
    answer: str

    def __str__(self) -> str:
        return f"{self.metric} {self.answer or self.box}"


class Experience(Struct, frozen=True):
    """One bad experience: when it was, the source, file and line of its row, its reasons, and its comment if asked for.

    `comment` is None where nobody asked, or the row has none; `masked`: personal data in it is.
    """

    at: datetime
    source: str
    file: str
    line: int
    reasons: tuple[Reason, ...]
    comment: str | None = None
    masked: bool = False


class CustomerAtRisk(Struct, frozen=True):
    """One customer who is listed, why, with the bad experiences that count, the latest first, and what else is known.

    `signs` are what the latest answers say. `followed_up` is the day on which somebody last spoke with the customer,
    None where nobody knows; it is `open` unless that was after the last of the reasons.
    """

    customer: str
    why: tuple[Why, ...]
    experiences: tuple[Experience, ...]
    signs: tuple[str, ...]
    followed_up: date | None
    open: bool

    @property
    def last(self) -> datetime | None:
        """When the last of the bad experiences was, None where there are none."""
        return self.experiences[0].at if self.experiences else None

    @property
    def newest(self) -> int:
        """When the newest of the reasons was: of what happened, else the end of the time that the health is of."""
        return max([each.at for each in self.why if each.event] or [each.at for each in self.why])


def customers_at_risk(
    rows: Rows,
    found: Counted,
    stretch: Stretch,
    why: Iterable[Why],
    *,
    signs: Signs,
    contacts: Mapping[str, int],
) -> list[CustomerAtRisk]:
    """Return the customers with some reason: the newest first, then the one with the most bad experiences.

    `contacts` say when customers were followed up, in microseconds since 1970, beside what the rows say of that.
    """
    reasons: dict[str, list[Why]] = {}
    for each in why:
        reasons.setdefault(each.customer, []).append(each)
    experiences = _experiences(rows, found, reasons)
    spoken = _followed_up(rows, contacts, stretch)
    said = {rows.texts[CUSTOMER][1][code]: tuple(each) for code, each in signs.items()}
    listed = [
        _customer(name, each, experiences.get(name, ()), said.get(name, ()), spoken.get(name, NEVER))
        for name, each in reasons.items()
    ]
    return sorted(listed, key=lambda each: (-each.newest, -len(each.experiences), each.customer))


def _experiences(rows: Rows, found: Counted, listed: Collection[str]) -> dict[str, tuple[Experience, ...]]:
    """Return the bad experiences that count of some customers, the latest first."""
    if not len(rows):
        return {}
    codes, names = rows.texts[CUSTOMER]
    wanted = np.array([name in listed for name in names], np.bool_)
    mine = np.flatnonzero(found.bad & wanted[codes])
    order = mine[np.lexsort([rows.texts[REASONS][0][mine], -rows.columns[AT][mine], codes[mine]])]
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    return {
        names[int(codes[some[0]])]: tuple(_experience(rows, row) for row in some.tolist())
        for some in np.split(order, starts[1:])
        if len(some)
    }


def _followed_up(rows: Rows, contacts: Mapping[str, int], stretch: Stretch) -> dict[str, int]:
    """Return when each customer was last followed up; what is planned for later was not done yet."""
    latest = stretch.until + DAY
    spoken = {name: moment for name, moment in contacts.items() if moment <= latest}
    if not len(rows):
        return spoken
    codes, names = rows.texts[CUSTOMER]
    told = np.full(len(names), NEVER)
    done = (rows.columns[FOLLOWED_UP] <= latest) & (rows.fates == 0)
    np.maximum.at(told, codes[done], rows.columns[FOLLOWED_UP][done])
    for code in np.flatnonzero(told != NEVER).tolist():
        spoken[names[code]] = max(int(told[code]), spoken.get(names[code], NEVER))
    return spoken


def _customer(
    name: str, why: Sequence[Why], experiences: tuple[Experience, ...], signs: tuple[str, ...], contact: int
) -> CustomerAtRisk:
    return CustomerAtRisk(
        customer=name,
        why=tuple(why),
        experiences=experiences,
        signs=signs,
        followed_up=None if contact == NEVER else _moment(contact).date(),
        open=contact < max(each.settled for each in why),
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
