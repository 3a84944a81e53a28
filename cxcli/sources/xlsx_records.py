"""From the rows of a sheet to its records: blank rows, a footer, totals, repeated numbers and a repeated header."""

from collections import Counter, deque
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cxcli.sources.layout import Layout
from cxcli.sources.rules import TOTALS, TOTALS_LOOKED_AT, total_word, totals_at_the_end
from cxcli.sources.xlsx_cells import CellTexts
from cxcli.sources.xlsx_header import SheetHeader, Texts
from cxcli.sources.xlsx_rows import RawCell, Row
from cxcli.sources.xlsx_rules import Fault, fault

_BETWEEN = "\x1f"
_LONGEST_WORD = 40


class Record(Struct):
    """A row of data, and the rule that it breaks whatever columns are read."""

    row: Row
    fault: Fault | None = None


class Records:
    """One pass over the records of a sheet; when it has ended, `blank`, `hidden`, `beyond` and `last` are complete.

    They count blank rows between records, hidden rows, rows with cells beyond the last column, and name the last row.
    """

    def __init__(self, header: SheetHeader, texts: CellTexts, footer: int) -> None:
        """Take the header, what reads cells, and how many rows at the end are no data."""
        self._header = header
        self._texts = texts
        self._footer = footer
        self._width = len(header.header.columns)
        self._again = [(*next(iter(each.items())), each) for each in header.rows]
        self._held: deque[Record] = deque()
        self._words: set[str] = set()
        self.blank = self.hidden = self.beyond = 0
        self.last = header.last

    def of(self, rows: Iterator[Row]) -> Iterator[Record]:
        """Yield the records among the rows of a sheet; `rows` begin with its first."""
        newest = self._header.last
        for ordinal, row in enumerate(rows, 1):
            if ordinal <= self._header.ordinal or not self._is_filled(row):
                continue
            self._held.append(Record(row, self._fault(row, newest)))
            newest = row.number
            if len(self._held) > TOTALS_LOOKED_AT + self._footer:
                yield self._released()
        while self._held and self._held[-1].row.number > newest - self._footer:
            self._held.pop()
        self._find_totals()
        while self._held:
            yield self._released()

    def fault_anywhere(self, record: Record) -> Fault | None:
        """Return the rule that a cell of the table breaks, in whatever column it is."""
        for column, cell in record.row.cells.items():
            text = self._texts.of(cell)
            if isinstance(text, Fault) and column < self._width:
                return text
        return None

    def content(self, row: Row) -> str:
        """Return the cells of a row, one behind the other with tabs between them."""
        return "\t".join(self._cells(row))

    def _is_filled(self, row: Row) -> bool:
        for cell in row.cells.values():
            if cell[0] == "n":
                return True
            text = self._texts.of(cell)
            if isinstance(text, Fault) or text.strip():
                return True
        return False

    def _fault(self, row: Row, newest: int) -> Fault | None:
        """Return the rule that a row breaks; of rows with one number, the one before breaks it too."""
        if row.number == newest:
            if self._held:
                self._held[-1].fault = fault("repeated_row")
            return fault("repeated_row")
        if row.fault:
            return Fault("damaged_cell", row.fault)
        for column, text, header in self._again:
            cell = row.cells.get(column)
            if cell is not None and self._texts.of(cell) == text and self._is(header, row):
                return fault("repeated_header")
        return None

    def _is(self, header: Texts, row: Row) -> bool:
        cells = row.cells
        return all(column in cells and self._texts.of(cells[column]) == text for column, text in header.items())

    def _released(self) -> Record:
        """Give the oldest row that was held back, and count what is to be said about it."""
        record = self._held.popleft()
        row = record.row
        self.blank += max(row.number - self.last - 1, 0)
        self.last = row.number
        self.hidden += row.hidden
        self.beyond += self._reaches_beyond(row)
        self._note_word(next(iter(row.cells.values())))
        return record

    def _note_word(self, cell: RawCell) -> None:
        """Keep the word for a total that a record begins with: it is an answer here."""
        first = "" if cell[0] == "n" else self._texts.of(cell)
        if isinstance(first, str) and len(first) <= _LONGEST_WORD:
            word = first.casefold().strip(" :")
            if word in TOTALS:
                self._words.add(word)

    def _reaches_beyond(self, row: Row) -> bool:
        if max(row.cells) < self._width:
            return False
        beyond = (self._texts.of(cell) for column, cell in row.cells.items() if column >= self._width)
        return any(isinstance(text, Fault) or text.strip() for text in beyond)

    def _find_totals(self) -> None:
        """Mark the totals among the last rows, by the same rule as for delimited text."""
        if self._width == 1:
            return
        records = [_BETWEEN.join(self._cells(record.row)).encode() for record in self._held]
        layout = Layout(delimiter=ord(_BETWEEN), quoted=False, width=self._width)
        count = totals_at_the_end(records, replace(layout, labels=frozenset(self._words)))
        words = [total_word(record, layout.delimiter) for record in records]
        before, totals = words[: len(words) - count], Counter(words[len(words) - count :])
        repeated = {word for word, times in totals.items() if times > 1}
        labels = TOTALS & {*self._words, *before, *repeated}
        count = totals_at_the_end(records, replace(layout, labels=frozenset(labels)))
        for record in list(self._held)[len(records) - count :]:
            record.fault = record.fault or fault("total_row")

    def _cells(self, row: Row) -> list[str]:
        texts = [self._texts.of(row.cells[column]) for column in sorted(row.cells)]
        return ["" if isinstance(text, Fault) else text for text in texts]
