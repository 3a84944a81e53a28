"""From the partial of all rows to scores: settle what was provisional, check the accounts, estimate."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from cxcli.errors import DataError, Problem
from cxcli.rows import RowAccount
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.metric import Estimate, Metric, of_answers
from cxcli.scoring.natural_order import Natural, natural
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.plan import Plan
from cxcli.scoring.rolling import first_day, shown
from cxcli.scoring.score import PeriodSpan, Score, Status, kept_private
from cxcli.scoring.standing import settled
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Gathered, account
from cxcli.scoring.together_metric import TogetherMetric


class AccountError(AssertionError):
    """The rows that a statistic counted are not the rows that the account says were scored: a fault in cx."""


def scores(plan: Plan, partial: Partial) -> list[Score]:
    """Return the scores of a whole run: metric by metric, overall first, then the breakdowns, periods in order.

    Raises:
        AccountError: a statistic's own count differs from the account; nothing may be printed then.
    """
    found = []
    for metric in plan.metrics:
        if isinstance(metric, TogetherMetric):
            found += _told(plan, metric, _together(plan, partial, metric))
            continue
        cells = {OVERALL: partial.tally(metric.id, OVERALL, metric.empty())}
        cells |= {key: tally for (name, key), tally in partial.tallies.items() if name == metric.id}
        first = first_day(cells, plan.periods, plan.window)
        ballot = plan.ballot_of(metric)
        if ballot is not None:
            mine = {era: ledger for (name, era), ledger in partial.ledgers.items() if name == metric.id}
            cells = settled(ballot, cells, mine)
        keys = sorted(shown(cells, plan.periods, plan.window), key=_order)
        found += _told(plan, metric, {key: _score(plan, metric, key, cells[key], first) for key in keys})
    return found


def _told(plan: Plan, metric: Metric[Any], made: Mapping[CellKey, Score]) -> list[Score]:
    """Return the scores in their order; of small groups, and of those that would give them away, nothing is told."""
    if not plan.privacy_min:
        return list(made.values())
    from cxcli.scoring.privacy import hidden_cells  # noqa: PLC0415 - most runs hide nobody

    hidden = hidden_cells({key: _people(score, plan.privacy_min) for key, score in made.items()}, plan.privacy_min)
    parameters = {**metric.parameters, **plan.parameters_of(metric)}
    return [
        kept_private(score, plan.privacy_min, parameters) if key in hidden else score for key, score in made.items()
    ]


def _people(score: Score, least: int) -> int:
    """Return how many people a score is of; somebody, where the few rows of a cell are all skipped."""
    return score.n or int(0 < score.account.read < least)


def final(metric: Metric[Any], tally: Tally) -> tuple[Statistic, RowAccount]:
    """Return the final statistic and account; rows found not to count move from scored to their reason.

    Raises:
        AccountError: the statistic's own count differs from the account.
    """
    statistic, late = tally.statistic.settled()
    scored = tally.account.scored - sum(late.values())
    if statistic.rows != scored:
        raise AccountError(f"{metric.id}: the statistic holds {statistic.rows} rows, the account {scored}")
    skipped = Counter(tally.account.skipped)
    skipped.update(late)
    return statistic, RowAccount(tally.account.read, skipped)


def _together(plan: Plan, partial: Partial, metric: TogetherMetric) -> dict[CellKey, Score]:
    """Return the scores of a metric whose rows are judged together; malformed ones are in none but overall.

    Each cell is estimated as it comes, and what it was estimated from is kept of all rows alone: of many customers in
    many periods it would fill the memory.
    """
    outside = partial.tally(metric.id, OVERALL, metric.empty())
    rows = partial.gathered.get(metric.id, Gathered()).rows()
    made = {OVERALL: _score(plan, metric, OVERALL, outside, None)}
    for key, fates, statistic in metric.cells(rows, plan.cut):
        if key == OVERALL:
            tally = Tally(statistic, account(fates) + outside.account, outside.offenders)
            made[key] = _score(plan, metric, key, tally, None)
        else:
            made[key] = replace(_score(plan, metric, key, Tally(statistic, account(fates)), None), statistic=None)
    first = first_day(made, plan.periods, plan.window)
    return {key: replace(made[key], period=_period(plan, key, first)) for key in sorted(made, key=_order)}


def _order(key: CellKey) -> tuple[int, tuple[Natural, ...], bool, int]:
    """Overall first, then breakdown by breakdown, group by group: first all time, then its periods."""
    return key.breakdown, tuple(natural(text) for _, text in key.group), key.period is not None, key.period or 0


def _score(plan: Plan, metric: Metric[Any], key: CellKey, tally: Tally, first: date | None) -> Score:
    statistic, account = final(metric, tally)
    status, reason = _status(plan, metric, statistic)
    estimate = Estimate(reason=reason)
    if status == "ok":
        population = _population(plan.population_of(metric), key, statistic)
        estimate = metric.estimate(
            statistic, confidence=plan.confidence, interval=plan.interval_of(metric, key), population=population
        )
        status = "undefined" if estimate.value is None else "ok"
    return Score(
        metric=metric.id,
        title=metric.title,
        definition=metric.definition,
        parameters={**metric.parameters, **estimate.parameters, **plan.parameters_of(metric)},
        group=dict(key.group),
        period=_period(plan, key, first),
        status=status,
        reason=estimate.reason,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=metric.unit,
        confidence=plan.confidence,
        interval=estimate.interval,
        n=statistic.n,
        base=estimate.base,
        effective_n=estimate.effective_n,
        answers=tally.answers if tally.answers.read else None,
        parts=estimate.parts,
        account=account,
        offenders=tally.offenders,
        statistic=statistic,
    )


def _population(people: int | None, key: CellKey, statistic: Statistic) -> int | None:
    """Return how many people could have answered, which is known for all of them only, not for groups or periods.

    Raises:
        DataError: more have answered.
    """
    if key != OVERALL or people is None:
        return None
    if statistic.n > people:
        raise DataError(
            Problem(
                code="population",
                message=f"{statistic.n:,} people answered, more than the population of {people:,}",
                help="give how many people could have answered; if some did so twice: --one-vote-per COLUMN",
            )
        )
    return people


def _status(plan: Plan, metric: Metric[Any], statistic: Statistic) -> tuple[Status, str | None]:
    if statistic.rows == 0:
        return "no_data", "no row was scored"
    if statistic.n < plan.min_n:
        return "suppressed", f"fewer than {plan.min_n:,} {'answers' if of_answers(metric) else 'counted'}"
    return "ok", None


def _period(plan: Plan, key: CellKey, first: date | None) -> PeriodSpan | None:
    if plan.periods is None or key.period is None:
        return None
    return plan.periods.span(key.period, first=first, last=plan.until, now=plan.as_of)
