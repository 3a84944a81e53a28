"""What all rows of a run together say against its metrics, and what was asked for that is not done to some of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.rows import Disposition
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.metric import Metric
from cxcli.scoring.one_currency import mixed_currencies
from cxcli.scoring.partial import Offenders, Partial, Tally
from cxcli.scoring.plan import Plan
from cxcli.scoring.ratio import Ratio
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_doubts import old_export, repeated_ids
from cxcli.scoring.row_ids import RowIds
from cxcli.scoring.scores import final
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Gathered, Whole
from cxcli.scoring.together_metric import TogetherMetric

_OF_SCALE = ("scale", "off-scale")
"""The refusals that hold for a single file among several."""


def doubts(plan: Plan, partial: Partial, source: str) -> list[Notice]:
    """Return what all answers of each metric together say against it.

    Raises:
        DataError: they say that the column is another one, or on another scale.
    """
    refusals: list[Problem] = []
    notices: list[Notice] = []
    repeats = {each: each.repeated() for each in {RowIds(), *partial.ids.values()}}
    for metric in plan.metrics:
        tally = partial.tally(metric.id, OVERALL, metric.empty())
        amounts = _amount_doubts(metric, tally)
        if amounts:
            # What is left of the answers says nothing of their scale.
            refusals += amounts
            continue
        found = metric.doubts(_scored(partial, metric, tally), _of_answers(tally.offenders))
        refusals += [*found.refusals, *_of_currencies(partial, metric)]
        notices += _of_people_alone(plan, metric)
        of_rows = [
            *found.notices,
            *_of_gathered(partial, metric),
            *repeated_ids(metric.id, *repeats[partial.ids.get(metric.id, RowIds())]),
            *_of_no_period(plan, partial, metric),
            *_of_now(plan, partial, metric),
            *_after_now(plan, partial, metric),
        ]
        notices += [replace(notice, source=source) for notice in of_rows]
    if refusals:
        raise DataError(refusals)
    return notices


def file_doubts(plan: Plan, partials: Mapping[str, Partial]) -> None:
    """Refuse files of which one has another scale than the metric: pooled with the others, it would not be seen.

    Raises:
        DataError: the answers of a file, taken alone, are on another scale.
    """
    refusals: list[Problem] = []
    for file, partial in partials.items():
        for metric in plan.metrics:
            tally = partial.tally(metric.id, OVERALL, metric.empty())
            found = metric.doubts(_scored(partial, metric, tally), _of_answers(tally.offenders)).refusals
            of_scale = [problem for problem in found if problem.code in _OF_SCALE]
            refusals += [replace(problem, file=file) for problem in of_scale]
    if refusals:
        raise DataError(refusals)


def _scored(partial: Partial, metric: Metric[Any], tally: Tally) -> Statistic:
    """Return the statistic of all rows of a metric, as far as it is known row by row."""
    if isinstance(metric, TogetherMetric):
        rows = partial.gathered.get(metric.id, Gathered()).scored
        return Whole(rows, rows)
    return final(metric, tally)[0]


def _of_gathered(partial: Partial, metric: Metric[Any]) -> Sequence[Notice]:
    """Return what rows that are judged together say against their metric."""
    if not isinstance(metric, TogetherMetric):
        return ()
    return metric.row_doubts(partial.gathered.get(metric.id, Gathered()))


def _of_currencies(partial: Partial, metric: Metric[Any]) -> list[Problem]:
    """Return the refusal of amounts that do not add up, and that are not in groups of one currency each."""
    if not isinstance(metric, Ratio):
        return []
    cells = {key: each.statistic for (name, key), each in partial.tallies.items() if name == metric.id}
    found = {key: each.currencies for key, each in cells.items() if isinstance(each, RatioSums) and key.period is None}
    groups = [names for key, names in found.items() if key != OVERALL]
    problem = mixed_currencies(metric.id, sorted(found.get(OVERALL, ())), groups)
    return [] if problem is None else [problem]


def _of_no_period(plan: Plan, partial: Partial, metric: Metric[Any]) -> list[Notice]:
    """Return the notice of rows that count over all time, and are in no period for lack of a date.

    What still runs is in none as long as it does; how many do is told beside the number.
    """
    if plan.periods is None or plan.window.bounded or isinstance(metric, TogetherMetric):
        return []
    cells = [
        _ended(each)
        for (name, key), each in partial.tallies.items()
        if name == metric.id and key.breakdown == OVERALL.breakdown and key.period is not None
    ]
    rows = _ended(partial.tally(metric.id, OVERALL, metric.empty())) - sum(cells) // plan.periods.rolling
    message = f"{metric.id}: {_many(plan, rows, 'has', 'have')} no date, and so no period"
    return [Notice(code="no-period", message=message)] if rows else []


def _many(plan: Plan, rows: int, one: str, several: str) -> str:
    """Return "3 scored rows are"; not how many, where that could tell of few people."""
    if plan.privacy_min:
        return f"some scored rows {several}"
    return f"{rows:,} scored row {one}" if rows == 1 else f"{rows:,} scored rows {several}"


def _ended(tally: Tally) -> int:
    return tally.statistic.n if isinstance(tally.statistic, DurationTable) else tally.account.scored


def _of_now(plan: Plan, partial: Partial, metric: Metric[Any]) -> Sequence[Notice]:
    """Return the notice of rows that hang on what time it is, where nobody has said that."""
    if not plan.by_clock:
        return []
    reach = partial.reaches.get(metric.id, Reach())
    if isinstance(metric, TogetherMetric):
        reach = metric.reach(partial.gathered.get(metric.id, Gathered()), plan.cut)
    return old_export(metric.id, reach, plan.as_of)


def _after_now(plan: Plan, partial: Partial, metric: Metric[Any]) -> list[Notice]:
    """Return the notice of rows in periods that have not begun."""
    if plan.periods is None or plan.periods.rolling > 1:
        return []
    today = plan.as_of.date()
    here = plan.periods.code(today)
    rows = sum(
        each.account.scored
        for (name, key), each in partial.tallies.items()
        if name == metric.id and key.breakdown == OVERALL.breakdown and key.period is not None and key.period > here
    )
    message = (
        f"{metric.id}: {_many(plan, rows, 'is', 'are')} in periods that begin after now, {today}, "
        f"and count{'s' if rows == 1 and not plan.privacy_min else ''}; "
        f"where now is wrong: --now; to leave them out: --until {today}"
    )
    return [Notice(code="after-now", message=message)] if rows else []


def _amount_doubts(metric: Metric[Any], tally: Tally) -> list[Problem]:
    """Return the refusal of a column of weights or counts that cannot be read in more rows than are scored."""
    unread = {name: tally.offenders.get((Disposition.UNREADABLE, name), 0) for name in (WEIGHT, COUNT)}
    return [
        Problem(
            code="unreadable-amount",
            message=f"{metric.id}: the {name} of {rows:,} rows is no {'number' if name == WEIGHT else 'whole number'}; "
            f"{tally.statistic.rows:,} rows can be scored",
            help=f"name another column: --{name} COLUMN",
        )
        for name, rows in unread.items()
        if rows > tally.statistic.rows
    ]


def _of_answers(offenders: Offenders) -> Offenders:
    """Return what is wrong with the answers themselves, not with weight or count; in one order, however rows came."""
    return {(fate, said): rows for (fate, said), rows in sorted(offenders.items()) if said not in (WEIGHT, COUNT)}


def _of_people_alone(plan: Plan, metric: Metric[Any]) -> list[Notice]:
    """Return what was asked of the run and is not done to this metric, since it counts no people."""
    undone = {
        "one vote each is for answers": plan.ballot is not None and plan.ballot_of(metric) is None,
        "a population is for answers": plan.population is not None and plan.population_of(metric) is None,
    }
    said = [what for what, is_undone in undone.items() if is_undone]
    return [Notice(code="answers-alone", message=f"{metric.id}: {what}, and its rows are none") for what in said]
