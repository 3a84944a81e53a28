"""What calls give back that read no data: a score of counts, and a survey planned."""

from collections.abc import Sequence

import pandas as pd

from cxcli.analysis.score_of_counts import Counted
from cxcli.analysis.survey_plan import SurveyPlan
from cxcli.errors import Notice
from cxcli.notebook.shown import Shown
from cxcli.reporting.calc_json import calculated_json, plan_json
from cxcli.reporting.calc_text import calculated_text, plan_text
from cxcli.reporting.score_frame import score_frame
from cxcli.scoring.score import Score


class Calculation(Shown):
    """A score of counts: its figures, a data frame, JSON, and the text of the terminal."""

    def __init__(self, score: Score, counted: Counted, *, population: int | None, decimals: int | None) -> None:
        """Take the score, what was counted, and how it is written."""
        self._score = score
        self._counted = counted
        self._population = population
        self._decimals = decimals

    @property
    def score(self) -> Score:
        """The score: value, limits, n, shares."""
        return self._score

    @property
    def value(self) -> float | None:
        """The value of the score."""
        return self._score.value

    @property
    def frame(self) -> pd.DataFrame:
        """One row with the columns of a score."""
        return score_frame([self._score])

    @property
    def notices(self) -> Sequence[Notice]:
        """Nothing: all that is said stands in the text."""
        return ()

    def to_json(self) -> str:
        """Return the score as JSON, by the contract `cx.calc/1`, as `cx calc METRIC COUNTS --format json` does."""
        return calculated_json(self._score, self._counted, population=self._population)

    def _text(self, width: int) -> str:
        return calculated_text(
            self._score, self._counted, population=self._population, decimals=self._decimals, width=width
        )


class Plan(Shown):
    """A survey planned: how many answers it takes, or which change a number of answers shows."""

    def __init__(self, plan: SurveyPlan, *, decimals: int | None) -> None:
        """Take the plan, and with how many digits it is written."""
        self._plan = plan
        self._decimals = decimals

    @property
    def answers(self) -> tuple[int, ...]:
        """The answers of each sample: one for a margin, two for a change."""
        return self._plan.answers

    @property
    def n(self) -> int:
        """The answers that each sample has at least."""
        return min(self._plan.answers)

    @property
    def amount(self) -> float | None:
        """The margin or the change, in the metric's unit; None where no change would show."""
        return self._plan.amount

    @property
    def notices(self) -> Sequence[Notice]:
        """Nothing: all that is said stands in the text."""
        return ()

    def to_json(self) -> str:
        """Return the plan as JSON, by the contract `cx.calc/1`, as `cx calc sample --format json` does."""
        return plan_json(self._plan)

    def _text(self, width: int) -> str:
        return plan_text(self._plan, decimals=self._decimals, width=width)
