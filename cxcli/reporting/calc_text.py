"""What `cx calc` found, as text for people."""

from cxcli.analysis.score_of_counts import Counted
from cxcli.analysis.survey_plan import SurveyPlan
from cxcli.reporting.flow import flow
from cxcli.reporting.number_format import count, number, share
from cxcli.reporting.safe import safe
from cxcli.reporting.score_words import decimals_for, headline, method_text, part_texts
from cxcli.reporting.sentence import metric_name
from cxcli.scoring.score import Score

_GAP = "   "
_DOT = " · "
_UNITS = {"points": "points", "percent": "percentage points", "score": "points of the scale"}
_SCORE_DECIMALS = 2


def calculated_text(score: Score, counted: Counted, *, population: int | None, decimals: int | None, width: int) -> str:
    """Return a score of counts in lines of at most `width`, with everything that was counted by its name."""
    of_whom = [] if population is None else [f"population {count(population)}"]
    answers = sum(counted.named.values())
    colon = ":" if counted.by_answer else ""
    named = [f"{safe(name)}{colon} {count(n)} ({share(100 * n / answers)})" for name, n in counted.named.items()]
    lines = [
        flow([*headline(score, decimals_for(score, decimals)), *of_whom], _GAP, width),
        flow(named, _DOT, width),
        flow(part_texts(score) if counted.by_answer else [], _DOT, width),
        flow(method_text(score).split(_DOT), _DOT, width),
    ]
    return "".join(f"{line}\n" for line in lines if line)


def plan_text(plan: SurveyPlan, *, decimals: int | None, width: int) -> str:
    """Return a plan in lines of at most `width`: what it takes or what will show, and what it assumes."""
    chances = plan.chances
    power = [] if plan.question == "margin" else [f"power {100 * chances.power:g} %"]
    of_whom = [] if chances.population is None else [f"population {count(chances.population)}"]
    lines = [
        flow([f"{metric_name(plan.metric)}: {_answer(plan, decimals)}"], "", width),
        flow([f"confidence {100 * chances.confidence:g} %", *power, *of_whom], _DOT, width),
        flow([f"assumed: {plan.spread.assumed}", "normal approximation"], _DOT, width),
    ]
    return "".join(f"{line}\n" for line in lines)


def _answer(plan: SurveyPlan, decimals: int | None) -> str:
    if plan.amount is None:
        return f"no change would show with {_both(plan.answers)} answers"
    places = decimals if decimals is not None else (_SCORE_DECIMALS if plan.unit == "score" else 1)
    unit = _UNITS[plan.unit]
    if plan.question == "margin":
        return f"{count(plan.answers[0])} answers for limits of {plan.amount:g} {unit} on either side"
    if plan.question == "change":
        return f"{count(plan.answers[0])} answers each time to see a change of {plan.amount:g} {unit}"
    least = number(plan.amount, "", places)
    return f"a change of {least} {unit} or more would show with {_both(plan.answers)} answers"


def _both(answers: tuple[int, ...]) -> str:
    return " and ".join(count(each) for each in answers)
