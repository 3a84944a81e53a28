"""The kind `duration`: how long it took, with those that still run counted as such."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import Struct

from cxcli.config.metric import ValueConfig
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.vocabulary import counts_hours, until_an_event
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring import time_to_event
from cxcli.scoring.cells import Placement
from cxcli.scoring.conditions import BoolArray, first_of, joined
from cxcli.scoring.duration_estimate import NO_LIMITS, NOT_ENDED, RUNNING, estimate, methods, value_alone
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.metric import Doubts, Estimate
from cxcli.scoring.partial import Offenders
from cxcli.scoring.row_definitions import DurationDefinition
from cxcli.scoring.row_doubts import unreadable, zeros
from cxcli.scoring.row_metric import RowMetric, among_fates, by_cell
from cxcli.scoring.worked_out import (
    Circumstances,
    MetricFields,
    TimeArray,
    by_row,
    microseconds,
    times,
    with_known_hours,
)

_BLANK = FATE_CODE[Disposition.BLANK]
_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_TOO_RECENT = FATE_CODE[Disposition.TOO_RECENT]

STATES: Final = ("", RUNNING, NOT_ENDED)
"""What a row is called, by its code: one that has ended, one that still runs, one that was watched no more."""


class Duration(RowMetric, frozen=True):
    """A duration. A row that still runs counts as one that has lasted until now."""

    source: DurationDefinition

    @property
    def definition(self) -> str:
        """For example `median of resolution_time among live == 'yes'`."""
        survival = " by Kaplan and Meier" if self.source.censored else ""
        return f"{spoken(self.source.value)} of {self.source.measure}{survival}{self.among}"

    @property
    def intervals(self) -> tuple[str, ...]:
        """The names of the intervals that the form of the value can have."""
        return (time_to_event.METHOD,) if self.source.censored else methods(self.source.value)

    @property
    def still(self) -> str:
        """The name under which the records hold which rows still run, or were watched no more before their end."""
        return f"{self.id}.:running"

    @property
    def unended(self) -> str:
        """What those rows are called that have not come to their end: some may not run any more, either."""
        return NOT_ENDED if self.source.until else RUNNING

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
        ended = first_of(fates, joined(measured.row_fates))
        watched = self._watched(fields)
        lasted, still = self._so_far(fields, fates, runs & (fates == 0), watched)
        durations = np.where(runs, lasted, microseconds(measured)[measured.codes])
        states = Field(np.where(runs, np.where(watched.on, 1, 2), 0), STATES, np.zeros(3, np.int8), ("", "", ""))
        return {self.fields[0]: by_row(durations, np.where(runs, still, ended).astype(np.int8)), self.still: states}

    def runs(self, records: Records) -> BoolArray:
        """Return which rows still run, up to now."""
        return np.asarray(records.fields[self.still].codes == 1)

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
        del population
        if interval == NO_LIMITS and not self.source.censored:
            return value_alone(statistic, self.source.value)
        found = time_to_event.estimate if self.source.censored else estimate
        return found(statistic, self.source.value, confidence=confidence, unended=self.unended)

    def doubts(self, statistic: DurationTable, offenders: Offenders) -> Doubts:
        """Return what refuses the number, rows that cannot be read, and the doubt of durations that are 0."""
        refusals = unreadable(self.id, statistic.rows, offenders)
        awaited = self.source.running or until_an_event(self.source.measure)
        # Outside of business hours nothing is counted, so that 0 is a time like any other.
        told = awaited and not counts_hours(self.source.measure)
        return Doubts(refusals, zeros(self.id, statistic) if told else ())

    def _watched(self, fields: MetricFields) -> "_Watched":
        """Return until when rows are watched that do not come to their end."""
        rows = len(fields.records)
        ends, fates = np.full(rows, np.datetime64("NaT", "us")), np.zeros(rows, np.int8)
        for date in (fields.field(name) for name in self.source.until if fields.has(name)):
            open_ended = np.isnat(ends) & (fates == 0)
            fates = np.where(open_ended & (date.row_fates == UNREADABLE), UNREADABLE, fates).astype(np.int8)
            ends = np.where(open_ended, times(date), ends)
        on = np.isnat(ends)
        return _Watched(np.where(on, fields.circumstances.as_of, ends), on, fates)

    def _so_far(
        self, fields: MetricFields, fates: FateArray, runs: BoolArray, watched: "_Watched"
    ) -> tuple[IntArray, FateArray]:
        """Return how long the rows that still run have done so, and the fates with those of these rows."""
        lasted, start = np.zeros(len(fates), np.int64), self.source.start
        in_hours = counts_hours(self.source.measure)
        if start is None or not fields.has(start) or (in_hours and fields.fed(self.source.measure)):
            # How long it has run so far is not known, or not in the hours of those who measured; that it still does is.
            unknown = first_of(watched.fates, np.where(watched.on, _TOO_RECENT, _BLANK))
            return lasted, np.where(runs, unknown, fates).astype(np.int8)
        began = fields.field(start)
        fates = np.where(runs, joined(began.row_fates, watched.fates), fates).astype(np.int8)
        here = runs & (fates == 0)
        lasted[here] = fields.elapsed(times(began)[here], watched.ends[here], in_hours=in_hours)
        fates = with_known_hours(lasted, fates)
        return lasted, np.where((fates == 0) & (lasted < 0), _CONTRADICTORY, fates).astype(np.int8)


class _Watched(Struct, frozen=True):
    """Until when each row is watched: the moment, whether it goes `on` until now, and dates that cannot be read."""

    ends: TimeArray
    on: BoolArray
    fates: FateArray


def spoken(value: ValueConfig) -> str:
    """Return what is taken of the durations: `median`, `mean` or `p90`."""
    if value.percentile is not None:
        return f"p{value.percentile}"
    return "mean" if value.mean else "median"
