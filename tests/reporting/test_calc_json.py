import json
from pathlib import Path

import jsonschema
import pytest

from cxcli import __version__
from cxcli.analysis.expected_spread import worst_spread
from cxcli.analysis.score_of_counts import of_answers, of_boxes, of_share, score_of_counts
from cxcli.analysis.survey_plan import Chances, for_change, for_margin, shown
from cxcli.config.field_types import IntervalName
from cxcli.reporting.calc_json import calculated_json, plan_json
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA = json.loads((DOCS / "cx.calc.schema.json").read_text(encoding="utf-8"))
NPS, CSAT, MEAN = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean"))


def scored(metric, counted, population=None):
    score = score_of_counts(metric, counted, confidence=0.95, interval=None, population=population)
    return json.loads(calculated_json(score, counted, population=population))


def planned(plan):
    return json.loads(plan_json(plan))


OUTPUTS = {
    "boxes": lambda: scored(NPS, of_boxes(NPS, [713, 315, 197])),
    "share": lambda: scored(CSAT, of_share(CSAT, 69, 100), 250),
    "census": lambda: scored(CSAT, of_share(CSAT, 69, 100), 100),
    "answers": lambda: scored(MEAN, of_answers(MEAN, [3, 5, 12, 40, 40])),
    "alike": lambda: scored(MEAN, of_answers(MEAN, [0, 0, 0, 0, 4])),
    "margin": lambda: planned(for_margin(NPS, worst_spread(NPS), 5, Chances(population=900))),
    "change": lambda: planned(for_change(NPS, worst_spread(NPS), 6, Chances())),
    "shown": lambda: planned(shown(NPS, worst_spread(NPS), (400, 380), Chances())),
    "nothing": lambda: planned(shown(NPS, worst_spread(NPS), (1, 2), Chances())),
}


def faults(data):
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)]


def test_the_schema_is_one():
    """docs/cx.calc.schema.json is a JSON Schema of draft 2020-12, and knows the intervals of the program."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "cx.calc.schema.json"
    assert SCHEMA["$defs"]["score"]["properties"]["interval"]["enum"] == list(IntervalName.__args__)


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_keeps_its_contract(name):
    """Every kind of calculation is valid by the schema that it names."""
    data = OUTPUTS[name]()
    assert faults(data) == []
    assert (data["schema"], data["cx"]) == ("cx.calc/1", __version__)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("boxes", lambda data: data["score"].pop("n")),
        ("boxes", lambda data: data["score"]["counts"].update(promoters=-1)),
        ("boxes", lambda data: data.update(plan=OUTPUTS["margin"]()["plan"])),
        ("margin", lambda data: data["plan"].update(power=0.3)),
        ("margin", lambda data: data["plan"].update(question="why")),
        ("margin", lambda data: data.pop("plan")),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(name, change):
    """A key that is missing, unknown, or of another kind is refused."""
    data = OUTPUTS[name]()
    change(data)
    assert faults(data)


def test_what_a_score_says():
    """Counts by name, value and limits; a census is endless, so its effective n is null."""
    boxes, census = OUTPUTS["boxes"]()["score"], OUTPUTS["census"]()["score"]
    assert list(boxes["counts"].items()) == [("promoters", 713), ("passives", 315), ("detractors", 197)]
    assert boxes["value"] == pytest.approx(100 * (713 - 197) / 1225)
    assert (census["low"], census["high"], census["effective_n"], census["population"]) == (69, 69, None, 100)
    assert OUTPUTS["share"]()["score"]["effective_n"] == pytest.approx(100 / 0.6)
    assert OUTPUTS["alike"]()["score"]["reason"].startswith("all answers are alike")


def test_what_a_plan_says():
    """The question, what was asked and answered; a margin has no power, and an amount may be beyond all reach."""
    margin, change, nothing = (OUTPUTS[name]()["plan"] for name in ("margin", "change", "nothing"))
    assert (margin["question"], margin["amount"], margin["power"], margin["population"]) == ("margin", 5, None, 900)
    assert (change["power"], change["standard_deviation"], len(change["answers"])) == (0.8, 100, 2)
    assert nothing["amount"] is None
