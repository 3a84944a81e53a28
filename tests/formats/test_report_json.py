"""A report as JSON: everything in it, by its contract."""

import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace
from referencing import Registry, Resource

from cxcli.formats import report_json
from cxcli.presentation.at_risk_output import at_risk_json
from cxcli.presentation.journey_output import journey_json
from cxcli.presentation.themes_output import themes_json

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in DOCS.glob("cx.*.schema.json")}
REGISTRY = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items())


def data_of(report):
    (made,) = report_json.write(report)
    return json.loads(made.content)


def problems(data):
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    schema = SCHEMAS["cx.report.schema.json"]
    validator = jsonschema.Draft202012Validator(schema, registry=REGISTRY, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@pytest.fixture(scope="module")
def data(report):
    return data_of(report)


def test_a_report_with_every_section_keeps_the_contract(data):
    """Journey, themes and customers are there, and all of it is valid by docs/cx.report.schema.json."""
    assert problems(data) == []
    assert all(data[name] for name in ("journey", "themes", "customers", "sources", "events"))
    statuses = {cell["score"]["status"] for each in data["metrics"] for cell in each["groups"]}
    assert statuses == {"ok", "suppressed"}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("gates"),
        lambda data: data.update(extra=1),
        lambda data: data.update(sections=["weather"]),
        lambda data: data["metrics"][0]["overall"].update(moved="up"),
        lambda data: data["metrics"][0]["overall"]["score"].update(value="1"),
        lambda data: data["metrics"][0]["periods"][0].pop("n"),
        lambda data: data["journey"].pop("weakest"),
        lambda data: data["themes"]["quotes"][0].update(theme=1),
        lambda data: data["customers"]["listed"][0].pop("reasons"),
        lambda data: data["gates"].update(met=-1),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(report, change):
    """A key that is missing, unknown, or of another kind is refused."""
    data = data_of(report)
    change(data)
    assert problems(data)


def test_journey_themes_and_customers_are_those_of_their_commands(data, report):
    """What a program knows from cx journey, cx themes and cx customers, it finds here."""
    assert data["journey"] == json.loads(journey_json(report.journey))
    assert data["themes"] == json.loads(themes_json(report.themes))
    assert data["customers"] == json.loads(at_risk_json(report.customers, None))


def test_quotes_are_masked(data):
    """The address in a comment is nowhere in the file; the address is that of the sample data above."""
    assert data["themes"]["masked"] is True
    assert "ann@example.org" not in json.dumps(data)


def test_gates_are_counted(data):
    """By hand: nps 16.7 reaches 10, pro 20 reaches 0, and a median of 8 h 40 min reaches 12 h."""
    assert data["gates"] == {"met": 3, "missed": 0, "warned": 0, "failed": 0}


def test_what_is_not_shown_is_not_told(data):
    """A group of fewer answers than the config asks for has no value, no limits, no parts and no change."""
    hidden = [cell for each in data["metrics"] for cell in each["groups"] if cell["score"]["status"] == "suppressed"]
    assert hidden
    for cell in hidden:
        score, change = cell["score"], cell["change"] or {}
        assert (score["value"], score["low"], score["high"], score["parts"]) == (None, None, None, {})
        assert (change.get("value"), change.get("low"), change.get("high")) == (None, None, None)


def test_readers_get_their_sections_alone(report):
    """Periods, groups and answers are empty and journey, themes and customers null where no section shows them."""
    audience = replace(report.audience, sections=("scorecard",))
    data = data_of(replace(report, audience=audience, journey=None, themes=None, customers=None))
    assert problems(data) == []
    assert (data["journey"], data["themes"], data["customers"]) == (None, None, None)
    assert all(each[name] == [] for each in data["metrics"] for name in ("periods", "groups", "answers"))


def test_hostile_texts_are_data(hostile):
    """Groups are as they are, but for what steers a terminal or is no character."""
    data = data_of(hostile)
    groups = {cell["group"]["plan"] for cell in data["metrics"][0]["groups"]}
    assert {text for cell in hostile.metrics[0].groups for _, text in cell.group if text.isprintable()} <= groups
