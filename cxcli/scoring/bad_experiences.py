"""Experiences of customers, row by row over several sources, and how many of them were bad in a stretch of time."""

from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import FateArray, IntArray
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.together import NEVER, Rows

BoolArray = npt.NDArray[np.bool_]

CUSTOMER: Final = "customer"
REASONS: Final = "reasons"
SOURCE: Final = "source"
ID: Final = "id"
"""Texts of rows: the key of the customer, why the experience was bad (empty: it was not), source, and id of the row."""

AT: Final = "at"
"""When the experience was, in microseconds since 1970 on the clocks of the report."""

_DUPLICATE = FATE_CODE[Disposition.DUPLICATE]
_OUT_OF_PERIOD = FATE_CODE[Disposition.OUT_OF_PERIOD]


class Stretch(Struct, frozen=True):
    """The moments in which a bad experience counts: later than `after`, not later than `until`, in microseconds.

    Rows not later than `floor` do not count at all, nor do those after `until`.
    """

    after: int
    until: int
    floor: int = NEVER


class Counted(Struct, frozen=True, eq=False):
    """Bad experiences counted: the final `fates` of the rows, and which of them are `bad` in the stretch.

    `customers` are the codes of the customers seen, ascending, `experiences` how many bad ones each has had.
    """

    fates: FateArray
    bad: BoolArray
    customers: IntArray
    experiences: IntArray

    def at_least(self, least: int) -> IntArray:
        """Return the customers with at least so many bad experiences."""
        return self.customers[self.experiences >= least]


def counted(rows: Rows, stretch: Stretch) -> Counted:
    """Return what the rows say of a stretch of time.

    A row is one experience. Rows of one source that have the same customer and id are the same experience: it is bad if
    any of them is, and is taken as the latest one of those has it.
    """
    if not len(rows):
        return Counted(rows.fates, is_bad(rows), *(np.zeros(0, np.int64),) * 2)
    fates, at = rows.fates.copy(), rows.columns[AT]
    fates[(fates == 0) & ((at > stretch.until) | (at <= stretch.floor))] = _OUT_OF_PERIOD
    fates[_repeated(rows, np.flatnonzero(fates == 0))] = _DUPLICATE
    scored = fates == 0
    bad = scored & is_bad(rows) & (at > stretch.after)
    codes, names = rows.texts[CUSTOMER]
    customers = np.flatnonzero(np.bincount(codes[scored], minlength=len(names)))
    experiences = np.bincount(codes[bad], minlength=len(names))[customers]
    return Counted(fates, bad, customers, experiences)


def is_bad(rows: Rows) -> BoolArray:
    """Return which rows are bad experiences, whenever they were."""
    codes, texts = rows.texts.get(REASONS, (np.zeros(len(rows), np.int64), ("",)))
    return np.array([bool(text) for text in texts], np.bool_)[codes]


def _repeated(rows: Rows, scored: IntArray) -> IntArray:
    """Return those of the scored rows that tell of an experience of which another row is taken."""
    ids, names = rows.texts[ID]
    mine = scored[np.array([bool(name) for name in names], np.bool_)[ids[scored]]]
    whose = [ids[mine], rows.texts[CUSTOMER][0][mine], rows.texts[SOURCE][0][mine]]
    # All that is known of a row decides which one is taken, so that the order of the rows does not.
    said = [rows.texts[REASONS][0][mine], rows.columns[AT][mine], is_bad(rows)[mine]]
    order = np.lexsort([*said, *whose])
    same = np.all([codes[order][1:] == codes[order][:-1] for codes in whose], axis=0)
    return np.asarray(mine[order[:-1][same]])
