"""Ids of rows, of which each should be there once: a ticket that stands in two rows counts twice."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import FateArray, Field
from cxcli.mapping.voters import NOBODY
from cxcli.sources.text_hashes import text_hashes

HashArray = npt.NDArray[np.uint64]


class RowIds(Struct, frozen=True, eq=False):
    """The ids of some rows as they are written, as hashes of 64 bits.

    Ids add; `RowIds()` is neutral, and order and cut do not matter. Two are equal where they share their parts, as
    those of metrics of the same rows do.
    """

    parts: tuple[HashArray, ...] = ()

    @classmethod
    def of(cls, field: Field, rows: npt.NDArray[np.bool_]) -> "RowIds":
        """The ids of the chosen rows."""
        return cls((text_hashes(field.texts)[field.codes[rows]],)) if rows.any() else cls()

    def __add__(self, other: "RowIds") -> "RowIds":
        return RowIds(self.parts + other.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowIds) and self._known_by == other._known_by

    def __hash__(self) -> int:
        return hash(self._known_by)

    @property
    def _known_by(self) -> tuple[int, ...]:
        return tuple(map(id, self.parts))

    def repeated(self) -> tuple[int, int]:
        """Return how many ids stand in more than one row, and in how many rows these stand; blanks are no ids."""
        if not self.parts:
            return 0, 0
        hashes = np.sort(np.concatenate(self.parts))
        first = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
        counts = np.diff(np.append(first, len(hashes)))
        several = np.flatnonzero(counts > 1)
        several = several[~np.isin(hashes[first[several]], _none())]
        return len(several), int(counts[several].sum())


def scored_ids(fields: Mapping[str, Field], fates: Mapping[str, FateArray]) -> dict[str, RowIds]:
    """Return the ids of the rows that count, by metric; metrics of one field and the same rows share them."""
    made: dict[tuple[int, bytes], RowIds] = {}
    found = {}
    for metric, field in fields.items():
        rows = fates[metric] == 0
        same = id(field), rows.tobytes()
        found[metric] = made[same] if same in made else made.setdefault(same, RowIds.of(field, rows))
    return found


def _none() -> HashArray:
    """Return what texts are written as that mean no id: blanks, and words such as `N/A`."""
    forms = (str, str.upper, str.capitalize, str.title)
    words = [form(word) for word in NOBODY for form in forms]
    return text_hashes([*words, *(" " * number for number in range(_MOST_SPACES))])


_MOST_SPACES = 9
