"""The rows of a cell of a metric that judges them together: their fates are known when all rows have been seen."""

from collections.abc import Mapping

import numpy as np

from cxcli.errors import Problem, UsageError
from cxcli.mapping.records import FateArray
from cxcli.pipeline import Run
from cxcli.scoring.cells import CellKey
from cxcli.scoring.together_metric import TogetherMetric

ELSEWHERE = -1
"""In the place of a fate: the row is not in the cell."""


def judged_together(run: Run, metric: TogetherMetric, cell: CellKey) -> Mapping[str, FateArray]:
    """Return the final fates of all rows of each file, in the order of their numbers; no row is in no file.

    Raises:
        UsageError: the cell is of a period, of which a row may be in several, or in none and count all the same.
    """
    if cell.period is not None:
        message = f"{metric.id} judges all rows together: none belongs to one period alone"
        help_text = "name the days instead, for example: --during 2025-09"
        raise UsageError(Problem(code="period-bound", message=message, help=help_text))
    if metric.id not in run.partial.gathered:
        return {}
    rows = run.partial.gathered[metric.id].rows()
    places = next(
        mine for number, group, mine in rows.breakdowns(run.plan.by) if (number, group) == (cell.breakdown, cell.group)
    )
    found = np.full(len(rows), ELSEWHERE, np.int8)
    found[places] = next(fates for key, fates, _ in metric.cells(rows, run.plan.cut) if key == cell)
    return {name: found[rows.files == code] for code, name in enumerate(rows.names)}
