"""From the partial of all rows to scores: settle what was provisional, check the accounts, estimate."""

import re
from collections import Counter
from typing import Any

from cxcli.errors import DataError, Notice, Problem
from cxcli.rows import RowAccount
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.metric import Metric
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.periods import span
from cxcli.scoring.plan import Plan
from cxcli.scoring.score import PeriodSpan, Score, Status
from cxcli.scoring.statistics import Statistic


_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)


class AccountError(AssertionError):
    """The rows that a statistic counted are not the rows that the account says were scored: a fault in cx."""


def scores(plan: Plan, partial: Partial) -> list[Score]:
    """Return the scores of a whole run: metric by metric, overall first, then the breakdowns, periods in order.

    Raises:
        AccountError: a statistic's own count differs from the account; nothing may be printed then.
    """
    found = []
    for metric in plan.metrics:
        cells = {key for name, key in partial.tallies if name == metric.id} | {OVERALL}
        for key in sorted(cells, key=_order):
            tally = partial.tallies.get((metric.id, key), Tally(metric.empty(), RowAccount()))
            found.append(_score(plan, metric, key, tally))
    return found


def doubts(plan: Plan, partial: Partial, source: str) -> list[Notice]:
    """Return what all answers of each metric together say against it.

    Raises:
        DataError: they say that the column is another one, or on another scale.
    """
    refusals: list[Problem] = []
    notices: list[Notice] = []
    for metric in plan.metrics:
        tally = partial.tallies.get((metric.id, OVERALL))
        if tally is None:
            continue
        found = metric.doubts(_settled(tally)[0], tally.account.skipped)
        refusals += found.refusals
        notices += [Notice(code=notice.code, message=notice.message, source=source) for notice in found.notices]
    if refusals:
        raise DataError(refusals)
    return notices


def _order(key: CellKey) -> tuple[int, tuple[tuple[int, float, str], ...], int]:
    """Overall first, then breakdown by breakdown; keys that are numbers come first and in the order of numbers."""
    return key.breakdown, tuple(_natural(text) for _, text in key.group), key.period


def _natural(text: str) -> tuple[int, float, str]:
    return (0, float(text), text) if _NUMBER.fullmatch(text) else (1, 0.0, text)


def _score(plan: Plan, metric: Metric[Any], key: CellKey, tally: Tally) -> Score:
    statistic, account = _settled(tally)
    status, reason = _status(plan, account.scored)
    estimate = (
        metric.estimate(statistic, confidence=plan.confidence, interval=plan.interval) if account.scored else None
    )
    shown = estimate if status == "ok" else None
    if estimate is not None and shown is not None and estimate.value is None:
        status, reason = "undefined", estimate.reason
    return Score(
        metric=metric.id,
        title=metric.title,
        definition=metric.definition,
        parameters=metric.parameters,
        group=dict(key.group),
        period=_period(plan, key),
        status=status,
        reason=reason or (shown.reason if shown else None),
        value=shown.value if shown else None,
        low=shown.low if shown else None,
        high=shown.high if shown else None,
        unit=metric.unit,
        confidence=plan.confidence,
        interval=shown.interval if shown else None,
        n=account.scored,
        parts=shown.parts if shown else {},
        account=account,
        offenders=tally.offenders,
    )


def _settled(tally: Tally) -> tuple[Statistic, RowAccount]:
    """Return the final statistic and account; rows found not to count move from scored to their reason."""
    statistic, late = tally.statistic.settled()
    account = RowAccount(tally.account.read, Counter(tally.account.skipped) + Counter(late))
    if statistic.n != account.scored:
        raise AccountError(f"the statistic holds {statistic.n} rows, the account {account.scored}")
    return statistic, account


def _status(plan: Plan, n: int) -> tuple[Status, str | None]:
    if n == 0:
        return "no_data", "no row was scored"
    if n < plan.min_n:
        return "suppressed", f"fewer than {plan.min_n} answers"
    return "ok", None


def _period(plan: Plan, key: CellKey) -> PeriodSpan | None:
    if plan.grain is None or key.period == OVERALL.period:
        return None
    return span(key.period, plan.grain, first=plan.since, last=plan.until, now=plan.as_of)
