"""What metrics have in common whose rows are judged together."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast

import numpy as np
from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.scoring.answer_counts import Answers
from cxcli.scoring.cells import BLANK_KEY, CellKey, Layer, Placement, Window, group_field
from cxcli.scoring.definition import Defined
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.partial import Offenders
from cxcli.scoring.periods import Periods
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_doubts import unreadable
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Gathered, GatheredPart, Rows, Texts, Whole
from cxcli.scoring.worked_out import Circumstances, MetricFields

BLANK: Final = FATE_CODE[Disposition.BLANK]
CONTRADICTORY: Final = FATE_CODE[Disposition.CONTRADICTORY]
NOT_APPLICABLE: Final = FATE_CODE[Disposition.NOT_APPLICABLE]

COUNTS, AGAINST, NEITHER = len(FATES), len(FATES) + 1, len(FATES) + 2
"""Marks of rows that are scored: they count for the value, against it, or only in the denominator. Others have their
fate, an index into `FATES`, for a mark."""

Judged = tuple[FateArray, dict[str, IntArray], dict[str, Texts]]
"""The fate of each row, and what is kept of it: whole numbers and texts, by name."""

Cells = Iterator[tuple[CellKey, FateArray, Statistic]]
"""Cells, each with the final fates of its rows and what they say together; the first is overall, of all rows."""


class Cut(Struct, frozen=True, kw_only=True):
    """How the rows of a metric are cut: by the columns of breakdowns, by periods, within the days that count."""

    by: Sequence[tuple[str, ...]]
    periods: Periods | None
    window: Window
    as_of: datetime

    @property
    def utc(self) -> int:
        """The moment of the report in UTC, in microseconds since 1970."""
        return _microseconds(self.as_of.astimezone(UTC))

    @property
    def here(self) -> int:
        """The moment of the report as its clocks show it, in microseconds since 1970."""
        return _microseconds(self.as_of)


class TogetherMetric(Defined, frozen=True):
    """A metric whose rows are gathered, and made into cells when all have been seen."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The one field that is worked out: the fates of the rows."""
        return (f"{self.id}.:row",)

    @property
    def date_field(self) -> str:
        """The date that puts a row into a period, where a row has one."""
        return f"{self.id}.at"

    @property
    @abstractmethod
    def definition(self) -> str:
        """What is divided by what, in one line."""

    @property
    def filter(self) -> dict[str, object]:
        """The filter where there is one, as one of the parameters."""
        return {"where": self.source.where} if self.source.where else {}

    @property
    @abstractmethod
    def parameters(self) -> Mapping[str, object]:
        """The choices made."""

    @property
    @abstractmethod
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that it can have, the default first."""

    @abstractmethod
    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""

    @abstractmethod
    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each cell; none where there are no rows."""

    @abstractmethod
    def estimate(
        self,
        statistic: Any,  # noqa: ANN401 - of the kind
        *,
        confidence: float,
        interval: str | None,
        population: int | None = None,
    ) -> Estimate:
        """Return value and limits; people who may answer are no part of these metrics."""

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return the fate of each row, and what is kept of it under the name of the metric."""
        fates, columns, texts = self.judged(MetricFields(records, self.id, circumstances))
        codes, none = np.arange(len(records)), np.zeros(len(records), np.int8)
        made = {self.fields[0]: Field(codes, [None] * len(codes), fates, [""] * len(codes))}
        for name, values in columns.items():
            made[f"{self.id}.:kept:{name}"] = Field(codes, cast("Sequence[object]", values), none, ())
        for name, (text_codes, distinct) in texts.items():
            made[f"{self.id}.:text:{name}"] = Field(text_codes, distinct, np.zeros(len(distinct), np.int8), ())
        return made

    def gathered(self, records: Records, fates: FateArray, by: Sequence[str]) -> Gathered:
        """Return the rows to keep, with their fates and the keys of their groups."""
        kept, said = (_under(records, f"{self.id}.:{kind}:") for kind in ("kept", "text"))
        columns = {name: np.asarray(field.values, np.int64) for name, field in kept.items()}
        texts = {name: (field.codes, cast("Sequence[str]", field.values)) for name, field in said.items()}
        groups = {column: _keys(records.fields[group_field(column)]) for column in by}
        return Gathered((GatheredPart(records.file, records.numbers, fates, columns, texts, groups),))

    def marks(self, rows: Rows, cut: Cut) -> FateArray:
        """Return what becomes of each row over all time: its fate, and of a scored one `COUNTS`."""
        found = next((fates for _, fates, _ in self.cells(rows, cut)), np.zeros(0, np.int8))
        return np.where(found == 0, COUNTS, found).astype(np.int8)

    def dates(self, records: Records, window: Window) -> FateArray:  # noqa: ARG002 - the protocol's
        """Return nothing against any row: which days a row counts in is known when all are."""
        return np.zeros(len(records), np.int8)

    def judge(self, records: Records) -> FateArray:
        """Return each row's fate as far as it can be told by itself."""
        field = records.fields[self.fields[0]]
        return field.row_fates

    def place(self, records: Records, layer: Layer, placement: Placement) -> Placement:
        """Refuse: rows are placed when all have been seen."""
        raise NotImplementedError(f"{self.id}: rows are placed when all have been seen")

    def answers(self, records: Records) -> Answers:
        """Refuse: only answers are votes."""
        raise NotImplementedError(f"{self.id}: only answers are votes")

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, Statistic]:
        """Refuse: rows are summarised when all have been seen."""
        raise NotImplementedError(f"{self.id}: rows are summarised when all have been seen")

    def empty(self) -> Statistic:
        """Return what no rows say."""
        return Whole.empty()

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:  # noqa: ARG002 - for those that doubt their rows
        """Return what all rows that were gathered say against the number; here nothing."""
        return ()

    def reach(self, gathered: Gathered, cut: Cut) -> Reach:  # noqa: ARG002 - for those that go by now
        """Return how far the dates of all rows reach, and how many rows go by the time since; here none does."""
        return Reach()

    def doubts(self, statistic: Statistic, offenders: Offenders) -> Doubts:
        """Return what refuses the number: more rows that cannot be read than rows that can."""
        return Doubts(unreadable(self.id, statistic.rows, offenders))


def _microseconds(moment: datetime) -> int:
    return int(np.datetime64(moment.replace(tzinfo=None), "us").astype(np.int64))


def _under(records: Records, prefix: str) -> dict[str, Field]:
    """Return the fields whose names begin with a prefix, by what is left of them."""
    return {name.removeprefix(prefix): field for name, field in records.fields.items() if name.startswith(prefix)}


def _keys(field: Field) -> Texts:
    """Return the keys of groups; a blank cell and one that says so are one group."""
    return field.codes, [str(value) or BLANK_KEY for value in field.values]
