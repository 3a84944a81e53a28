"""What `cx calc` found, as text for people."""

from math import ceil

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
    rests = [] if plan.question == "margin" else ["normal approximation"]
    lines = [
        flow([f"{metric_name(plan.metric)}: {_answer(plan, decimals)}"], "", width),
        flow([f"confidence {100 * chances.confidence:g} %", *power, *of_whom], _DOT, width),
        flow([f"assumed: {plan.spread.assumed}", *rests], _DOT, width),
    ]
    return "".join(f"{line}\n" for line in lines)


def _answer(plan: SurveyPlan, decimals: int | None) -> str:
    if plan.amount is None:
        return f"no change that there can be would show with {_both(plan.answers)}"
    if plan.amount == 0:
        return f"every change shows with {_both(plan.answers)}: everybody answers both times"
    places = decimals if decimals is not None else (_SCORE_DECIMALS if plan.unit == "score" else 1)
    unit = _UNITS[plan.unit]
    if plan.question == "margin":
        return f"{_answers(plan.answers[0])} for limits of {plan.amount:g} {unit} on either side"
    if plan.question == "change":
        return f"{_answers(plan.answers[0])} each time to see a change of {plan.amount:g} {unit}"
    steps = 10**places
    least = number(ceil(plan.amount * steps) / steps, "", places)
    return f"a change of {least} {unit} or more would show with {_both(plan.answers)}"


def _both(answers: tuple[int, ...]) -> str:
    """Return "400 and 380 answers", with one answer each "1 and 1 answer"."""
    return f"{' and '.join(count(each) for each in answers[:-1])} and {_answers(answers[-1])}"


def _answers(n: int) -> str:
    return f"{count(n)} answer{'' if n == 1 else 's'}"
