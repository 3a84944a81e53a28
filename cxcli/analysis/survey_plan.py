"""A survey planned: how many answers it takes, or what a number of answers will show."""

from typing import Literal

from msgspec import Struct

from cxcli.analysis.detectable import answers_for_change, change_shown, possible
from cxcli.analysis.expected_spread import Spread, half_range
from cxcli.analysis.margin import answers_for_margin
from cxcli.errors import Problem, UsageError
from cxcli.scoring.box_score import BoxScore

Question = Literal["margin", "change", "shown"]


class Chances(Struct, frozen=True, kw_only=True):
    """How sure limits are, how often a change is to be seen, and how many people there are (None for endless)."""

    confidence: float = 0.95
    power: float = 0.8
    population: int | None = None


class SurveyPlan(Struct, frozen=True, kw_only=True):
    """What was asked (`question`), what it was answered with, and on what assumption.

    For a `margin` the `answers` of one sample give limits of `amount` on either side; for a `change` those of each of
    two samples show one of `amount`; for what is `shown`, `amount` is the smallest change that samples of these sizes
    show, None where none that there can be does; 0 where everybody answers both times, so that all do. Amounts are in
    the metric's `unit`.
    """

    question: Question
    metric: str
    unit: str
    amount: float | None
    answers: tuple[int, ...]
    spread: Spread
    chances: Chances


def for_margin(metric: BoxScore, spread: Spread, margin: float, chances: Chances) -> SurveyPlan:
    """Return how many answers it takes for limits of `margin` on either side."""
    answers = answers_for_margin(metric, spread, margin, confidence=chances.confidence, population=chances.population)
    return _plan("margin", metric, margin, (answers,), spread, chances)


def for_change(metric: BoxScore, spread: Spread, change: float, chances: Chances) -> SurveyPlan:
    """Return how many answers each of two samples needs to show a `change`.

    Raises:
        UsageError: there is no room for such a change from what is expected.
    """
    if not possible(metric, spread, change):
        message = f"{metric.id} cannot change by {change:g} from {spread.assumed}"
        raise UsageError(
            Problem(code="amount", message=message, help="expect another score, or ask for a smaller change")
        )
    answers = answers_for_change(
        metric, spread, change, confidence=chances.confidence, power=chances.power, population=chances.population
    )
    return _plan("change", metric, change, (answers, answers), spread, chances)


def shown(metric: BoxScore, spread: Spread, answers: tuple[int, int], chances: Chances) -> SurveyPlan:
    """Return which change samples of these sizes would show."""
    change = change_shown(
        metric, spread, answers, confidence=chances.confidence, power=chances.power, population=chances.population
    )
    return _plan("shown", metric, change, answers, spread, chances)


def widest(metric: BoxScore) -> float:
    """Return how far apart two values of the metric can be, in its unit."""
    return 2 * half_range(metric)


def _plan(
    question: Question,
    metric: BoxScore,
    amount: float | None,
    answers: tuple[int, ...],
    spread: Spread,
    chances: Chances,
) -> SurveyPlan:
    return SurveyPlan(
        question=question,
        metric=metric.id,
        unit=metric.unit,
        amount=amount,
        answers=answers,
        spread=spread,
        chances=chances,
    )
