"""Advice on columns, for commands that have no options for them."""

import shlex

import pytest

from cxcli.errors import DataError, Problem
from cxcli.settings.config_advice import advice_for, in_config


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        (
            "name it: --column NAME; columns: a",
            "name it: in cx.yaml, sources: {s: {columns: {score: NAME}}}; columns: a",
        ),
        (
            "--map at=A, or --map sum=Q1,b",
            'in cx.yaml, sources: {s: {columns: {at: "A"}}}, or in cx.yaml, sources: {s: {columns: {sum: "Q1,b"}}}',
        ),
        ("for example: --map 'at=Sent: on'", 'for example: in cx.yaml, sources: {s: {columns: {at: "Sent: on"}}}'),
        ("--column 'How \"sure\"?'", 'in cx.yaml, sources: {s: {columns: {score: "How \\"sure\\"?"}}}'),
        (
            "--map csat:mean.score=COLUMN",
            "in cx.yaml, metrics: {my_csat: {extends: csat:mean, columns: {score: COLUMN}}}",
        ),
        (
            "--column " + shlex.quote("Don't you like it?") + "; columns: a",
            'in cx.yaml, sources: {s: {columns: {score: "Don\'t you like it?"}}}; columns: a',
        ),
        ("--column back\\", 'in cx.yaml, sources: {s: {columns: {score: "back"}}}\\'),
        ('--column "', '--column "'),
        ("--column " + shlex.quote("a\\"), 'in cx.yaml, sources: {s: {columns: {score: "a\\\\"}}}'),
        ("--map at=no", 'in cx.yaml, sources: {s: {columns: {at: "no"}}}'),
        ("export it again", "export it again"),
        (None, None),
    ],
)
def test_options_become_lines_of_the_config(advice, said):
    """What is named, by its field, under its source; names that YAML would misread are quoted, all else stays."""
    assert in_config(Problem(code="x", message="m", help=advice), "s").help == said


def test_a_block_has_its_advice_rewritten():
    """The kind of the error and its other words stay, for each of its problems."""
    problems = [Problem(code="x", message="m", file="f.csv", help="--column Q1"), Problem(code="y", message="n")]
    with pytest.raises(DataError) as raised, advice_for("responses"):
        raise DataError(problems)
    assert [(each.code, each.file, each.help) for each in raised.value.problems] == [
        ("x", "f.csv", 'in cx.yaml, sources: {responses: {columns: {score: "Q1"}}}'),
        ("y", None, None),
    ]
