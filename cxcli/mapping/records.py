"""Mapped rows: what each field of a row was read as, on distinct values."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.mapping.ways import Way

IntArray = npt.NDArray[np.int64]
FateArray = npt.NDArray[np.int8]


class Field(Struct, frozen=True):
    """One mapped field of a chunk.

    `codes` has one entry a row, an index into `values` and `fates`. `fates` holds, for each distinct value, an index
    into `cxcli.rows.FATES`: 0 (`scored`) where `values` can be used, else why not; the value is then None.
    `texts` are the distinct texts as they stood in the file.
    """

    codes: IntArray
    values: Sequence[object]
    fates: FateArray
    texts: Sequence[str]

    @property
    def row_fates(self) -> FateArray:
        """The fate of each row; mostly all values can be used, and nothing is looked up."""
        return self.fates[self.codes] if self.fates.any() else np.zeros(len(self.codes), np.int8)


class Records(Struct, frozen=True):
    """The mapped rows of one chunk: `fields` by name, and each row's identity (`file`, `numbers`) and place (`lines`).

    `numbers` count the accepted records of the file, since several may stand on one line. `ways` say how fields are
    worked out that no column feeds, by the name that they would have here. `known` keeps what was worked out of these
    rows, by what it was worked out from, so that it is done once for all metrics.
    """

    file: str
    lines: IntArray
    fields: Mapping[str, Field]
    numbers: IntArray
    ways: Mapping[str, Way] = field(default_factory=dict)
    known: dict[Hashable, Field] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)
