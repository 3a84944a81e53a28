"""What a source hands on: chunks of text columns, the rejects found on the way, and what the source was taken to be."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

IntArray = npt.NDArray[np.int64]


class Column(Struct, frozen=True):
    """One column of a source: `position` from 0, its `name`, and the longer `label` (a question's text) if it has one.

    `name` is as in the file, stripped; a repeated name carries `#2`, `#3` … from its second appearance on; a column
    without a name is `col:5` (from 1).
    """

    position: int
    name: str
    label: str = ""


class TextColumn(Struct, frozen=True):
    """The texts of one column in one chunk, each distinct text once.

    `codes` has one entry a row, an index into `texts`. Texts are as in the file (unquoted, decoded, not stripped);
    a JSON null or absent key is the empty text.
    """

    codes: IntArray
    texts: Sequence[str]

    def at(self, rows: slice) -> "TextColumn":
        """Return the column for some of the rows; `texts` may then hold texts that no row has."""
        return TextColumn(self.codes[rows], self.texts)


class Reject(Struct, frozen=True):
    """One record that was read and refused: its first line (from 1), the rule it breaks, and a detail without data.

    `content` is the record's raw text; it is written only where the user asks for it by name.
    """

    line: int
    rule: str
    detail: str
    content: str = ""


class Chunk(Struct, frozen=True):
    """Some records of one file: the columns asked for, each record's first line, and the rejects met on the way.

    `lines` has one entry a record. `columns` maps a column's position to its texts. `len(chunk)` is the number of
    accepted records. `rejects` are those kept in detail: there may be more, and the counts by rule are in the
    source's account.
    """

    file: str
    lines: IntArray
    columns: Mapping[int, TextColumn]
    rejects: Sequence[Reject] = ()

    def __len__(self) -> int:
        return len(self.lines)


class Detection(Struct, frozen=True):
    """One thing that was found out rather than told: `what`, the `value` taken, and the `evidence` for it."""

    what: str
    value: str
    evidence: str


class SourceAccount(Struct):
    """What a pass over a source found, complete once the pass has ended.

    `read` counts records (accepted and rejected), `rejected` counts them by rule.
    """

    read: int = 0
    rejected: dict[str, int] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        """Records handed on."""
        return self.read - sum(self.rejected.values())
