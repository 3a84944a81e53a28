import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.config import strict_yaml
from cxcli.config.check import validated
from cxcli.config.models import Config
from cxcli.errors import ConfigError

COLUMNS_HELP = (
    "Which column feeds which field: its name, its letter or its number from 1. "
    "For example: columns: {score: nps, at: submitted_at}"
)
METRICS_HELP = (
    "Metrics of your own, or shipped ones with something changed. "
    "For example: metrics: {nps_pro: {extends: nps, where: \"plan == 'pro'\"}}"
)


def checked(text):
    return validated(strict_yaml.load(text, name="cx.yaml"), Config)


def refused(text):
    with pytest.raises(ConfigError) as failure:
        checked(text)
    return failure.value.problems


KEYS = (
    "columns, source, missing, labels, dates, numbers, durations, words, schedules, sources, flags, agents, "
    "sentiment, report, at_risk, metrics, journey, themes, targets, events, audiences, notify, smtp, history"
)


@pytest.mark.parametrize(
    ("text", "place", "message", "advice"),
    [
        ("colums: {a: b}", (1, 1), "unknown key 'colums'; did you mean 'columns'?", "write 'columns'"),
        (
            "source:\n  quot: none",
            (2, 3),
            "source: unknown key 'quot'; did you mean 'quote'?",
            "write 'quote'",
        ),
        ("confidence: 0.9", (1, 1), "unknown key 'confidence'", "'confidence' belongs under 'report'"),
        (
            "zone: UTC",
            (1, 1),
            "unknown key 'zone'",
            "'zone' belongs under 'dates' or 'schedules.NAME' or 'sources.NAME.dates' or 'report'",
        ),
        ("extends: nps", (1, 1), "unknown key 'extends'", "'extends' belongs under 'metrics.NAME'"),
        (
            "colour: red",
            (1, 1),
            "unknown key 'colour'",
            f"the keys here are: {KEYS}",
        ),
        (
            "report:\n  decimals: two",
            (2, 13),
            "report.decimals: expected a whole number from 0 to 6, found 'two'",
            "Digits after the point. For example: decimals: 1",
        ),
        (
            "report: {decimals: 7}",
            (1, 20),
            "report.decimals: expected a whole number from 0 to 6, found 7",
            "Digits after the point. For example: decimals: 1",
        ),
        (
            "report: {confidence: 95}",
            (1, 22),
            "report.confidence: expected a number between 0 and 1, found 95",
            "How sure the limits are, as a share between 0 and 1. For example: confidence: 0.95",
        ),
        (
            "report: {min_n: true}",
            (1, 17),
            "report.min_n: expected a whole number of at least 1, found true",
            "Groups with fewer answers are not shown. For example: min_n: 10",
        ),
        (
            "report: {period: monthly}",
            (1, 18),
            "report.period: expected one of day, week, month, quarter, year, found 'monthly'; did you mean 'month'?",
            "The length of the periods to report. For example: period: month",
        ),
        (
            "source: {delimiter: 7}",
            (1, 21),
            'source.delimiter: expected one of ",", ";", tab, "|", spaces, found 7',
            'What stands between two columns. For example: delimiter: ";"',
        ),
        (
            "report:\n  by: plan",
            (2, 7),
            "report.by: expected a list, found 'plan'",
            "Columns to break down by; a '+' crosses them. For example: by: [plan, \"plan+region\"]",
        ),
        (
            "report:\n  by:\n  - plan\n  - 3",
            (4, 5),
            "report.by, item 2: expected a text of at most 500 characters, found 3",
            'put it in quotes: "3"',
        ),
        (
            "report: [1]",
            (1, 9),
            "report: expected keys and values, found a list",
            "What is reported, and how. For example: report: {decimals: 1}",
        ),
        (
            "columns: {score: 0}",
            (1, 18),
            "columns.score: expected a whole number from 1 to 10,000 or a text of at most 500 characters, found 0",
            COLUMNS_HELP,
        ),
        (
            "columns: {'the score': nps}",
            (1, 11),
            "columns: a name here is written in small letters, digits and '_', found 'the score'",
            "for example: score, first_order",
        ),
        (
            "metrics: {parts: {kind: ratio, sum: [Parts cost]}}",
            (1, 38),
            (
                "metrics.parts.sum, item 1: this is no field, which is written in small letters, digits and '_', found "
                "'Parts cost'"
            ),
            'write a field, such as cost, and name its column: columns: {cost: "Parts cost"}',
        ),
        (
            "columns: {score: ' '}",
            (1, 18),
            "columns.score: the text is blank, found ' '",
            "write a text, or remove the line",
        ),
        (
            "labels: {'not good': low}",
            (1, 22),
            "labels.\"not good\": expected a number, found 'low'",
            'What answer texts stand for. For example: labels: {"very satisfied": 5}',
        ),
        (
            "missing: [99, {a: 1}]",
            (1, 15),
            "missing, item 2: expected a number or a text of at most 500 characters, found keys and values",
            "Words and codes that mean no answer. For example: missing: [99, refused]",
        ),
        (
            "metrics:\n  mine:\n    scale: {low: 1}",
            (3, 5),
            "metrics.mine.scale: the key 'high' is missing",
            "The ends of the answer scale; other answers are off scale. For example: scale: {low: 0, high: 10}",
        ),
        (
            "metrics:\n  mine:\n    title: 2025",
            (3, 12),
            "metrics.mine.title: expected a text of at most 500 characters, found 2025",
            'put it in quotes: "2025"',
        ),
        (
            "metrics:\n  mine: nps",
            (2, 9),
            "metrics.mine: expected keys and values, found 'nps'",
            METRICS_HELP,
        ),
        (
            "report:\n  since:\n  by: [plan]",
            (2, 3),
            "report.since: there is no value",
            'write a value, or remove the line; an empty text is ""',
        ),
        ("report:", (1, 1), "report: there is no value", 'write a value, or remove the line; an empty text is ""'),
        (
            "missing: [99, ~]",
            (1, 15),
            "missing, item 2: there is no value",
            'write a value, or remove the line; an empty text is ""',
        ),
    ],
)
def test_a_fault_says_what_where_and_what_to_do(text, place, message, advice):
    """Each fault is one problem at its key or value, in plain words, with the line and with what to write."""
    (problem,) = refused(text)
    assert (problem.message, problem.help) == (message, advice)
    assert (problem.line, problem.column) == place
    assert problem.excerpt == text.splitlines()[place[0] - 1]
    assert problem.file == "cx.yaml"


def test_all_faults_come_at_once_in_the_order_of_the_lines():
    """Every fault of a config is reported in one go, from top to bottom."""
    text = "metrics: {A: {scale: {}}}\nreport:\n  zone:\n  decimals: 9\nfoo: 1\ncolumns: {x: [1]}\n"
    assert [(problem.line, problem.code) for problem in refused(text)] == [
        (1, "config-name"),
        (1, "config-missing-key"),
        (1, "config-missing-key"),
        (3, "config-empty"),
        (4, "config-value"),
        (5, "config-unknown-key"),
        (6, "config-value"),
    ]


@pytest.mark.parametrize(
    "text", ["matches: '(a+)+$'", "input: http://127.0.0.1/", "filters: [x]", "query: x", "regex: x"]
)
def test_keys_that_would_run_or_fetch_something_do_not_exist(text):
    """There is no key for a pattern, an expression to run, an address to fetch or a file to write."""
    assert [problem.code for problem in refused(text)] == ["config-unknown-key"]


def test_a_good_document_becomes_the_model():
    """A document without faults is the model that it describes."""
    config = checked("columns: {score: C, at: 2}\nlabels: {yes: 1, no: 0.5}\nmissing: [99, x, 1.5]\n")
    assert config.columns == {"score": "C", "at": 2}
    assert config.labels == {"yes": 1, "no": 0.5}
    assert config.missing == (99, "x", 1.5)


keys = st.sampled_from(
    [
        "columns",
        "source",
        "missing",
        "report",
        "by",
        "metrics",
        "scale",
        "low",
        "boxes",
        "value",
        "int",
        "[key]",
        "decimals",
        "x y",
    ]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 200)
    | st.floats(-2, 2)
    | st.sampled_from(["", " ", "a", "UTC", "2025", "9-10"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(keys, below, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_any_data_is_a_config_or_is_refused_in_our_own_words(data):
    """Whatever a document holds, it is a config or a ConfigError whose problems have a place, words and advice."""
    document = strict_yaml.load("x: 1", name="x")
    document = type(document)(document.text, data, document.spots)
    problems = ()
    try:
        validated(document, Config)
    except ConfigError as failure:
        problems = failure.problems
    for problem in problems:
        assert problem.line == 1
        assert problem.help
        assert "nput should" not in problem.message
        assert "None" not in problem.message
