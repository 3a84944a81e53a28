"""The ways in which the sample of a metric is spoiled: what is wrong, and in which table and column."""

from collections.abc import Iterable, Sequence

from metric_samples import Sample, Table, bytes_of

from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings.needs import need_of

CANARY = "zyx canary"
"""What stands in cells that nobody can read, and is not to be seen anywhere."""
HOSTILE = (
    f"\x1b[31m{CANARY}\x1b[0m",
    f"\u202e{CANARY}",
    f"=cmd|'/C {CANARY}'!A0",
    f"[red]{CANARY}[/red]",
    f"<script>{CANARY}</script>",
    f"{CANARY}\x07\x08\x9b",
    f"{CANARY}\x00",
    CANARY * 30_000,
)
IMPOSSIBLE = ("-5", "1e308", f"1{'0' * 30}", "-1e308", "inf", "-inf", "9" * 40)
"""Numbers that no count, amount, duration or answer can be."""
NO_NUMBERS = ("NaN", "n/a", "NULL")
"""What is written where there is no number."""
NO_DATES = ("0001-01-01", "9999-12-31", "0001-01-01T00:00:00", "9999-12-31 23:59:59", "1900-01-01")
"""What databases write where there is no date."""
STRANGE_DATES = ("2999-01-01", "1-1-1", "0205-06-01", "2025-02-30", "2027-05-01", "2199-12-31")
QUANTITIES = ("number", "money", "duration", "score")


class Place:
    """A column of a table of a sample, and the fields that it feeds."""

    def __init__(self, sample: Sample, file: str, column: str) -> None:
        self.sample, self.file, self.column = sample, file, column
        self.fields = [field for (at, field), name in sample.columns.items() if (at, name) == (file, column)]

    @property
    def table(self) -> Table:
        """The table that the column is of."""
        return self.sample.tables[self.file]

    @property
    def types(self) -> set[str]:
        """The types of the fields: those of the vocabulary, `score`, `date`, or `key` for groups."""
        known = vocabulary()
        return {
            known[each].type if each in known else "date" if each == "at" else "score" if each == "score" else "key"
            for each in self.fields
        } - ({"key"} if "score" in self.fields else set())

    @property
    def is_comment(self) -> bool:
        """Whether comments are read, in which any text is one."""
        return "language" in self.fields

    @property
    def needed(self) -> bool:
        """Whether the metric says that it cannot do without, and knows no other way to one of the fields."""
        definition = shipped()[self.sample.metric]
        if has_answers(definition) or definition.kind in ("sentiment", "polarity"):
            return True
        if self.sample.over_sources:
            return False
        fields = need_of(definition).fields
        return any(each in fields and not vocabulary()[each].ways for each in self.fields)

    def removed(self) -> bytes:
        """Return the table without the column."""
        at = self.sample.place(self.file, self.column)
        return self.sample.written([row[:at] + row[at + 1 :] for row in self.table])

    def put(self, texts: Sequence[str], rows: Iterable[int] | None = None) -> bytes:
        """Return the table with these texts in turn in some rows of the column, in all of them if not said."""
        table, at = [list(row) for row in self.table], self.sample.place(self.file, self.column)
        for place, row in enumerate(range(1, len(table)) if rows is None else rows):
            table[row][at] = texts[place % len(texts)]
        return self.sample.written(table)

    def some(self, number: int) -> list[int]:
        """Return so many rows that have something in the column, or all that do, spread over it; at least one."""
        at = self.sample.place(self.file, self.column)
        filled = [row for row in range(1, len(self.table)) if self.table[row][at].strip()] or [1]
        return filled[:: max(1, len(filled) // number)][:number]


def places(sample: Sample) -> list[Place]:
    """Return the columns that a metric reads of its sample."""
    return [
        Place(sample, file, column) for file, column in dict.fromkeys((f, c) for (f, _), c in sample.columns.items())
    ]


def without_rows(sample: Sample, file: str, rows: Sequence[int]) -> bytes:
    """Return a table without some rows."""
    return sample.written([row for place, row in enumerate(sample.tables[file]) if place not in rows])


def broken_records(table: Table, delimiter: str) -> dict[str, bytes]:
    """Return a table with one record that is broken: too short, too long, or in another encoding."""
    half = len(table) // 2
    before, row, after = table[:half], table[half], table[half + 1 :]
    western = bytes_of([["caf\u00e9 " + row[0], *row[1:]]], delimiter).decode().encode("cp1252")
    return {
        "too few fields": bytes_of([*before, row[:-1], *after], delimiter),
        "too many fields": bytes_of([*before, [*row, CANARY], *after], delimiter),
        "cp1252": bytes_of(before, delimiter) + western + bytes_of(after, delimiter),
    }
