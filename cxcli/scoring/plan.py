"""What a run computes: metrics by groups by periods. Rows become a partial, partials become scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import FateArray, Records
from cxcli.mapping.row_flags import flag_field
from cxcli.rows import FATE_CODE, FATES, Disposition, RowAccount
from cxcli.scoring.answer_counts import COUNT, WEIGHT, amounts
from cxcli.scoring.ballot import Ballot, ledgers
from cxcli.scoring.cells import OVERALL, CellKey, Layer, Placement, Window, layers, place
from cxcli.scoring.metric import Metric
from cxcli.scoring.offenders import offenders
from cxcli.scoring.partial import Era, Partial, Tally
from cxcli.scoring.periods import Periods
from cxcli.scoring.votes import Ledger

_FILTERED = FATE_CODE[Disposition.FILTERED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be computed from the mapped rows.

    `by` holds the columns of each breakdown, `periods` how time is cut, `since` and `until` the first and the last day
    that count. `as_of` is the moment of the report in its own zone. `min_n` hides smaller cells. `drop` are the flags
    of rows to leave out, `ballot` says who has one vote, `population` how many people there are in all.

    Raises:
        UsageError: a metric cannot have the `interval` asked for.
    """

    metrics: Sequence[Metric[Any]]
    by: Sequence[tuple[str, ...]] = ()
    periods: Periods | None = None
    since: date | None = None
    until: date | None = None
    as_of: datetime
    confidence: float = 0.95
    interval: str | None = None
    min_n: int = 0
    drop: Sequence[str] = ()
    ballot: Ballot | None = None
    population: int | None = None

    def __post_init__(self) -> None:
        lacking = [metric for metric in self.metrics if self.interval not in (None, *metric.intervals)]
        if lacking:
            raise UsageError(_no_interval(metric, self.interval) for metric in lacking)

    @property
    def dated(self) -> bool:
        """Whether rows need a date."""
        return self.periods is not None or self.window.bounded or (self.ballot is not None and self.ballot.person)

    @property
    def window(self) -> Window:
        """The days that count."""
        return Window(self.since, self.until)

    @property
    def layers(self) -> list[Layer]:
        """The ways in which rows are cut into cells, overall first."""
        return layers(self.by, self.periods)

    @property
    def parameters(self) -> Mapping[str, object]:
        """The choices made for all metrics that belong to what a number means."""
        vote = self.ballot.keep if self.ballot is not None and self.ballot.person else None
        said = {"one_vote": vote, "population": self.population, "dropped": list(self.drop)}
        return {name: value for name, value in said.items() if value}

    def fates(self, records: Records, kept: Mapping[str, FateArray]) -> dict[str, FateArray]:
        """Return, for each metric, each row's one fate. `kept` holds what the filters decided, by metric.

        The first reason counts, in this order: filters and flags, dates, what the metric says of its own fields, then
        the weight and the count of the row.
        """
        fates = {}
        for metric in self.metrics:
            found = kept[metric.id]
            for flag in self.drop:
                found = np.where((found == 0) & (records.fields[flag_field(flag)].codes == 1), _FILTERED, found)
            if self.dated:
                found = np.where(found == 0, metric.dates(records, self.window), found)
            found = np.where(found == 0, metric.judge(records), found)
            for field in (records.fields[name] for name in (WEIGHT, COUNT) if name in records.fields):
                found = np.where(found == 0, field.fates[field.codes], found)
            fates[metric.id] = found
        return fates

    def partial(self, records: Records, fates: Mapping[str, FateArray]) -> Partial:
        """Return what these rows say, given each row's fate for each metric."""
        tallies: dict[tuple[str, CellKey], Tally] = {}
        placements: dict[str, list[Placement]] = {metric.id: [] for metric in self.metrics}
        for layer in self.layers:
            placed = place(records, layer)
            for metric in self.metrics:
                here = metric.place(records, layer, placed)
                if layer.periods is not None:
                    here = here.within(self.window, layer.periods)
                tallies |= _tallies(metric, records, fates[metric.id], here)
                placements[metric.id].append(here)
        bad = {
            (metric.id, OVERALL): Tally(
                metric.empty(), RowAccount(), offenders(records, metric, fates[metric.id], self.drop)
            )
            for metric in self.metrics
        }
        return Partial(tallies, self._ledgers(records, fates, placements)) + Partial(bad)

    def malformed(self, rows: int) -> Partial:
        """Return what `rows` records say that were no rows at all: they were read, and belong to no group or period."""
        account = RowAccount(rows, {Disposition.MALFORMED: rows})
        return Partial({(metric.id, OVERALL): Tally(metric.empty(), account) for metric in self.metrics})

    def _ledgers(
        self, records: Records, fates: Mapping[str, FateArray], placements: Mapping[str, Sequence[Placement]]
    ) -> dict[tuple[str, Era], Ledger]:
        """Return the votes of the scored rows: apart for all time and for periods, each person has one in either."""
        if self.ballot is None:
            return {}
        found: dict[tuple[str, Era], Ledger] = {}
        for metric in self.metrics:
            scored = np.flatnonzero(fates[metric.id] == 0)
            of_layers = list(zip(self.layers, placements[metric.id], strict=True))
            for dated in (False, True):
                here = [placement for layer, placement in of_layers if (layer.periods is not None) == dated]
                if here:
                    votes = ledgers(self.ballot, records, metric.answers(records), scored, here)
                    found |= {(metric.id, era): ledger for era, ledger in votes.items()}
        return found


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
    answers = _answers(records, here, placement)
    return {
        (metric.id, key): Tally(statistics.get(cell, metric.empty()), _account(counts), {}, answers[cell])
        for cell, (key, counts) in enumerate(zip(placement.keys, table.reshape(-1, len(FATES)).tolist(), strict=True))
    }


def _answers(records: Records, fates: FateArray, placement: Placement) -> list[RowAccount]:
    """Return the account of each cell in answers; empty ones where a row is one answer."""
    answers = amounts(records).answers
    if answers is None:
        return [RowAccount()] * len(placement.keys)
    table = np.zeros((len(placement.keys), len(FATES)), np.int64)
    np.add.at(table, (placement.cells, fates), answers[placement.rows])
    return [_account(counts) for counts in table.tolist()]


def _account(counts: list[int]) -> RowAccount:
    return RowAccount(sum(counts), {FATES[code]: count for code, count in enumerate(counts) if code})
