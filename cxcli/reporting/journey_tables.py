"""A journey as tables: the metrics of each stage, and how customers pass from stage to stage."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cxcli.analysis.passage import StagePassage
from cxcli.analysis.weakest_stage import WeakestStage
from cxcli.reporting.change_words import signed
from cxcli.reporting.number_format import count, number, share
from cxcli.reporting.score_words import confidence_text, decimals_for, limits_text, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.score import Score

MARK = "◄ weakest"
_SMALL_P = 0.001


class StageLine(Struct, frozen=True):
    """A metric in a stage, or at one of its touchpoints, and its score."""

    stage: str
    title: str
    touchpoint: str | None
    metric: str
    score: Score

    def is_weakest(self, weakest: Sequence[WeakestStage]) -> bool:
        """Whether this is the score of a weakest stage."""
        found = {(each.metric, each.weakest.key) for each in weakest if each.weakest is not None}
        return self.touchpoint is None and (self.metric, self.stage) in found


def stages_table(lines: Sequence[StageLine], weakest: Sequence[WeakestStage]) -> Table:
    """Return a row for each metric of each stage, and of each touchpoint beneath it; the weakest stage is marked."""
    columns = (
        ColumnSpec("stage", "stage"),
        ColumnSpec("metric", "metric"),
        ColumnSpec("value", "value", "right"),
        ColumnSpec("limits", confidence_text(lines[0].score), "right"),
        ColumnSpec("n", "n", "right"),
        ColumnSpec("weakest", "note"),
    )
    rows = [
        (_place(line), *_figures(line.metric, line.score), Figure(MARK if line.is_weakest(weakest) else ""))
        for line in lines
    ]
    return Table(columns, tuple(rows))


def passage_table(stages: Sequence[tuple[str, StagePassage]], confidence: float) -> Table:
    """Return a row for each stage: its customers, who is new there, who is seen in no later stage, who went on."""
    columns = (
        ColumnSpec("stage", "stage"),
        *(ColumnSpec(name, name, "right") for name in ("customers", "gained", "lost")),
        ColumnSpec("went_on", "went on", "right"),
        ColumnSpec("limits", f"{100 * confidence:g} %", "right"),
    )
    notes = (
        "gained: seen in no stage before; lost: seen in no later stage, as those are, too, who are still on their way",
    )
    return Table(columns, tuple(_passed(title, found) for title, found in stages), notes)


def weakest_text(found: WeakestStage, titles: Mapping[str, str], decimals: int) -> str:
    """Return which stage is the weakest by a metric, and how sure that is; or that none is."""
    name, group = metric_name(found.metric), found.weakest
    if group is None:
        return f"{name}: {found.reason}"
    difference = group.difference
    low, high = difference.low, difference.high
    limits = "" if low is None or high is None else f"{signed(low, decimals)} to {signed(high, decimals)}, "
    p = 1.0 if group.p is None else group.p
    chance = f"p < {_SMALL_P}" if p < _SMALL_P else f"p {number(p, '', 3)}"
    sure = f"{100 * difference.confidence:g} % {limits}{chance}, adjusted for {count(len(found.compared))} stages"
    points = " points" if difference.unit in ("percent", "points") else ""
    beside = f"{signed(difference.value or 0.0, decimals)}{points} beside all others"
    return f"{name}: {titles[group.key]} is the weakest stage, {beside} ({sure})"


def flat_journey_table(lines: Sequence[StageLine], weakest: Sequence[WeakestStage]) -> Table:
    """Return the scores of all stages for other programs."""
    names = ("stage", "touchpoint", "metric", "value", "low", "high", "unit", "n", "status", "weakest")
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        score, mark = line.score, str(line.is_weakest(weakest)).lower()
        figures = [Figure("") if each is None else Figure("", each) for each in (score.value, score.low, score.high)]
        name = (line.stage, line.touchpoint or "", line.metric)
        rows.append((*name, *figures, score.unit, Figure("", score.shown_n), score.status, mark))
    return Table(tuple(ColumnSpec(name, name) for name in names), tuple(rows))


def _place(line: StageLine) -> str:
    return line.title if line.touchpoint is None else f"  {line.touchpoint.replace('_', ' ')}"


def _figures(metric: str, score: Score) -> tuple[Cell, ...]:
    decimals = decimals_for(score, None)
    return (
        metric,
        Figure(value_text(score, decimals)),
        Figure(limits_text(score, decimals)),
        Figure(count(score.shown_n)),
    )


def _passed(title: str, found: StagePassage) -> tuple[Cell, ...]:
    limits = "" if found.limits is None else f"{share(found.limits.low)} to {share(found.limits.high)}"
    on = "" if found.went_on is None else share(found.went_on)
    counts = (found.customers, found.gained, found.lost)
    return (title, *(Figure(count(each)) for each in counts), Figure(on), Figure(limits))
