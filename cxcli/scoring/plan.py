"""What a run computes: metrics × groups × periods. Rows become a partial, partials become scores."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.rows import FATE_CODE, FATES, Disposition, RowAccount
from cxcli.scoring.cells import OVERALL, CellKey, Layer, Placement, layers, place, times_of
from cxcli.scoring.metric import Metric
from cxcli.scoring.partial import Offenders, Partial, Tally
from cxcli.scoring.periods import Grain

_SHORT_NUMBER = re.compile(r"[+-]?\d{1,6}([.,]\d{1,4})?")
_TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be computed from the mapped rows.

    `by` holds the columns of each breakdown, `grain` the length of periods, `since` and `until` the first and the last
    day that count. `as_of` is the moment of the report in its own zone. `min_n` hides smaller cells.
    """

    metrics: Sequence[Metric[Any]]
    by: Sequence[tuple[str, ...]] = ()
    grain: Grain | None = None
    since: date | None = None
    until: date | None = None
    as_of: datetime
    confidence: float = 0.95
    interval: str | None = None
    min_n: int = 0

    @property
    def dated(self) -> bool:
        """Whether rows need a date."""
        return self.grain is not None or self.since is not None or self.until is not None

    @property
    def layers(self) -> list[Layer]:
        """The ways in which rows are cut into cells, overall first."""
        return layers(self.by, self.grain)

    def fates(self, records: Records, kept: Mapping[str, FateArray]) -> dict[str, FateArray]:
        """Return, for each metric, each row's one fate. `kept` holds what the filters decided, by metric.

        The first reason counts, in this order: filters, dates, then what the metric says of its own fields.
        """
        dates = self._date_fates(records)
        fates = {}
        for metric in self.metrics:
            found = kept[metric.id].copy()
            for later in (dates, metric.judge(records)):
                found = np.where(found == 0, later, found)
            fates[metric.id] = found
        return fates

    def partial(self, records: Records, fates: Mapping[str, FateArray]) -> Partial:
        """Return what these rows say, given each row's fate for each metric."""
        tallies: dict[tuple[str, CellKey], Tally] = {}
        dated = self._dated_rows(records)
        for layer in self.layers:
            placed = place(records, layer, dated=dated)
            for metric in self.metrics:
                tallies |= _tallies(metric, records, fates[metric.id], metric.place(records, layer, placed))
        bad = {
            (metric.id, OVERALL): Tally(metric.empty(), RowAccount(), _offenders(records, metric, fates[metric.id]))
            for metric in self.metrics
        }
        return Partial(tallies) + Partial(bad)

    def malformed(self, rows: int) -> Partial:
        """Return what `rows` records say that were no rows at all: they were read, and belong to no group or period."""
        account = RowAccount(rows, {Disposition.MALFORMED: rows})
        return Partial({(metric.id, OVERALL): Tally(metric.empty(), account) for metric in self.metrics})

    def _date_fates(self, records: Records) -> FateArray:
        if not self.dated:
            return np.zeros(len(records), np.int8)
        field = records.fields["at"]
        days = times_of(field).astype("datetime64[D]")
        fates = field.fates.copy()
        outside = np.zeros(len(days), np.bool_)
        if self.since is not None:
            outside |= days < np.datetime64(self.since)
        if self.until is not None:
            outside |= days > np.datetime64(self.until)
        fates[(fates == 0) & outside] = FATE_CODE[Disposition.OUT_OF_PERIOD]
        return fates[field.codes]

    def _dated_rows(self, records: Records) -> IntArray:
        if self.grain is None:
            return np.arange(len(records), dtype=np.int64)
        field = records.fields["at"]
        return np.flatnonzero(field.fates[field.codes] == 0)


def _tallies(
    metric: Metric[Any], records: Records, fates: FateArray, placement: Placement
) -> dict[tuple[str, CellKey], Tally]:
    """Return the tally of every cell of one placement."""
    if not placement.keys:
        return {}
    here = fates[placement.rows]
    table = np.bincount(placement.cells * len(FATES) + here, minlength=len(placement.keys) * len(FATES)).reshape(
        -1, len(FATES)
    )
    statistics = metric.summarise(records, placement.only(here == 0))
    return {
        (metric.id, key): Tally(statistics.get(cell, metric.empty()), _account(table[cell].tolist()))
        for cell, key in enumerate(placement.keys)
    }


def _account(counts: list[int]) -> RowAccount:
    return RowAccount(sum(counts), {FATES[code]: count for code, count in enumerate(counts) if code and count})


def _offenders(records: Records, metric: Metric[Any], fates: FateArray) -> Offenders:
    """Return the bad answers by what they say; only short numbers are shown, any other text is only counted."""
    found: Counter[tuple[Disposition, str]] = Counter()
    for name in metric.fields:
        field = records.fields[f"{metric.id}.{name}"]
        for fate in (Disposition.UNREADABLE, Disposition.OFF_SCALE):
            found += _offending_texts(field, fates == FATE_CODE[fate], fate)
    return found


def _offending_texts(
    field: Field, rows: np.ndarray[Any, np.dtype[np.bool_]], fate: Disposition
) -> Counter[tuple[Disposition, str]]:
    if not rows.any():
        return Counter()
    counts = np.bincount(field.codes[rows], minlength=len(field.texts))
    found: Counter[tuple[Disposition, str]] = Counter()
    for code in np.flatnonzero(counts).tolist():
        text = field.texts[code].strip()
        found[fate, text if _SHORT_NUMBER.fullmatch(text) and text.isascii() else _TEXT] += int(counts[code])
    return found
