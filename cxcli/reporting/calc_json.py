"""What `cx calc` found, as JSON by the contract of docs/cx.calc.schema.json."""

from math import isinf

from cxcli import __version__
from cxcli.analysis.score_of_counts import Counted
from cxcli.analysis.survey_plan import SurveyPlan
from cxcli.reporting.score_json import dumps
from cxcli.scoring.score import Score


def calculated_json(score: Score, counted: Counted, *, population: int | None) -> str:
    """Return a score of counts; `effective_n` is null where it is n, and for a census, where it is endless."""
    effective = score.effective_n
    data: dict[str, object] = {
        "metric": score.metric,
        "definition": score.definition,
        "parameters": dict(score.parameters),
        "counts": dict(counted.named),
        "population": population,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "reason": score.reason,
        "unit": score.unit,
        "confidence": score.confidence,
        "interval": score.interval,
        "n": score.n,
        "effective_n": None if effective is None or isinf(effective) else effective,
        "parts": dict(score.parts),
    }
    return dumps({"schema": "cx.calc/1", "cx": __version__, "score": data})


def plan_json(plan: SurveyPlan) -> str:
    """Return a plan; its amount is in the metric's unit, its standard deviation that of one answer."""
    chances = plan.chances
    data: dict[str, object] = {
        "question": plan.question,
        "metric": plan.metric,
        "unit": plan.unit,
        "amount": plan.amount,
        "answers": list(plan.answers),
        "confidence": chances.confidence,
        "power": None if plan.question == "margin" else chances.power,
        "population": chances.population,
        "standard_deviation": plan.spread.variance**0.5,
        "assumed": plan.spread.assumed,
    }
    return dumps({"schema": "cx.calc/1", "cx": __version__, "plan": data})
