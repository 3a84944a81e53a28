import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from cxcli.config import strict_yaml
from cxcli.config.check import validated
from cxcli.config.load import load
from cxcli.config.models import Config
from cxcli.config.schema import json_schema

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.yaml"
SWITCHED_OFF = re.compile(r"^( *)#([a-z_]+:)", re.MULTILINE)


def all_on():
    return SWITCHED_OFF.sub(r"\1\2", EXAMPLE.read_text(encoding="utf-8"))


def schema_paths(schema, node, path=()):
    node = schema["$defs"][node["$ref"].split("/")[-1]] if "$ref" in node else node
    if "properties" in node:
        for key, below in node["properties"].items():
            yield (*path, key)
            yield from schema_paths(schema, below, (*path, key))
    elif "$ref" in (node.get("additionalProperties") or {}):
        yield from schema_paths(schema, node["additionalProperties"], (*path, "*"))


def written_paths(value, known, path=()):
    for key, below in value.items():
        here = (*path, key) if (*path, key) in known else (*path, "*")
        yield here
        if isinstance(below, dict):
            yield from written_paths(below, known, here)


def test_the_example_is_a_valid_config_as_it_is():
    """config.example.yaml loads without a problem, and its values arrive in the models."""
    config = load(EXAMPLE).config
    assert config.report.confidence == 0.95
    assert config.metrics["nps_pro"].boxes["detractors"] == (0, 1, 2, 3, 4, 5, 6)


def test_the_example_with_every_key_switched_on_is_valid():
    """Each line that is switched off is right as soon as its '#' is taken away."""
    document = strict_yaml.load(all_on(), name="example")
    config = validated(document, Config)
    assert config.report.by == ("plan", "plan+region")
    assert config.metrics["nps_pro"].kind == "box_score"


def test_every_key_of_the_models_stands_in_the_example():
    """The example shows every key, switched on or off: one of metrics, stages, targets once or more, all others once.

    What is said of all files may be said of each source, too; the example says it once.
    """
    schema = json_schema()
    known = set(schema_paths(schema, schema))
    written = Counter(written_paths(strict_yaml.load(all_on(), name="example").data, known))
    for form in ("share", "mean", "index", "median"):
        written[("metrics", "*", "value", form)] += all_on().count(f"{{{form}:") + all_on().count(f"{{ {form}:")
    repeated = (("metrics", "*"), ("journey", "stages", "*"), ("targets", "*"))
    of_metrics = {path for path in known if any(path[: len(start)] == start for start in repeated)}
    of_sources = {path for path in known if path[:2] == ("sources", "*") and path[2:]}
    assert {path: written[path] for path in known - of_metrics - of_sources} == dict.fromkeys(
        known - of_metrics - of_sources, 1
    )
    assert not [path for path in of_metrics if not written[path]]
    assert written[("sources", "*", "path")] == len(load(EXAMPLE).config.sources)


def test_every_line_of_the_example_with_a_choice_names_all_of_them():
    """Where a key takes one of a few words, the example names each of the words on its line."""
    schema = json_schema()
    lines = all_on()
    for definition in schema["$defs"].values():
        for key, node in definition["properties"].items():
            for choice in node.get("enum", ()):
                of_key = [line for line in lines.splitlines() if line.strip().startswith(f"{key}:")]
                assert any(choice in line for line in of_key), (key, choice)


def test_the_example_names_sample_files_and_columns_of_them_only():
    """The example fits the sample data: every file and every column that it names is there."""
    config = load(EXAMPLE).config
    headers = {
        name: (EXAMPLE.parent / str(source.path)).read_text(encoding="utf-8").splitlines()[0].split(",")
        for name, source in config.sources.items()
    }
    responses = {*headers["responses"]}
    assert set(config.columns.values()) | set(config.metrics["nps_pro"].columns.values()) <= responses
    assert all(set(source.columns.values()) <= {*headers[name]} for name, source in config.sources.items())


def test_the_json_schema_accepts_the_example():
    """An editor that goes by the JSON Schema finds nothing wrong in the example, keys switched on or off."""
    for text in (EXAMPLE.read_text(encoding="utf-8"), all_on()):
        jsonschema.Draft202012Validator(json_schema()).validate(strict_yaml.load(text, name="example").data)


@pytest.mark.parametrize("place", [(), ("source",), ("source", "header"), ("report",), ("metrics", "nps_pro", "value")])
def test_the_json_schema_refuses_an_unknown_key(place):
    """A key that nobody knows is refused by the JSON Schema in every section."""
    data = strict_yaml.load(EXAMPLE.read_text(encoding="utf-8"), name="example").data
    section = data
    for step in place:
        section = section[step]
    section["colums"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(data)
