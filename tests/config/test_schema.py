import jsonschema
import pytest
from pydantic import BaseModel

from cxcli.config.metric import MetricConfig
from cxcli.config.schema import json_schema


def nodes(value):
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from nodes(below)
    elif isinstance(value, list):
        for below in value:
            yield from nodes(below)


def test_it_is_a_schema():
    """The schema is valid by the rules of its own draft, and says what it is of."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "Config"
    assert schema["description"].startswith("What cx.yaml can say.")


def test_every_key_has_a_description_and_an_example_that_fits():
    """Each key is described for the editor, and the schema accepts each example."""
    schema = json_schema()
    for definition in [schema, *schema["$defs"].values()]:
        for key, node in definition["properties"].items():
            assert node["description"].endswith("."), key
            below = {**node, "$defs": schema["$defs"]}
            for example in node["examples"]:
                jsonschema.Draft202012Validator(below).validate(example)


def test_null_is_never_offered():
    """A key is there with a value or is not there: the schema names no null and no default."""
    for node in nodes(json_schema()):
        assert node.get("type") != "null"
        assert "default" not in node


@pytest.mark.parametrize(
    ("data", "good"),
    [
        ({"report": {"decimals": 6}}, True),
        ({"report": {"decimals": 7}}, False),
        ({"report": {"since": 2025}}, True),
        ({"report": {"period": "hour"}}, False),
        ({"metrics": {"x": {"boxes": {"top": "9-10", "low": [0, "1-6"], "mid": 7}}}}, True),
        ({"metrics": {"x": {"boxes": {"top": 9.5}}}}, False),
        ({"metrics": {"x": {"value": {"mean": True}}}}, True),
        ({"metrics": {"x": {"value": {"mean": False}}}}, False),
        ({"columns": {"score": "C", "at": 2}}, True),
        ({"columns": {"score": 0}}, False),
    ],
)
def test_the_schema_draws_the_same_line_as_the_models(data, good):
    """An editor accepts and refuses as the program does."""
    assert jsonschema.Draft202012Validator(json_schema()).is_valid(data) is good


def test_a_part_has_a_schema_of_its_own():
    """The schema of another model can be had as well."""
    assert issubclass(MetricConfig, BaseModel)
    assert json_schema(MetricConfig)["title"] == "MetricConfig"
