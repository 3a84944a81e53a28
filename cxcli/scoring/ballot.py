"""One vote for each person or account: which rows go into a ledger, and where they stand in it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import Field, IntArray, Records
from cxcli.mapping.row_flags import FLAGS, flag_field
from cxcli.scoring.answer_counts import Answers, amounts
from cxcli.scoring.cells import DATE_FIELD, CellKey, Group, Placement
from cxcli.scoring.partial import Era
from cxcli.scoring.votes import Content, Keep, KeyArray, Ledger, Nobody, Votes

VOTER: Final = "voter"
RESPONSE: Final = "response"


class Ballot(Struct, frozen=True):
    """Who has one vote: the same `person`, the same `response`, or both; of several the one to `keep` stands.

    Within each key of the columns `within` everybody has a vote, so that two waves can be compared.
    """

    person: bool
    response: bool
    keep: Keep = "latest"
    within: tuple[str, ...] = ()

    @property
    def first_keep(self) -> Keep:
        """What is kept of several rows of the first key; of a response that came twice it is the latest."""
        return "latest" if self.response else self.keep


def ledgers(
    ballot: Ballot, records: Records, answers: Answers, scored: IntArray, placements: Sequence[Placement]
) -> dict[Era, Ledger]:
    """Return the ledgers of the rows that are `scored`; each placement has every one of them once in each period.

    A row without a key is a vote of its own.
    """
    rows, codes, profiles = _profiles(scored, placements)
    if not len(rows):
        return {}
    eras = [(cells[0].period, _within(ballot, cells)) for cells in profiles]
    distinct = {era: code for code, era in enumerate(dict.fromkeys(eras))}
    number = np.array([distinct[era] for era in eras], np.int64)[codes]
    contents, said = _contents(records, answers, rows, codes, profiles)
    found = {}
    for era, code in distinct.items():
        here = np.flatnonzero(number == code)
        found[era] = Ledger.of(_votes(ballot, records, rows[here], contents[here], said), ballot.first_keep)
    return found


def _profiles(
    scored: IntArray, placements: Sequence[Placement]
) -> tuple[IntArray, IntArray, list[tuple[CellKey, ...]]]:
    """Return row and profile of each vote, and the profiles: the cells that a vote is in, layer by layer."""
    entries = [_sorted(scored, placement) for placement in placements]
    columns = [(cells, len(placement.keys)) for (_, cells), placement in zip(entries, placements, strict=True)]
    first, codes = _combined(columns)
    profiles = [
        tuple(placement.keys[cells[place]] for (_, cells), placement in zip(entries, placements, strict=True))
        for place in first.tolist()
    ]
    return entries[0][0], codes, profiles


def _combined(columns: Sequence[tuple[IntArray, int]]) -> tuple[IntArray, IntArray]:
    """Return where each combination of codes first occurs, and the number of its own for each entry.

    Of each column the codes are given, and of how many values.
    """
    first = codes = np.zeros(len(columns[0][0]), np.int64)
    for more, size in columns:
        _, first, codes = np.unique(codes * max(size, 1) + more, return_index=True, return_inverse=True)
    return first, codes


def _sorted(scored: IntArray, placement: Placement) -> tuple[IntArray, IntArray]:
    """Return the entries of scored rows by row and period, so that those of all layers are side by side."""
    entries = np.flatnonzero(np.isin(placement.rows, scored))
    rows, cells = placement.rows[entries], placement.cells[entries]
    periods = np.array([key.period or 0 for key in placement.keys], np.int64)[cells]
    order = np.lexsort((periods, rows))
    return rows[order], cells[order]


def _within(ballot: Ballot, cells: Sequence[CellKey]) -> Group:
    groups = [cell.group for cell in cells if tuple(column for column, _ in cell.group) == ballot.within]
    return groups[0] if ballot.within else ()


def _contents(
    records: Records, answers: Answers, rows: IntArray, profiles: IntArray, cells: Sequence[tuple[CellKey, ...]]
) -> tuple[IntArray, list[Content]]:
    """Return what each vote says, on distinct values."""
    flags = [name for name in FLAGS if flag_field(name) in records.fields]
    raised = [records.fields[flag_field(name)].codes[rows] for name in flags]
    weighed = amounts(records).of(rows)
    columns = [(answers.codes[rows], len(answers.values)), (profiles, len(cells)), *((each, 2) for each in raised)]
    columns += [] if weighed.codes is None else [(weighed.codes, len(weighed.weights))]
    first, codes = _combined(columns)
    said = [
        Content(
            answers.values[answers.codes[rows[place]]],
            1 if weighed.codes is None else weighed.weights[weighed.codes[place]],
            tuple(name for name, up in zip(flags, raised, strict=True) if up[place]),
            cells[profiles[place]],
        )
        for place in first.tolist()
    ]
    return codes, said


def _votes(ballot: Ballot, records: Records, rows: IntArray, contents: IntArray, said: Sequence[Content]) -> Votes:
    keys = _keys(records, RESPONSE if ballot.response else VOTER, rows)
    return Votes(
        keys=keys,
        people=_keys(records, VOTER, rows) if ballot.response and ballot.person else None,
        at=_moments(records.fields.get(DATE_FIELD), rows),
        files=np.zeros(len(rows), np.int64),
        names=(records.file,),
        numbers=records.numbers[rows],
        contents=contents,
        said=said,
    )


def _keys(records: Records, name: str, rows: IntArray) -> KeyArray:
    """Return the key of each row; of one without, an object that is no other key."""
    found = records.fields[name]
    keys = np.array([*found.values, ""], object)[found.codes[rows]]
    for row in np.flatnonzero(keys == "").tolist():
        keys[row] = Nobody()
    return keys


def _moments(dates: Field | None, rows: IntArray) -> IntArray:
    if dates is None:
        return np.zeros(len(rows), np.int64)
    return np.asarray(dates.values, "datetime64[us]").astype(np.int64)[dates.codes[rows]]
