"""From the partial of all rows to scores: settle what was provisional, check the accounts, estimate."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cxcli.errors import DataError, Notice, Problem
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.answer_counts import COUNT, WEIGHT
from cxcli.scoring.cells import BLANK_KEY, OVERALL, CellKey
from cxcli.scoring.metric import Estimate, Metric
from cxcli.scoring.partial import Offenders, Partial, Tally
from cxcli.scoring.plan import Plan
from cxcli.scoring.rolling import first_day, shown
from cxcli.scoring.score import PeriodSpan, Score, Status
from cxcli.scoring.standing import settled
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import Gathered, Whole, account
from cxcli.scoring.together_metric import TogetherMetric

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DIGITS = re.compile(r"[0-9]+")
_WIDTH = 20
_OF_SCALE = ("scale", "off-scale")
"""The refusals that hold for a single file among several."""


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
            told = _together(plan, partial, metric)
            first = first_day(told, plan.periods, plan.window)
            found += [_score(plan, metric, key, told[key], first) for key in sorted(told, key=_order)]
            continue
        cells = {OVERALL: _tally(partial, metric, OVERALL)}
        cells |= {key: tally for (name, key), tally in partial.tallies.items() if name == metric.id}
        first = first_day(cells, plan.periods, plan.window)
        ballot = plan.ballot_of(metric)
        if ballot is not None:
            mine = {era: ledger for (name, era), ledger in partial.ledgers.items() if name == metric.id}
            cells = settled(ballot, cells, mine)
        keys = sorted(shown(cells, plan.periods, plan.window), key=_order)
        found += [_score(plan, metric, key, cells[key], first) for key in keys]
    return found


def doubts(plan: Plan, partial: Partial, source: str) -> list[Notice]:
    """Return what all answers of each metric together say against it.

    Raises:
        DataError: they say that the column is another one, or on another scale.
    """
    refusals: list[Problem] = []
    notices: list[Notice] = []
    for metric in plan.metrics:
        tally = _tally(partial, metric, OVERALL)
        amounts = _amount_doubts(metric, tally)
        if amounts:
            # What is left of the answers says nothing of their scale.
            refusals += amounts
            continue
        found = metric.doubts(_scored(partial, metric), _of_answers(tally.offenders))
        refusals += found.refusals
        notices += _of_people_alone(plan, metric)
        notices += [Notice(code=notice.code, message=notice.message, source=source) for notice in found.notices]
    if refusals:
        raise DataError(refusals)
    return notices


def _of_people_alone(plan: Plan, metric: Metric[Any]) -> list[Notice]:
    """Return what was asked of the run and is not done to this metric, since it counts no people."""
    undone = {
        "one vote each is for answers": plan.ballot is not None and plan.ballot_of(metric) is None,
        "a population is for answers": plan.population is not None and plan.population_of(metric) is None,
    }
    said = [what for what, is_undone in undone.items() if is_undone]
    return [Notice(code="answers-alone", message=f"{metric.id}: {what}, and its rows are none") for what in said]


def _together(plan: Plan, partial: Partial, metric: TogetherMetric) -> dict[CellKey, Tally]:
    """Return the cells of a metric whose rows are judged together; malformed ones are in none but overall."""
    outside = _tally(partial, metric, OVERALL)
    rows = partial.gathered.get(metric.id, Gathered()).rows()
    cells = {OVERALL: outside}
    for key, fates, statistic in metric.cells(rows, plan.cut):
        offenders = outside.offenders if key == OVERALL else {}
        tally = Tally(statistic, account(fates), offenders)
        cells[key] = replace(tally, account=tally.account + outside.account) if key == OVERALL else tally
    return cells


def _scored(partial: Partial, metric: Metric[Any]) -> Statistic:
    """Return the statistic of all rows of a metric, as far as it is known row by row."""
    if isinstance(metric, TogetherMetric):
        rows = partial.gathered.get(metric.id, Gathered()).scored
        return Whole(rows, rows)
    return _settled(metric, _tally(partial, metric, OVERALL))[0]


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
    """Return what is wrong with the answers themselves, not with the weight or the count of their rows."""
    return {(fate, said): rows for (fate, said), rows in offenders.items() if said not in (WEIGHT, COUNT)}


def file_doubts(plan: Plan, partials: Mapping[str, Partial]) -> None:
    """Refuse files of which one has another scale than the metric: pooled with the others, it would not be seen.

    Raises:
        DataError: the answers of a file, taken alone, are on another scale.
    """
    refusals: list[Problem] = []
    for file, partial in partials.items():
        for metric in plan.metrics:
            tally = _tally(partial, metric, OVERALL)
            found = metric.doubts(_scored(partial, metric), _of_answers(tally.offenders)).refusals
            of_scale = [problem for problem in found if problem.code in _OF_SCALE]
            refusals += [replace(problem, file=file) for problem in of_scale]
    if refusals:
        raise DataError(refusals)


def _tally(partial: Partial, metric: Metric[Any], key: CellKey) -> Tally:
    return partial.tallies.get((metric.id, key)) or Tally(metric.empty(), RowAccount())


_Natural = tuple[int, float, str, str]


def _order(key: CellKey) -> tuple[int, tuple[_Natural, ...], bool, int]:
    """Overall first, then breakdown by breakdown, group by group: first all time, then its periods."""
    return key.breakdown, tuple(_natural(text) for _, text in key.group), key.period is not None, key.period or 0


def _natural(text: str) -> _Natural:
    """Numbers first, in their order; then texts, numbers in them in their order too; the blank key last."""
    if text == BLANK_KEY:
        return 2, 0.0, "", ""
    if _NUMBER.fullmatch(text):
        return 0, float(text), "", text
    return 1, 0.0, _DIGITS.sub(lambda digits: digits[0].zfill(_WIDTH), text.casefold()), text


def _score(plan: Plan, metric: Metric[Any], key: CellKey, tally: Tally, first: date | None) -> Score:
    statistic, account = _settled(metric, tally)
    status, reason = _status(plan, statistic)
    estimate = Estimate(reason=reason)
    if status == "ok":
        population = _population(plan.population_of(metric), key, statistic)
        estimate = metric.estimate(statistic, confidence=plan.confidence, interval=plan.interval, population=population)
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


def _settled(metric: Metric[Any], tally: Tally) -> tuple[Statistic, RowAccount]:
    """Return the final statistic and account; rows found not to count move from scored to their reason."""
    statistic, late = tally.statistic.settled()
    scored = tally.account.scored - sum(late.values())
    if statistic.rows != scored:
        raise AccountError(f"{metric.id}: the statistic holds {statistic.rows} rows, the account {scored}")
    skipped = Counter(tally.account.skipped)
    skipped.update(late)
    return statistic, RowAccount(tally.account.read, skipped)


def _status(plan: Plan, statistic: Statistic) -> tuple[Status, str | None]:
    if statistic.rows == 0:
        return "no_data", "no row was scored"
    if statistic.n < plan.min_n:
        return "suppressed", f"fewer than {plan.min_n:,} answers"
    return "ok", None


def _period(plan: Plan, key: CellKey, first: date | None) -> PeriodSpan | None:
    if plan.periods is None or key.period is None:
        return None
    return plan.periods.span(key.period, first=first, last=plan.until, now=plan.as_of)
