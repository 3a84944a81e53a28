"""Every command is asked for a composite: it answers, or says what to do instead."""

from pathlib import Path

import pytest

from cxcli.commands.app import COMMANDS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = ("--now", "2025-07-01")
FILE = str(SAMPLES / "account_responses.csv")
OWN, SHIPPED = "health", "health_score"
ANSWERED = {
    "score": ("score", "{}", "--period", "quarter"),
    "explain": ("explain", "{}"),
    "trend": ("trend", "{}"),
    "compare": ("compare", "{}", "--between", "period=2025-Q1,2025-Q2"),
    "metrics": ("metrics", "{}"),
}
REFUSED = {
    "rows": (("rows", "{}"), ("rows", "{}", FILE)),
    "reconcile": (("reconcile", "{}"), ("reconcile", "{}", FILE)),
    "drivers": (("drivers", "{}"), ("drivers", "{}", FILE)),
    "agents": (("agents", "{}"), ("agents", "{}", FILE)),
    "themes": (("themes", "{}"), ("themes", FILE, "{}")),
    "customers": (("customers", "{}"),),
    "calc": (("calc", "counts", "{}", "1", "2", "3"),),
}
WITHOUT_A_METRIC = {"ledger", "cohorts", "journey", "funnel", "check", "config", "sentiment"}
WITHOUT_A_METRIC |= {"report", "history", "verify"}


CONFIG = f"""\
sources:
  responses: {{path: "{SAMPLES}/account_responses.csv", columns: {{customer: company_id}}}}
  tickets: {{path: "{SAMPLES}/account_tickets.csv", columns: {{customer: organization_id}}}}
metrics:
  health:
    kind: composite
    per: account
    parts:
      support: {{metric: resolution_time, worst: 72 h, best: 4 h}}
      relation: {{metric: nps, worst: -100, best: 100}}
"""


@pytest.fixture
def sources(config):
    """The sources of the samples with the keys that both composites join by."""
    config(CONFIG)


def test_every_command_is_walked():
    """A new command must say what it makes of composites."""
    assert {*ANSWERED, *REFUSED, *WITHOUT_A_METRIC} == set(COMMANDS)


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("metric", [OWN, SHIPPED])
@pytest.mark.parametrize("command", ANSWERED)
def test_a_composite_is_answered(cx, command, metric):
    """Score, explanation, line, comparison and page are there, for one of one's own and the shipped one."""
    more = NOW if command != "metrics" else ()
    ended = cx(*(word.format(metric) for word in ANSWERED[command]), *more)
    assert (ended.code, ended.errors) == (0, [])
    assert metric in ended.out


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("metric", [OWN, SHIPPED])
@pytest.mark.parametrize("words", [words for several in REFUSED.values() for words in several], ids=" ".join)
def test_a_composite_is_refused_with_what_to_do(cx, words, metric):
    """Where a number needs rows of its own, the refusal names the composite and the commands or parts to take."""
    ended = cx(*(word.format(metric) for word in words))
    assert (ended.code, ended.out) == (2, "")
    (error,) = ended.errors
    assert error.startswith(f"{metric} is a composite")
    assert f"cx score {metric}" in error


def test_a_check_of_a_composite_is_one_of_its_config(cx, sources, config):
    """`cx check` says that the config is right, or what is wrong with the composite in it."""
    del sources
    assert "the config is right" in cx("check").out
    config("metrics: {mine: {kind: composite, parts: {a: {metric: npss, worst: 0, best: 1}}}}\n")
    ended = cx("check")
    assert "npss" in ended.errors[0]
