"""The cells of a funnel: who passed all steps, of those who came to the first one."""

import numpy as np

from cxcli.scoring.cells import CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.event_days import whole_and_parts
from cxcli.scoring.funnel_rows import step_rows
from cxcli.scoring.interval import Undefined
from cxcli.scoring.together import Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut

_NO_STEPS = Undefined('it takes the steps in their order: cx funnel FILE --steps="home,search,payment", or cx.yaml')
_NOBODY = Undefined("nobody came to the first step")


def funnel_cells(rows: Rows, cut: Cut, steps: tuple[str, ...]) -> Cells:
    """Yield each group over the days that count, and period by period, with all its steps within the same period."""
    found = step_rows(rows, cut, steps, strict=True)
    fates = found.fates if steps else rows.fates
    for number, group, mine in rows.breakdowns(cut.by):
        for code, here in whole_and_parts(mine, rows, cut):
            scored = int(np.count_nonzero(fates[here] == 0))
            made = found.funnel(here, len(steps), strict=True) if steps else None
            n = made[0].users if made else 0
            said = CountsByValue.of({1: made[-1].through, 0: n - made[-1].through}) if made and n else None
            yield CellKey(number, group, code), fates[here], Whole(scored, n, said or (_NOBODY if steps else _NO_STEPS))
