import pytest
import yaml

from cxcli.config.phrases import as_yaml, expected, found, path


@pytest.mark.parametrize(
    ("node", "phrase"),
    [
        ({"type": "integer", "minimum": 0, "maximum": 6}, "a whole number from 0 to 6"),
        ({"type": "integer", "minimum": 1}, "a whole number of at least 1"),
        ({"type": "number", "exclusiveMinimum": 0.0, "exclusiveMaximum": 1.0}, "a number between 0 and 1"),
        ({"type": "number"}, "a number"),
        ({"type": "string"}, "a text"),
        ({"type": "string", "maxLength": 2000}, "a text of at most 2,000 characters"),
        ({"enum": ["day", ";"], "type": "string"}, 'one of day, ";"'),
        ({"const": True}, "true"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "string"}]}, "a number or a text"),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "string"}]}, "a whole number or a text"),
        ({"type": "array", "items": {}}, "a list"),
        ({"type": "object"}, "keys and values"),
    ],
)
def test_a_schema_in_words(node, phrase):
    """What is expected is said in plain words, with its range."""
    assert expected(node) == phrase


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        ("two", "'two'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, f"'{'x' * 40}…'"),
        (95, "95"),
        (0.5, "0.5"),
        (True, "true"),
        (False, "false"),
        ([1], "a list"),
        ({"a": 1}, "keys and values"),
    ],
)
def test_a_value_in_words(value, phrase):
    """What was found is shown as it was written, shortened."""
    assert found(value) == phrase


@pytest.mark.parametrize(
    "value",
    [
        "nps",
        "Europe/Berlin",
        "1%",
        "%d/%m",
        "a 'b' \"c\" \\d",
        ";",
        "2025-01-01",
        5,
        0.95,
        True,
        [1, "a", ["; "]],
        {"a b": {"c": [1]}},
    ],
)
def test_an_example_is_yaml(value):
    """An example can be pasted: read as YAML it is the value again."""
    assert yaml.safe_load(as_yaml(value)) == value


@pytest.mark.parametrize(
    ("loc", "said"),
    [
        ((), ""),
        (("report",), "report"),
        (("report", "by", 1), "report.by, item 2"),
        (("missing", 0), "missing, item 1"),
        (("labels", "not good"), 'labels."not good"'),
        (("metrics", "csat:net", "value"), "metrics.csat:net.value"),
        (("labels", "x" * 50), f"labels.{'x' * 40}"),
    ],
)
def test_a_place_in_words(loc, said):
    """A place is the dotted way to it; items are counted from 1, other names than plain ones are quoted."""
    assert path(loc) == said
