"""What a scoring call gives back."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cxcli.errors import Notice, Problem, UsageError
from cxcli.notebook.running import notices_of
from cxcli.notebook.shown import Shown
from cxcli.pipeline import Run
from cxcli.presentation.run_output import run_json, run_text
from cxcli.reporting.score_frame import score_frame
from cxcli.rows import RowAccount
from cxcli.scoring.score import Score


class Scores(Shown):
    """The scores of a call: as a data frame, as objects, as JSON, and shown as the terminal shows them."""

    def __init__(self, made: Run) -> None:
        """Take the run that was made."""
        self._run = made

    @property
    def frame(self) -> pd.DataFrame:
        """One row a score: metric, groups, period, value, limits, n, shares, and what became of the rows."""
        return score_frame(self._run.scores, self._run.changes)

    @property
    def scores(self) -> Sequence[Score]:
        """All scores: for each metric the overall one, then those of its groups and periods."""
        return tuple(self._run.scores)

    @property
    def overall(self) -> Score:
        """The score over all groups and all time, where one metric was asked for.

        Raises:
            UsageError: several were.
        """
        if len(self._run.overall) > 1:
            names = ", ".join(score.metric for score in self._run.overall)
            help_text = "ask for one, or take .frame or .scores"
            raise UsageError(
                Problem(code="several-metrics", message=f"several metrics were asked for: {names}", help=help_text)
            )
        return self._run.overall[0]

    @property
    def value(self) -> float | None:
        """The value over all groups and all time, where one metric was asked for; None where it has none.

        Raises:
            UsageError: several metrics were asked for.
        """
        return self.overall.value

    @property
    def account(self) -> RowAccount:
        """What became of every row, where one metric was asked for.

        Raises:
            UsageError: several metrics were asked for.
        """
        return self.overall.account

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._run))

    @property
    def config(self) -> Path | None:
        """The config that was used, or None."""
        return self._run.settings.config.path if self._run.settings.config else None

    def to_json(self) -> str:
        """Return the scores as JSON, by the contract `cx.scores/1`, as `cx score --format json` does."""
        return run_json(self._run)

    def _text(self, width: int) -> str:
        return run_text(self._run, width=width)
