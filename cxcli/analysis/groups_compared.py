"""Many groups at once: each against all the others together."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.difference_of_scores import Difference, difference
from cxcli.analysis.multiple_tests import benjamini_hochberg
from cxcli.analysis.verdict import leaves_0_out, significant
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.estimated_score import with_estimate
from cxcli.scoring.score import Score

_TWO = 2


class AgainstOthers(Struct, frozen=True, kw_only=True):
    """One group: its score, that of all the others together, and what lies between, the group after the others.

    `p` is that of the test, adjusted for all the groups that were tested; None where there was no test.
    """

    key: str
    score: Score
    others: Score
    difference: Difference
    p: float | None

    @property
    def verdict(self) -> Literal["higher", "lower", "unclear"]:
        """Where the group stands: its adjusted p says so, and its limits leave 0 out. Without limits it is unclear."""
        low, high = self.difference.low, self.difference.high
        if low is None or high is None or not leaves_0_out(low, high):
            return "unclear"
        if not significant(self.p, self.difference.confidence):
            return "unclear"
        return "higher" if low > 0 else "lower"


class GroupsCompared(Struct, frozen=True, kw_only=True):
    """The groups of a `column`; `hidden` of them have fewer than `min_n` answers, `empty` have none.

    `elsewhere` are the rows that are in none of the groups. Without `groups`, the `reason` says why.
    """

    metric: BoxScore
    column: str
    groups: Sequence[AgainstOthers]
    hidden: int
    empty: int
    min_n: int
    elsewhere: RowAccount
    reason: str | None = None


def groups_compared(
    scores: Sequence[Score],
    metric: BoxScore,
    *,
    column: str,
    interval: str | None,
    power: float,
    min_n: int,
    elsewhere: RowAccount,
) -> GroupsCompared:
    """Return each group against all the others together.

    Groups that are too small to be shown count among the others.
    """
    answered = [score for score in scores if score.n]
    shown = [score for score in answered if score.value is not None]
    found = GroupsCompared(
        metric=metric,
        column=column,
        groups=(),
        hidden=len(answered) - len(shown),
        empty=len(scores) - len(answered),
        min_n=min_n,
        elsewhere=elsewhere,
    )
    if len(answered) < _TWO:
        return replace(found, reason="no row was scored" if not answered else "only one group has answers")
    return replace(
        found,
        groups=_tested([(score, others(score, answered, metric, interval)) for score in shown], metric, column, power),
        reason=None if shown else f"all groups have fewer than {min_n:,} answers",
    )


def others(score: Score, answered: Sequence[Score], metric: BoxScore, interval: str | None) -> Score:
    """Return the score of all other groups together.

    Raises:
        ValueError: there are no others with answers.
    """
    rest = [each for each in answered if each is not score]
    statistic = sum((_counts(each) for each in rest), start=CountsByValue())
    if not statistic.n:
        raise ValueError("a group is compared with others that have answers")
    estimate = metric.estimate(statistic, confidence=score.confidence, interval=interval)
    return replace(
        with_estimate(score, estimate, statistic),
        group={},
        account=sum((each.account for each in rest), start=RowAccount()),
        answers=None if score.answers is None else sum((each.answers or RowAccount() for each in rest), RowAccount()),
        offenders={},
    )


def _counts(score: Score) -> CountsByValue:
    if not isinstance(score.statistic, CountsByValue):
        raise ValueError("a group that is compared rests on counts by value")  # noqa: TRY004 - the score is at fault
    return score.statistic


def _tested(pairs: Sequence[tuple[Score, Score]], metric: BoxScore, column: str, power: float) -> list[AgainstOthers]:
    found = [(score, rest, difference(rest, score, metric, power=power)) for score, rest in pairs]
    p_values = iter(benjamini_hochberg([each.test.p for _, _, each in found if each.test is not None]))
    return [
        AgainstOthers(
            key=score.group[column],
            score=score,
            others=rest,
            difference=each,
            p=None if each.test is None else next(p_values),
        )
        for score, rest, each in found
    ]
