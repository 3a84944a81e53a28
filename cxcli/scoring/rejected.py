"""The rows that do not count because something is wrong with them, one by one."""

from collections.abc import Iterator, Mapping

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import FateArray, Records
from cxcli.mapping.typed_fields import fed_fields
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.cells import DATE_FIELD
from cxcli.scoring.offenders import shown_answer
from cxcli.scoring.partial import DATE

_BAD = np.array([fate.bad for fate in FATES])
_UNREADABLE = FATE_CODE[Disposition.UNREADABLE]


class RejectedRow(Struct, frozen=True):
    """A row that did not count because something is wrong with it: where, for which metric, why, and what it said."""

    file: str
    line: int
    metric: str
    reason: str
    detail: str
    content: str


def bad_rows(rows: Records, fates: Mapping[str, FateArray]) -> Iterator[RejectedRow]:
    """Yield the bad rows of a chunk, metric by metric, given each row's fate for each."""
    for metric, codes in fates.items():
        if fed_fields(rows, metric):
            yield from _bad_fields(rows, metric, codes)
            continue
        answers = rows.fields[f"{metric}.score"]
        for row in np.flatnonzero(_BAD[codes]).tolist():
            answer, fate = int(answers.codes[row]), FATES[codes[row]]
            text, said = answers.texts[answer], shown_answer(answers.texts[answer])
            if fate is Disposition.UNREADABLE and answers.fates[answer] == 0:
                text, said = _unread(rows, row)
            yield RejectedRow(rows.file, int(rows.lines[row]), metric, fate, said, text)


def _bad_fields(rows: Records, metric: str, codes: FateArray) -> Iterator[RejectedRow]:
    """Yield the bad rows of a metric without answers, each with the first of its fields that cannot be read."""
    fields = fed_fields(rows, metric)
    for row in np.flatnonzero(_BAD[codes]).tolist():
        unread = [(name, field) for name, field in fields.items() if field.fates[field.codes[row]] == _UNREADABLE]
        said, text = ("", "")
        for name, field in unread[:1]:
            said, text = name, field.texts[int(field.codes[row])]
        yield RejectedRow(rows.file, int(rows.lines[row]), metric, FATES[codes[row]], said, text)


def _unread(rows: Records, row: int) -> tuple[str, str]:
    """Return text and name of what cannot be read in a row whose answer can: its date, weight or count."""
    named = ((DATE_FIELD, DATE), (WEIGHT, WEIGHT), (COUNT, COUNT))
    fields = ((rows.fields[name], said) for name, said in named if name in rows.fields)
    return next(
        (field.texts[int(field.codes[row])], said)
        for field, said in fields
        if FATES[field.fates[field.codes[row]]] is Disposition.UNREADABLE
    )
