import pytest
import yaml

from cxcli.config import strict_yaml
from cxcli.config.yaml_syntax import explain
from cxcli.errors import ConfigError

CASES = [
    ("columns:\n\tscore: nps\n", 2, "a tab is used to indent"),
    ("where: plan: pro\n", 1, "a second ':'"),
    ("columns:\n  score: nps\n comment: c\n", 3, "indentation"),
    ("by: [plan, region\nperiod: month\n", 2, "a list that begins with '['"),
    ("scale: {low: 0, high: 10\n", 2, "a mapping that begins with '{'"),
    ('title: "never closed\n', 2, "a quoted text is not closed"),
    ('format: "\\d"\n', 1, "an unknown escape"),
    ("where: `plan`\n", 1, "cannot begin with this character"),
    ("where: @plan\n", 1, "cannot begin with this character"),
    ("columns:\n  a: 1\n  score nps\nsource: 1\n", 4, "a key without a ':'"),
    ("by: - plan\n", 1, "a list item"),
    ("a: [1]]\n", 1, "a closing bracket"),
    ("a: 1\n}\n", 2, "a closing bracket"),
    ("where: 'plan' == 'pro'\n", 1, "more text after a value"),
    ("%YAML 3.0\n---\na: 1\n", 1, "this is not valid YAML"),
    ("a: |5x\n  b\n", 1, "this is not valid YAML"),
]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(("text", "line", "message"), CASES)
def test_a_syntax_error_is_explained_in_plain_words(monkeypatch, loader, text, line, message):
    """A slip of the pen is named for what it is, at its line, by both parsers, with advice and never in their words."""
    monkeypatch.setattr(strict_yaml, "_LOADER", loader)
    with pytest.raises(ConfigError) as refused:
        strict_yaml.load(text, name="cx.yaml")
    (problem,) = refused.value.problems
    assert problem.code == "yaml-syntax"
    assert abs(problem.line - line) <= 1
    assert problem.column >= 1
    assert problem.help
    assert "token" not in problem.message
    assert message in problem.message


def test_an_unknown_complaint_gets_a_general_answer():
    """What no entry explains is still an error in plain words."""
    message, advice = explain("something new", "a: b", 2)
    assert message == "this is not valid YAML"
    assert "config.example.yaml" in advice
