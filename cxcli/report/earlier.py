"""What a history tells of a metric: periods that the files do not hold, and values that have changed since."""

from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from msgspec import Struct
from msgspec.structs import replace

from cxcli.history.fact import Fact, Meaning, Telling, group_json
from cxcli.history.standing import standing
from cxcli.scoring.score import Score, no_data
from cxcli.settings.report import ReportPlan
from cxcli.settings.targets import Group

_SAME = 1e-9
"""Values this close are one, worked out by two versions of a library."""

Places = Mapping[tuple[Group, str | None], Score]
"""The scores of one metric by group and label of the period, those of all rows and all time first."""


class Earlier(Struct, frozen=True, kw_only=True):
    """What the history tells of one metric beside the scores of its run.

    `scores` are those that only the history has; `fewer` the periods of them of which the files hold a part. `restated`
    are the former values of what the run tells anew, by period, and `others` the periods that the history has by
    another definition.
    """

    scores: Sequence[Score] = ()
    fewer: Sequence[str] = ()
    restated: Mapping[str, float] = {}
    others: Sequence[str] = ()

    @property
    def kept(self) -> set[str]:
        """The labels of the periods whose overall score is from the history."""
        return {each.period.label for each in self.scores if each.period is not None and not each.group}


def earlier(plan: ReportPlan, known: Sequence[Telling], meaning: Meaning, scores: Places, min_n: int) -> Earlier:
    """Return what the history tells of one metric whose run has these scores; nothing of cells below `min_n`.

    A value is restated where it is another one than was told before the moment of the report, so that the same run
    again says the same.
    """
    mine = [each for each in known if each.fact.meaning.metric == meaning.metric]
    facts = [each.fact for each in standing(mine) if _is_of(plan, each.fact)]
    before = [each.fact for each in standing(each for each in mine if each.as_of < plan.as_of)]
    same = [fact for fact in facts if fact.meaning.mark == meaning.mark]
    overall = scores[(), None]
    kept, fewer = [], []
    for fact, group in _wanted(plan, same, scores, min_n):
        there = scores.get((group, fact.period.label))
        if there is None or there.n < fact.n:
            kept.append(_score(overall, fact, group))
            fewer += [fact.period.label] if there is not None and there.n and not group else []
    labels = {each.period.label for each in kept if each.period is not None and not each.group}
    return Earlier(
        scores=kept,
        fewer=fewer,
        restated={label: value for label, value in _restated(before, meaning, scores) if label not in labels},
        others=[fact.period.label for fact in facts if fact.meaning.mark != meaning.mark and not fact.group],
    )


def _is_of(plan: ReportPlan, fact: Fact) -> bool:
    """Whether a fact is of a period of the charts before the reported one, of the days that the calendar gives it."""
    if fact.grain != plan.periods.grain.value or not plan.since <= fact.period.start < plan.period.start:
        return False
    span = plan.periods.span(plan.periods.code(fact.period.start), first=None, last=None, now=plan.as_of)
    return (span.start, span.end) == (fact.period.start, fact.period.end)


def _wanted(plan: ReportPlan, facts: Sequence[Fact], scores: Places, min_n: int) -> Iterator[tuple[Fact, Group]]:
    """Yield what charts and changes take: all rows, and of groups that are shown now the period before."""
    groups = {group_json(group): group for group, _ in scores}
    for fact in facts:
        group = groups.get(group_json(fact.group))
        if group is None or fact.value is None or fact.n < min_n:
            continue
        now = scores.get((group, plan.period.label))
        if not group or (fact.period.label == plan.before.label and now is not None and now.value is not None):
            yield fact, group


def _restated(before: Sequence[Fact], meaning: Meaning, scores: Places) -> Iterator[tuple[str, float]]:
    """Yield the periods of all rows whose value is another one than was told, with that one."""
    for fact in before:
        now = scores.get(((), fact.period.label))
        if fact.group or fact.meaning.mark != meaning.mark or now is None or now.period is None:
            continue
        same_days = (now.period.start, now.period.end) == (fact.period.start, fact.period.end)
        if not same_days or now.value is None or fact.value is None:
            continue
        if not isclose(now.value, fact.value, rel_tol=_SAME, abs_tol=_SAME):
            yield fact.period.label, fact.value


def _score(overall: Score, fact: Fact, group: Group) -> Score:
    """Return a fact as a score, which rests on no answers that could be looked at."""
    return replace(
        no_data(overall, dict(group), fact.period),
        status=fact.status,
        reason=None,
        value=fact.value,
        low=fact.low,
        high=fact.high,
        interval=fact.meaning.interval or overall.interval,
        n=fact.n,
        effective_n=fact.effective_n,
    )
