"""What a run computes: metrics by groups by periods. Rows become a partial, partials become scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import FateArray, Records
from cxcli.rows import FATES, Disposition, RowAccount
from cxcli.scoring.cells import OVERALL, CellKey, Layer, Placement, Window, layers, place
from cxcli.scoring.metric import Metric
from cxcli.scoring.offenders import offenders
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.periods import Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be computed from the mapped rows.

    `by` holds the columns of each breakdown, `grain` the length of periods, `since` and `until` the first and the last
    day that count. `as_of` is the moment of the report in its own zone. `min_n` hides smaller cells.

    Raises:
        UsageError: a metric cannot have the `interval` asked for.
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

    def __post_init__(self) -> None:
        lacking = [metric for metric in self.metrics if self.interval not in (None, *metric.intervals)]
        if lacking:
            raise UsageError(_no_interval(metric, self.interval) for metric in lacking)

    @property
    def dated(self) -> bool:
        """Whether rows need a date."""
        return self.grain is not None or self.since is not None or self.until is not None

    @property
    def window(self) -> Window:
        """The days that count."""
        return Window(self.since, self.until)

    @property
    def layers(self) -> list[Layer]:
        """The ways in which rows are cut into cells, overall first."""
        return layers(self.by, self.grain)

    def fates(self, records: Records, kept: Mapping[str, FateArray]) -> dict[str, FateArray]:
        """Return, for each metric, each row's one fate. `kept` holds what the filters decided, by metric.

        The first reason counts, in this order: filters, dates, then what the metric says of its own fields.
        """
        fates = {}
        for metric in self.metrics:
            found = kept[metric.id]
            if self.dated:
                found = np.where(found == 0, metric.dates(records, self.window), found)
            fates[metric.id] = np.where(found == 0, metric.judge(records), found)
        return fates

    def partial(self, records: Records, fates: Mapping[str, FateArray]) -> Partial:
        """Return what these rows say, given each row's fate for each metric."""
        tallies: dict[tuple[str, CellKey], Tally] = {}
        for layer in self.layers:
            placed = place(records, layer)
            for metric in self.metrics:
                here = metric.place(records, layer, placed)
                if layer.grain is not None:
                    here = here.within(self.window, layer.grain)
                tallies |= _tallies(metric, records, fates[metric.id], here)
        bad = {
            (metric.id, OVERALL): Tally(metric.empty(), RowAccount(), offenders(records, metric, fates[metric.id]))
            for metric in self.metrics
        }
        return Partial(tallies) + Partial(bad)

    def malformed(self, rows: int) -> Partial:
        """Return what `rows` records say that were no rows at all: they were read, and belong to no group or period."""
        account = RowAccount(rows, {Disposition.MALFORMED: rows})
        return Partial({(metric.id, OVERALL): Tally(metric.empty(), account) for metric in self.metrics})


def _no_interval(metric: Metric[Any], asked: str | None) -> Problem:
    return Problem(
        code="interval",
        message=f"{metric.id} has no interval '{asked}'",
        help=f"for {metric.id}: {' or '.join(f'--interval {name}' for name in metric.intervals)}",
    )


def _tallies(
    metric: Metric[Any], records: Records, fates: FateArray, placement: Placement
) -> dict[tuple[str, CellKey], Tally]:
    """Return the tally of every cell of one placement."""
    here = fates[placement.rows]
    table = np.bincount(placement.cells * len(FATES) + here, minlength=len(placement.keys) * len(FATES))
    statistics = metric.summarise(records, placement.only(here == 0))
    return {
        (metric.id, key): Tally(statistics.get(cell, metric.empty()), _account(counts))
        for cell, (key, counts) in enumerate(zip(placement.keys, table.reshape(-1, len(FATES)).tolist(), strict=True))
    }


def _account(counts: list[int]) -> RowAccount:
    return RowAccount(sum(counts), {FATES[code]: count for code, count in enumerate(counts) if code})
