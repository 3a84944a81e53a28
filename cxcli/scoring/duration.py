"""The kind `duration`: how long it took, with those that still run counted as such."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cxcli.config.metric import ValueConfig
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import Placement
from cxcli.scoring.conditions import BoolArray, first_of, joined
from cxcli.scoring.duration_estimate import estimate, methods
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.partial import Offenders
from cxcli.scoring.row_definitions import DurationDefinition
from cxcli.scoring.row_doubts import unreadable, zeros
from cxcli.scoring.row_metric import RowMetric, among_fates, by_cell
from cxcli.scoring.worked_out import (
    Circumstances,
    MetricFields,
    by_row,
    counts_hours,
    microseconds,
    times,
    with_known_hours,
)

_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]


@dataclass(frozen=True, slots=True)
class Duration(RowMetric):
    """A duration. A row that still runs counts as one that has lasted until now."""

    source: DurationDefinition

    @property
    def definition(self) -> str:
        """For example `median of resolution_time among live == 'yes'`."""
        return f"{spoken(self.source.value)} of {self.source.measure}{self.among}"

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the form of the value can have."""
        return methods(self.source.value)

    @property
    def still(self) -> str:
        """The name under which the records hold which rows still run."""
        return f"{self.id}.:running"

    def completed(self, records: Records, circumstances: Circumstances) -> Mapping[str, Field]:
        """Return the duration of each row, in microseconds, and whether it still runs."""
        fields = MetricFields(records, self.id, circumstances, self.source.rules.schedule)
        fates = among_fates(fields, self.source.rules)
        runs = np.zeros(len(records), np.bool_)
        running = self.source.rules.condition(self.source.running)
        if running is not None:
            said = fields.truth(running)
            fates, runs = first_of(fates, said.fates), said.true
        measured = fields.field(self.source.measure)
        ended = first_of(fates, joined(measured.fates[measured.codes]))
        lasted, still = self._so_far(fields, fates, runs & (fates == 0))
        durations = np.where(runs, lasted, microseconds(measured)[measured.codes])
        flags = Field(runs.astype(np.int64), (False, True), np.zeros(2, np.int8), ("", ""))
        return {self.fields[0]: by_row(durations, np.where(runs, still, ended).astype(np.int8)), self.still: flags}

    def summarise(self, records: Records, placement: Placement) -> Mapping[int, DurationTable]:
        """Return the durations of each cell."""
        durations = np.asarray(self.quantity(records).values, np.int64)
        ended = records.fields[self.still].codes == 0
        return {cell: DurationTable.of(durations[rows], ended[rows]) for cell, rows in by_cell(placement)}

    def empty(self) -> DurationTable:
        """Return the statistic of no durations."""
        return DurationTable.empty()

    def estimate(
        self, statistic: DurationTable, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return value, limits and parts, in seconds. There is no population of durations."""
        del interval, population
        return estimate(statistic, self.source.value, confidence=confidence)

    def doubts(self, statistic: DurationTable, offenders: Offenders) -> Doubts:
        """Return what refuses the number, rows that cannot be read, and the doubt of durations that are 0."""
        refusals = unreadable(self.id, statistic.rows, offenders)
        return Doubts(refusals, zeros(self.id, statistic) if self.source.running else ())

    def _so_far(self, fields: MetricFields, fates: FateArray, runs: BoolArray) -> tuple[IntArray, FateArray]:
        """Return how long the rows that still run have done so, and the fates with those of these rows."""
        lasted, start = np.zeros(len(fates), np.int64), self.source.start
        in_hours = counts_hours(self.source.measure)
        if start is None or not fields.has(start) or (in_hours and fields.fed(self.source.measure)):
            # How long it has run so far is not known, or not in the hours of those who measured; that it still does is.
            return lasted, np.where(runs, _TOO_RECENT, fates).astype(np.int8)
        began = fields.field(start)
        fates = np.where(runs, joined(began.fates[began.codes]), fates).astype(np.int8)
        here = runs & (fates == 0)
        lasted[here] = fields.since(times(began)[here], in_hours=in_hours)
        fates = with_known_hours(lasted, fates)
        return lasted, np.where((fates == 0) & (lasted < 0), _CONTRADICTORY, fates).astype(np.int8)


def spoken(value: ValueConfig) -> str:
    """Return what is taken of the durations: `median`, `mean` or `p90`."""
    if value.percentile is not None:
        return f"p{value.percentile}"
    return "mean" if value.mean else "median"
