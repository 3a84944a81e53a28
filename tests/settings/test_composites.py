import pytest

from cxcli.config.load import load
from cxcli.errors import UsageError
from cxcli.settings import Asked
from cxcli.settings.composites import composite_asked

SOURCES = "sources:\n  responses: {path: a.csv}\n  tickets: {path: b.csv}\n"


@pytest.fixture
def loaded(tmp_path):
    """Load a config."""

    def of(text):
        (tmp_path / "cx.yaml").write_text(text)
        return load(tmp_path / "cx.yaml")

    return of


def test_other_metrics_are_no_composites():
    """Without a composite there is nothing to do."""
    assert composite_asked(Asked(metrics=["nps,csat"]), None, []) is None


def test_the_run_is_one_of_the_parts_by_the_key(loaded):
    """What is asked of the run are the parts there are sources for, by customer; the rest is left out."""
    found = composite_asked(Asked(metrics=["health_score"], change=True), loaded(SOURCES), [])
    assert found.metrics == {"relation": "nps", "support": "resolution_time"}
    assert (found.asked.metrics, found.asked.by) == (["nps", "resolution_time"], ["customer"])
    assert (found.asked.change, found.change) == (False, True)


def test_files_are_those_of_all_parts():
    """Where files are named, no part is left out."""
    assert len(composite_asked(Asked(metrics=["customer-health"]), None, ["all.csv"]).metrics) == 3


@pytest.mark.parametrize("text", ["{}\n", "sources:\n  responses: {path: a.csv}\n"])
def test_too_few_sources_are_refused(loaded, text):
    """Where the sources there are make less than the weight that is needed, the others are named."""
    with pytest.raises(UsageError, match=r"usage: \{path: FILE\}"):
        composite_asked(Asked(metrics=["health_score"]), loaded(text), [])
    with pytest.raises(UsageError, match="no source 'responses', 'tickets', 'usage'"):
        composite_asked(Asked(metrics=["health_score"]), None, [])


@pytest.mark.parametrize("said", [{"metrics": ["nps,health_score"]}, {"metrics": ["health_score"], "by": ["customer"]}])
def test_a_composite_stands_alone(said):
    """Other metrics beside it, and its own customers as groups, are refused."""
    with pytest.raises(UsageError) as caught:
        composite_asked(Asked(**said), None, ["a.csv"])
    assert caught.value.problems[0].code == "composite"


def test_groups_and_their_least_size_are_those_of_customers(loaded):
    """The run has the columns of all breakdowns beside the key, and hides no customer with few rows."""
    asked = Asked(metrics=["health_score"], by=["plan+region", "plan"])
    found = composite_asked(asked, loaded(SOURCES + "report: {min_n: 5}\n"), [])
    assert (found.by, found.columns, found.min_n) == ([("plan", "region"), ("plan",)], ["plan", "region"], 5)
    assert (found.asked.by, found.asked.min_n) == (["customer", "plan", "region"], 0)
