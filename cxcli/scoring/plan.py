"""What a run computes: metrics by groups by periods. Rows become a partial, partials become scores."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import FateArray, Records
from cxcli.mapping.row_flags import flag_field
from cxcli.mapping.typed_fields import record_field
from cxcli.rows import FATE_CODE, Disposition, RowAccount
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.ballot import Ballot, ledgers
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cell_tallies import tallies
from cxcli.scoring.cells import OVERALL, CellKey, Layer, Placement, Window, layers, place
from cxcli.scoring.duration import Duration
from cxcli.scoring.duration_estimate import NO_LIMITS
from cxcli.scoring.hanging_rows import reach_of
from cxcli.scoring.metric import Metric, of_answers
from cxcli.scoring.offenders import offenders
from cxcli.scoring.over_groups import over_groups
from cxcli.scoring.partial import Era, Partial, Tally
from cxcli.scoring.periods import Periods
from cxcli.scoring.rate import Rate
from cxcli.scoring.row_definitions import id_of_rows
from cxcli.scoring.row_ids import scored_ids
from cxcli.scoring.row_metric import RowMetric
from cxcli.scoring.together_metric import Cut, TogetherMetric
from cxcli.scoring.votes import Ledger
from cxcli.scoring.worked_out import Circumstances, Hours

_FILTERED = FATE_CODE[Disposition.FILTERED]

_OF_ROWS = (Rate, RowMetric)


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be computed from the mapped rows.

    `by` holds the columns of each breakdown, `periods` how time is cut, `since` and `until` the first and the last day
    that count. `as_of` is the moment of the report in its own zone, that of the clock (`by_clock`) if nobody has said
    it. `min_n` hides smaller cells; of cells with fewer people than `privacy_min` nothing is told, nor of those that
    would tell it. `drop` are the flags of rows to leave out, `ballot` says who has one vote,
    `population` how many people there are in all. `hours` count business time. `values_alone`: the
    limits of groups are not looked at, so that they may be the quickest ones.

    Raises:
        UsageError: a metric cannot have the `interval` asked for.
    """

    metrics: Sequence[Metric[Any]]
    by: Sequence[tuple[str, ...]] = ()
    periods: Periods | None = None
    since: date | None = None
    until: date | None = None
    as_of: datetime
    by_clock: bool = False
    confidence: float = 0.95
    interval: str | None = None
    min_n: int = 0
    privacy_min: int = 0
    drop: Sequence[str] = ()
    ballot: Ballot | None = None
    population: int | None = None
    hours: Hours | None = None
    values_alone: bool = False

    def __post_init__(self) -> None:
        lacking = [metric for metric in self.metrics if self.interval not in (None, *metric.intervals)]
        if lacking:
            raise UsageError(_no_interval(metric, self.interval) for metric in lacking)

    def needs_dates(self, metric: Metric[Any]) -> bool:
        """Whether the rows of a metric need a date.

        Where no days are named, tickets and the like may have none: one that is not solved yet is in no period, and
        counts over all time as it does without periods.
        """
        ballot = self.ballot_of(metric)
        voted = ballot is not None and ballot.person
        return self.window.bounded or voted or (of_answers(metric) and self.periods is not None)

    def ballot_of(self, metric: Metric[Any]) -> Ballot | None:
        """Who has one vote, for a metric whose rows are answers."""
        return self.ballot if of_answers(metric) else None

    @property
    def window(self) -> Window:
        """The days that count."""
        return Window(self.since, self.until)

    @property
    def cut(self) -> Cut:
        """How rows that are judged together are cut."""
        return Cut(by=self.by, periods=self.periods, window=self.window, as_of=self.as_of)

    @property
    def layers(self) -> list[Layer]:
        """The ways in which rows are cut into cells, overall first."""
        return layers(self.by, self.periods)

    def population_of(self, metric: Metric[Any]) -> int | None:
        """How many people there are in all, for a metric that counts them."""
        return self.population if isinstance(metric, BoxScore) else None

    def interval_of(self, metric: Metric[Any], key: CellKey) -> str | None:
        """The method for the limits of a cell, None for the default; the quickest where nobody looks at them."""
        if not (self.values_alone and key.group):
            return self.interval
        if isinstance(metric, Duration):
            return NO_LIMITS
        return next((name for name in ("wald", "linearised") if name in metric.intervals), self.interval)

    def parameters_of(self, metric: Metric[Any]) -> Mapping[str, object]:
        """The choices made for all metrics that belong to what a number means."""
        ballot = self.ballot_of(metric)
        vote = ballot.keep if ballot is not None and ballot.person else None
        said = {"one_vote": vote, "population": self.population_of(metric), "dropped": list(self.drop)}
        return {name: value for name, value in said.items() if value}

    def completed(self, records: Records) -> Records:
        """Return the rows with the fields that the metrics work out from others."""
        made = [metric.completed(records, self.circumstances) for metric in self.metrics]
        return replace(
            records, fields={**records.fields, **{name: each for found in made for name, each in found.items()}}
        )

    @property
    def circumstances(self) -> Circumstances:
        """What rows are judged by beside themselves."""
        now = np.datetime64(self.as_of.astimezone(UTC).replace(tzinfo=None), "us")
        return Circumstances(as_of=now, hours=self.hours)

    def fates(self, records: Records, kept: Mapping[str, FateArray]) -> dict[str, FateArray]:
        """Return, for each metric, each row's one fate. `kept` holds what the filters decided, by metric.

        The first reason counts, in this order: filters and flags, dates, what the metric says of its own fields, then
        the weight and the count of the row.

        Raises:
            UsageError: rows weigh, or stand for several answers, and a metric does not know what to make of that.
        """
        fates = {}
        given = [name for name in (WEIGHT, COUNT) if name in records.fields]
        strangers = [metric for metric in self.metrics if given and not isinstance(metric, BoxScore)]
        if strangers:
            raise UsageError(_no_amount(metric, name) for metric in strangers for name in given)
        for metric in self.metrics:
            found = kept[metric.id]
            for flag in self.drop:
                found = np.where((found == 0) & (records.fields[flag_field(flag)].codes == 1), _FILTERED, found)
            if self.needs_dates(metric):
                found = np.where(found == 0, metric.dates(records, self.window), found)
            found = np.where(found == 0, metric.judge(records), found)
            for field in (records.fields[name] for name in given):
                found = np.where(found == 0, field.row_fates, found)
            fates[metric.id] = found
        return fates

    def partial(self, records: Records, fates: Mapping[str, FateArray]) -> Partial:
        """Return what these rows say, given each row's fate for each metric; the sum of a file is made `whole`."""
        made: dict[tuple[str, CellKey], Tally] = {}
        alone = [metric for metric in self.metrics if not isinstance(metric, TogetherMetric)]
        placements: dict[str, list[Placement]] = {metric.id: [] for metric in alone}
        for layer in self.layers[self._added_up :]:
            placed = {name: place(records, layer, name) for name in {metric.date_field for metric in alone}}
            for metric in alone:
                here = metric.place(records, layer, placed[metric.date_field])
                if layer.periods is not None:
                    here = here.within(self.window, layer.periods)
                made |= tallies(metric, records, fates[metric.id], here)
                placements[metric.id].append(here)
        bad = {
            (metric.id, OVERALL): Tally(
                metric.empty(), RowAccount(), offenders(records, metric, fates[metric.id], self.drop)
            )
            for metric in self.metrics
        }
        columns = list(dict.fromkeys(column for crossed in self.by for column in crossed))
        gathered = {
            metric.id: metric.gathered(records, fates[metric.id], columns)
            for metric in self.metrics
            if isinstance(metric, TogetherMetric)
        }
        beside = self._beside([metric for metric in alone if not of_answers(metric)], records, fates)
        return Partial(made, self._ledgers(records, fates, placements), gathered) + Partial(bad) + beside

    def whole(self, partial: Partial) -> Partial:
        """Return what all rows of a file say, given the sum of its partials: with the cells over all groups."""
        return over_groups(partial) if self._added_up else partial

    def malformed(self, rows: int) -> Partial:
        """Return what `rows` records say that were no rows at all: they were read, and belong to no group or period."""
        account = RowAccount(rows, {Disposition.MALFORMED: rows})
        return Partial({(metric.id, OVERALL): Tally(metric.empty(), account) for metric in self.metrics})

    @property
    def _added_up(self) -> int:
        """How many layers, the first ones, follow from others: those over all groups, unless votes are kept of them."""
        return sum(not layer.columns for layer in self.layers) if self.by and self.ballot is None else 0

    def _beside(self, metrics: Sequence[Metric[Any]], records: Records, fates: Mapping[str, FateArray]) -> Partial:
        """Return what rows say beside their quantities: how far they reach, and which tickets they are."""
        watched = metrics if self.by_clock else ()
        reaches = {each.id: reach_of(each, records, fates[each.id], self.circumstances) for each in watched}
        rows = [each.rate if isinstance(each, Rate) else each.source for each in metrics if isinstance(each, _OF_ROWS)]
        named = {each.id: id_of_rows(each) for each in rows}
        fields = {metric: records.fields.get(record_field(metric, name)) for metric, name in named.items() if name}
        ids = scored_ids({metric: field for metric, field in fields.items() if field is not None}, fates)
        return Partial(reaches=reaches, ids=ids)

    def _ledgers(
        self, records: Records, fates: Mapping[str, FateArray], placements: Mapping[str, Sequence[Placement]]
    ) -> dict[tuple[str, Era], Ledger]:
        """Return the votes of the scored rows: apart for all time and for periods, each person has one in either."""
        if self.ballot is None:
            return {}
        found: dict[tuple[str, Era], Ledger] = {}
        for metric in filter(of_answers, self.metrics):
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


def _no_amount(metric: Metric[Any], amount: str) -> Problem:
    message = f"{metric.id} knows no {amount}: each row of it counts once"
    help_text = f"leave the {amount} away, or score {metric.id} in a run of its own"
    return Problem(code="one-row-each", message=message, help=help_text)
