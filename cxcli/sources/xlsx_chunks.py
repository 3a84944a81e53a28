"""From the records of a sheet to chunks: the columns asked for, and the rejects in the order of the rows."""

from collections.abc import Collection, Iterator

import numpy as np
from msgspec import Struct

from cxcli.sources import limits
from cxcli.sources.chunk import Chunk, Reject, SourceAccount, TextColumn
from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_records import Record, Records
from cxcli.sources.xlsx_rows import FORMULA, RawCell
from cxcli.sources.xlsx_rules import Fault

_RECORDS = 20_000
_CELLS = 1_000_000
_CHARACTERS = 16_000_000
_CONTENT = 10_000
_NEW = -1


class _Column(Struct, frozen=True):
    """A column on its way: its position, the code of each cell that was seen, and the number of each text."""

    position: int
    seen: dict[RawCell | None, int]
    numbers: dict[str, int]


class ChunkMaker:
    """Gathers records into chunks of at most `rows`, and counts them in an account.

    `has_inexact` once a number that was read has more digits than a sheet can store, `has_formula` once a value that
    was read is that of a formula.
    """

    def __init__(
        self, file: str, account: SourceAccount, texts: CellTexts, positions: Collection[int], rows: int | None
    ) -> None:
        """Take the file's name, the account, what reads cells, and the columns to hand on."""
        self._file = file
        self._account = account
        self._texts = texts
        self._positions = tuple(positions)
        self._size = rows or max(min(_RECORDS, _CELLS // max(len(self._positions), 1)), 1)
        self._kept = self._held = 0
        self.has_inexact = self.has_formula = False
        self._lines: list[int] = []
        self._codes: list[int] = []
        self._rejects: list[Reject] = []
        self._columns = self._begun()

    def take(self, record: Record, records: Records) -> Iterator[Chunk]:
        """Take the next record, and yield the chunk that is full with it."""
        self._account.read += 1
        broken = record.fault
        if broken is None and self._positions:
            broken = self._add(record)
        elif broken is None:
            broken = records.fault_anywhere(record)
            self.has_inexact = self._texts.met_inexact
        if broken is None:
            self._lines.append(record.row.number)
        else:
            self._reject(record, broken, records)
        if len(self._lines) == self._size or len(self._rejects) == _RECORDS or self._held > _CHARACTERS:
            yield self._chunk()

    def rest(self) -> Iterator[Chunk]:
        """Yield what is left."""
        if self._lines or self._rejects:
            yield self._chunk()

    def _add(self, record: Record) -> Fault | None:
        """Add the codes of a record's cells, column by column, or return the rule that one of the cells breaks."""
        cells = record.row.cells
        codes = [column.seen.get(cells.get(column.position), _NEW) for column in self._columns]
        if _NEW in codes:
            for place, column in enumerate(self._columns):
                code = self._code(column, cells.get(column.position)) if codes[place] == _NEW else codes[place]
                if isinstance(code, Fault):
                    return code
                codes[place] = code
        self._codes += codes
        return None

    def _code(self, column: _Column, cell: RawCell | None) -> int | Fault:
        """Return the code of a cell that the column has not had, or the rule that it breaks."""
        text = "" if cell is None else self._texts.of(cell)
        if isinstance(text, Fault):
            return text
        if cell is not None:
            self.has_inexact = self.has_inexact or self._texts.is_inexact(cell)
            self.has_formula = self.has_formula or cell[0].startswith(FORMULA)
        self._held += len(text)
        code = column.seen[cell] = column.numbers.setdefault(text, len(column.numbers))
        return code

    def _reject(self, record: Record, broken: Fault, records: Records) -> None:
        rejected = self._account.rejected
        rejected[broken.rule] = rejected.get(broken.rule, 0) + 1
        if self._kept < limits.REJECTS_KEPT:
            self._kept += 1
            content = records.content(record.row)[:_CONTENT]
            self._rejects.append(Reject(record.row.number, broken.rule, broken.detail, content))

    def _begun(self) -> list[_Column]:
        return [_Column(position, {}, {}) for position in self._positions]

    def _chunk(self) -> Chunk:
        codes = np.array(self._codes, np.int64).reshape(len(self._lines), len(self._columns)).T.copy()
        columns = {
            column.position: TextColumn(own, list(column.numbers))
            for column, own in zip(self._columns, codes, strict=True)
        }
        made = Chunk(self._file, np.array(self._lines, np.int64), columns, self._rejects)
        self._lines, self._codes, self._rejects, self._columns, self._held = [], [], [], self._begun(), 0
        return made
