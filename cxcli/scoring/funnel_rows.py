"""The rows of a funnel: the step of each, from a file for each step or from a column, and which of them count."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import FateArray, IntArray
from cxcli.mapping.texts import fold
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.event_days import on_days_that_count
from cxcli.scoring.funnel import FunnelStep, funnel
from cxcli.scoring.together import NEVER, Rows
from cxcli.scoring.together_metric import NOT_APPLICABLE, Cut

_UNDATED = FATE_CODE[Disposition.UNDATED]


class StepRows(Struct, frozen=True, eq=False):
    """The rows of a funnel with the code of the `step` of each, -1 for none, and its final fate.

    `timed` is whether every file has moments, so that the order of steps can be told.
    """

    rows: Rows
    steps: IntArray
    fates: FateArray
    timed: bool

    def funnel(self, here: IntArray, number: int, *, strict: bool) -> tuple[FunnelStep, ...]:
        """Return the steps of the funnel of some of the rows that count, over a `number` of steps."""
        counted = here[self.fates[here] == 0]
        users, at = self.rows.texts["user"][0][counted], self.rows.columns["at"][counted]
        return funnel(users, self.steps[counted], at if self.timed else None, number, strict=strict)


def step_rows(rows: Rows, cut: Cut, steps: Sequence[str], *, strict: bool) -> StepRows:
    """Return rows of which a column says the step; other steps than these are not applicable.

    Names are compared in small letters, with single spaces.
    """
    places = {fold(name): place for place, name in enumerate(steps)}
    codes, texts = rows.texts.get("step", (np.zeros(len(rows), np.int64), ("",)))
    return _counted(rows, cut, np.array([places.get(fold(text), -1) for text in texts], np.int64)[codes], strict=strict)


def file_rows(rows: Rows, cut: Cut, files: Sequence[str], *, strict: bool) -> StepRows:
    """Return rows of which the file says the step: the first of the `files` is the first step."""
    return _counted(
        rows, cut, np.array([files.index(name) for name in rows.names], np.int64)[rows.files], strict=strict
    )


def _counted(rows: Rows, cut: Cut, steps: IntArray, *, strict: bool) -> StepRows:
    """Return the rows with their final fates: one without a moment counts unless days or order ask for it."""
    timed = bool(rows.columns["timed"].all())
    fates = on_days_that_count(rows, cut)
    if cut.window.bounded or (strict and timed):
        fates = np.where((fates == 0) & (rows.columns["at"] == NEVER), _UNDATED, fates)
    fates = np.where((fates == 0) & (steps < 0), NOT_APPLICABLE, fates).astype(np.int8)
    return StepRows(rows, steps, fates, timed)
