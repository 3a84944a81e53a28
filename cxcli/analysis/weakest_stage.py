"""The weakest stage of a journey by one metric, told from what chance explains."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.groups_compared import AgainstOthers, groups_compared
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.metric import Metric
from cxcli.scoring.score import Score

STAGE = "stage"
_POWER = 0.8
_TWO = 2


class WeakestStage(Struct, frozen=True):
    """The weakest stage by a `metric`: the one with the worst value of those that are worse than chance explains.

    Each of the `compared` stages is held against all the others together, and p is adjusted for their number. Without
    `weakest`, the `reason` says why.
    """

    metric: str
    compared: tuple[AgainstOthers, ...] = ()
    weakest: AgainstOthers | None = None
    reason: str | None = None


def weakest_stage(metric: str, scores: Mapping[str, Score], ready: Metric[Any], *, min_n: int) -> WeakestStage:
    """Return the weakest stage by one metric, from its score in each stage; `ready` is the metric of the first of them.

    Stages are taken for independent of each other: no row is of two stages.
    """
    if not isinstance(ready, BoxScore):
        return WeakestStage(metric, reason="stages are compared by shares and by means of answers")
    of_answers = {stage: _without_filter(score) for stage, score in scores.items()}
    if any(said != next(iter(of_answers.values())) for said in of_answers.values()):
        return WeakestStage(metric, reason="the answers of the stages are on different scales")
    # All are compared as the first one is scored: they differ in their filter alone.
    parameters = next(iter(scores.values())).parameters
    labelled = [
        replace(score, metric=ready.id, group={STAGE: stage}, parameters=parameters) for stage, score in scores.items()
    ]
    found = groups_compared(
        labelled, ready, column=STAGE, interval=None, power=_POWER, min_n=min_n, elsewhere=RowAccount()
    )
    if len(found.groups) < _TWO:
        return WeakestStage(metric, reason=found.reason or "only one stage has enough answers")
    worse = "lower" if ready.direction == "higher" else "higher"
    behind = [group for group in found.groups if group.verdict == worse]
    if not behind:
        return WeakestStage(metric, tuple(found.groups), reason="no stage is weaker than chance explains")
    sign = 1 if worse == "lower" else -1
    return WeakestStage(metric, tuple(found.groups), min(behind, key=lambda group: sign * (group.score.value or 0)))


def _without_filter(score: Score) -> dict[str, object]:
    return {name: value for name, value in score.parameters.items() if name != "where"}
