"""What the groups of one metric say: where each stands, beside all of them that are somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.apart_names import is_apart
from cxcli.analysis.case_mix import WHOLE, GroupCells, Stratum, alone, totals, with_rare_pooled
from cxcli.analysis.group_moments import Moments
from cxcli.analysis.group_value import GroupValue
from cxcli.analysis.judged_groups import Judgement, judgement
from cxcli.rows import RowAccount
from cxcli.scoring.estimated_score import with_estimate
from cxcli.scoring.metric import Estimate, Metric
from cxcli.scoring.score import Score, Status
from cxcli.scoring.statistics import Statistic

FEWEST_OF_A_STRATUM = 20
"""Strata with fewer answers of all groups together are one."""

_TWO = 2

StrataOf = Mapping[tuple[str, Stratum], Statistic]
"""What each group has in each stratum."""


class CaseMix(Struct, frozen=True, kw_only=True):
    """What groups are adjusted for: the `columns`, and how many `strata` their values make.

    `rare` strata are one. `alone` are the answers in strata in which no other group has any.
    """

    columns: tuple[str, ...]
    strata: int
    rare: int
    alone: int


class GroupsFinding(Struct, frozen=True, kw_only=True):
    """The groups of a `column`, beside the `overall` score of all but those `apart`, which are nobody.

    Without a `judgement`, and where it judges none, the `reason` says why.
    """

    metric: Metric[Any]
    column: str
    overall: Score
    apart: Sequence[Score]
    judgement: Judgement | None
    mix: CaseMix | None
    min_n: int
    level: float
    reason: str | None = None


def groups_finding(  # noqa: PLR0913 - the scores of a run, and how they are judged
    everything: Score,
    scores: Sequence[Score],
    strata: StrataOf,
    metric: Metric[Any],
    *,
    column: str,
    mix: tuple[str, ...],
    apart: tuple[str, ...],
    interval: str | None,
    min_n: int,
    level: float,
) -> GroupsFinding:
    """Return where each of the groups with these `scores` stands; `everything` is the score of all rows.

    With columns to adjust for (`mix`) there is a statistic for each of their `strata`. `apart` are names of groups that
    are nobody, beside the usual ones.
    """
    nobody = [score for score in scores if is_apart(score.group[column], apart)]
    names = {score.group[column] for score in nobody}
    judged = {score.group[column]: score for score in scores if score.group[column] not in names}
    found = GroupsFinding(
        metric=metric,
        column=column,
        overall=_together(everything, list(judged.values()), metric, interval),
        apart=nobody,
        judgement=None,
        mix=None,
        min_n=min_n,
        level=level,
    )
    cells = _cells(judged, strata, GroupValue.of(metric), adjusted=bool(mix))
    if found.overall.value is None or len(cells) < _TWO:
        return replace(found, reason=_too_few(found, len(cells)))
    return _judged(found, {name: score for name, score in judged.items() if name in cells}, cells, mix)


def estimated(score: Score, metric: Metric[Any], interval: str | None) -> Score:
    """Return a score with the value and the limits that its statistic gives.

    Raises:
        ValueError: it has no statistic.
    """
    statistic = _statistic(score)
    estimate = Estimate(reason="no row of any group was scored")
    if statistic.rows:
        estimate = metric.estimate(statistic, confidence=score.confidence, interval=interval)
    status: Status = "ok" if estimate.value is not None else "undefined" if statistic.rows else "no_data"
    return replace(with_estimate(score, estimate, statistic), status=status)


def _together(like: Score, scores: Sequence[Score], metric: Metric[Any], interval: str | None) -> Score:
    """Return the score of some groups together."""
    answers = None
    if like.answers is not None:
        answers = sum((score.answers or RowAccount() for score in scores), start=RowAccount())
    whole = replace(
        like,
        account=sum((score.account for score in scores), start=RowAccount()),
        answers=answers,
        offenders={},
        statistic=sum((_statistic(score) for score in scores), start=metric.empty()),
    )
    return estimated(whole, metric, interval)


def _statistic(score: Score) -> Statistic:
    if score.statistic is None:
        raise ValueError("groups are judged by what they were scored from")
    return score.statistic


def _cells(scores: Mapping[str, Score], strata: StrataOf, value: GroupValue, *, adjusted: bool) -> GroupCells:
    """Return what each group has in each stratum, in their order; groups without any base are left out."""
    cells: dict[str, dict[Stratum, Moments]] = {name: {} for name in scores}
    if not adjusted:
        strata = {(name, WHOLE): _statistic(score) for name, score in scores.items()}
    for (name, stratum), statistic in sorted(strata.items(), key=lambda each: each[0]):
        if name in cells and statistic.n:
            cells[name][stratum] = value.moments(statistic)
    return {name: mine for name, mine in cells.items() if any(each.x for each in mine.values())}


def _judged(
    found: GroupsFinding, scores: Mapping[str, Score], cells: GroupCells, columns: tuple[str, ...]
) -> GroupsFinding:
    cells, rare = with_rare_pooled(cells, fewest=FEWEST_OF_A_STRATUM)
    strata = totals(cells)
    if not all(each.x for each in strata.values()):
        return replace(found, reason="in some cases nothing can be expected, since their bases add up to 0")
    said = judgement(scores, cells, GroupValue.of(found.metric), min_n=found.min_n, level=found.level)
    mix = CaseMix(columns=columns, strata=len(strata), rare=rare, alone=alone(cells))
    reason = None if said.dispersion else _none_judged(scores, strata, found.min_n)
    return replace(found, judgement=said, mix=mix if columns else None, reason=reason)


def _too_few(found: GroupsFinding, groups: int) -> str:
    if not groups and found.apart:
        return "all answers are of groups that are nobody"
    return "only one group has answers" if groups == 1 else found.overall.reason or "no group has answers"


def _none_judged(scores: Mapping[str, Score], strata: Mapping[Stratum, Moments], min_n: int) -> str:
    if sum(score.n >= min_n for score in scores.values()) < _TWO:
        return f"fewer than two groups have {min_n:,} answers"
    alike = all(each.squares_around(each.value) == 0 for each in strata.values())
    return "all answers to the same cases are alike" if alike else "no two groups have the same cases"
