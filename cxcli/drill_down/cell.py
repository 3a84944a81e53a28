"""One cell of a scoring run: its score, and which rows of a chunk belong to it with which fate in the end."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec import Struct, field

from cxcli.drill_down.judged_together import ELSEWHERE, judged_together
from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import FateArray, IntArray, Records
from cxcli.pipeline import Run
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.cells import BLANK_KEY, CellKey, Layer, place
from cxcli.scoring.metric import Metric
from cxcli.scoring.plan import Plan
from cxcli.scoring.score import Score
from cxcli.scoring.standing import Numbers, standing_records
from cxcli.scoring.together_metric import TogetherMetric


def score_of(run: Run, cell: CellKey) -> Score:
    """Return the score of a cell of a run with one metric.

    Raises:
        UsageError: no row is in the cell, or its score is not shown.
    """
    label = _label(run.plan, cell)
    of_group = [score for score in run.scores if score.group == dict(cell.group)]
    found = next((score for score in of_group if (score.period.label if score.period else None) == label), None)
    if not of_group:
        raise UsageError(_no_group(run, cell))
    if found is None:
        message = f"no row of this group is in {label}" if cell.group else f"no row is in {label}"
        raise UsageError(Problem(code="no-such-group", message=message, help="cx score --period lists the periods"))
    if found.status == "suppressed":
        message = f"the score of these rows is not shown: {found.reason}"
        raise UsageError(Problem(code="hidden-group", message=message, help="see min_n and privacy_min in cx.yaml"))
    return found


def _label(plan: Plan, cell: CellKey) -> str | None:
    if plan.periods is None or cell.period is None:
        return None
    return plan.periods.span(cell.period, first=None, last=None, now=plan.as_of).label


def _no_group(run: Run, cell: CellKey) -> Problem:
    """Return the problem that there is no such group; a key that differs in capitals alone is what was typed."""
    groups = [score.group for score in run.scores if len(score.group) == len(cell.group) and score.period is None]
    lacking = [(column, key) for column, key in cell.group if all(group.get(column) != key for group in groups)]
    said = " and ".join(f"{column} '{key}'" for column, key in lacking or cell.group)
    near = [
        f"'{column}={group[column]}'"
        for column, key in lacking
        for group in groups
        if column in group and group[column].casefold() == key.casefold()
    ]
    hint = f"did you mean {' or '.join(sorted(set(near)))}? " if near else ""
    crossed = "+".join(column for column, _ in cell.group)
    count = f"there are {len(groups):,} groups" if len(groups) != 1 else "there is 1 group"
    advice = f"{hint}{count}, {BLANK_KEY} for rows without: cx score --by {crossed} lists them"
    return Problem(code="no-such-group", message=f"no row has {said}", help=advice)


class CellRows(Struct, frozen=True):
    """Finds the rows of a cell. `responded` and `voted` are the records that stand, where votes count.

    `judged` are the final fates of the rows of each file, of a metric that judges them together.
    """

    plan: Plan
    cell: CellKey
    responded: Numbers = field(default_factory=dict)
    voted: Numbers = field(default_factory=dict)
    judged: Mapping[str, FateArray] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run, cell: CellKey) -> "CellRows":
        """Return what finds the rows of a cell of a run with one metric.

        Raises:
            UsageError: the rows of the metric are judged together, and those of a period are sought.
        """
        (metric,) = run.plan.metrics
        if isinstance(metric, TogetherMetric):
            return cls(run.plan, cell, judged=judged_together(run, metric, cell))
        ballot = run.plan.ballot_of(metric)
        if ballot is None:
            return cls(run.plan, cell)
        mine = {era: ledger for (name, era), ledger in run.partial.ledgers.items() if name == metric.id}
        return cls(run.plan, cell, *standing_records(ballot, cell, mine))

    def of_chunk(self, records: Records, fates: Mapping[str, FateArray]) -> tuple[IntArray, FateArray]:
        """Return the rows of a chunk that are in the cell, and the fate of each once votes are counted."""
        metric = self.metric
        if isinstance(metric, TogetherMetric):
            found = self.judged[records.file][records.numbers]
            rows = np.flatnonzero(found != ELSEWHERE)
            return rows, found[rows]
        layer = next(each for each in self.plan.layers if self._is_cut(each))
        placed = metric.place(records, layer, place(records, layer, metric.date_field))
        if layer.periods is not None:
            placed = placed.within(self.plan.window, layer.periods)
        rows = np.zeros(0, np.int64)
        if self.cell in placed.keys:
            rows = placed.rows[placed.cells == list(placed.keys).index(self.cell)]
            rows = rows if (rows[1:] >= rows[:-1]).all() else np.sort(rows)
        return rows, self._counted(records, rows, fates[metric.id][rows])

    @property
    def metric(self) -> Metric[Any]:
        """The one metric."""
        (metric,) = self.plan.metrics
        return metric

    def _is_cut(self, layer: Layer) -> bool:
        return layer.breakdown == self.cell.breakdown and (layer.periods is None) == (self.cell.period is None)

    def _counted(self, records: Records, rows: IntArray, fates: FateArray) -> FateArray:
        """Return the fates with those of the scored rows that are no votes in the end."""
        ballot = self.plan.ballot_of(self.metric)
        if ballot is None:
            return fates
        numbers, scored = records.numbers[rows], fates == 0
        found = np.where(scored & ~_among(numbers, self.voted, records.file), FATE_CODE[Disposition.SUPERSEDED], fates)
        if ballot.response:
            again = scored & ~_among(numbers, self.responded, records.file)
            found = np.where(again, FATE_CODE[Disposition.DUPLICATE], found)
        return found.astype(np.int8)


def _among(numbers: IntArray, standing: Numbers, file: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.isin(numbers, standing.get(file, numbers[:0]))
