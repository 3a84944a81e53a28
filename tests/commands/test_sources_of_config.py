"""Commands that read one source take it from the config where no file is named."""

import pytest

SOURCES = "sources:\n  responses: {path: responses.csv}\n  tickets: {path: tickets.csv}\n"
TICKETS = """\
ticket_id,created_at,solved_at,status,agent
1,2025-01-01T00:00,2025-01-02T00:00,solved,ann
2,2025-02-01T00:00,2025-02-05T00:00,solved,bob
"""
NOW = ("--now", "2025-04-01")
WALK = (
    ("rows", "nps", "--format", "csv"),
    ("reconcile", "nps", "--format", "csv"),
    ("explain", "nps"),
    ("trend", "nps", "--format", "csv"),
    ("compare", "nps", "--between", "plan=pro,free", "--format", "csv"),
    ("compare", "nps", "--between", "period=2025-01,2025-02", "--format", "csv"),
    ("agents", "nps", "--group", "plan", "--min-n", "2", "--format", "csv"),
    ("drivers", "nps", "--drivers", "csat"),
)


@pytest.fixture
def sources(config, folder, responses):
    """A config with two sources."""
    (folder / "tickets.csv").write_text(TICKETS)
    config(SOURCES)
    return responses


@pytest.mark.parametrize("command", WALK, ids=lambda command: command[0])
def test_a_source_of_the_config_is_read_as_its_file(cx, sources, command):
    """Without a file a command says what it says of the file of the metric's source."""
    name, metric, *more = command
    alone, named = cx(name, metric, *more, *NOW), cx(name, metric, sources, *more, *NOW)
    assert (alone.code, alone.out, alone.errors) == (named.code, named.out, named.errors)
    assert alone.out or "9 rows have an outcome" in alone.err


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize("command", ["rows", "reconcile", "compare", "agents", "drivers"])
def test_each_metric_has_its_own_source(cx, command):
    """A metric of tickets is looked for in the source of tickets."""
    ended = cx(command, "resolution_time", *NOW)
    assert "responses.csv" not in ended.err + ended.out


@pytest.mark.usefixtures("sources")
def test_metrics_of_several_sources_are_told(cx):
    """One source is read at a time; the refusal says which metric is on which."""
    (error,) = cx("compare", "nps,resolution_time", "--between", "period=2025-01,2025-02").errors
    assert "nps on responses, resolution_time on tickets — take the metrics of one source at a time" in error


@pytest.mark.usefixtures("responses")
@pytest.mark.parametrize("command", ["rows", "reconcile", "compare", "agents", "drivers"])
def test_without_file_and_source_it_is_said_what_to_do(cx, command):
    """Nothing to read: name a file, or say in the config where it is."""
    ended = cx(command, "nps")
    assert (ended.code, ended.out) == (2, "")
    assert "no file is named — for example" in ended.errors[0]
    assert "sources: {responses: {path: FILE}}" in ended.errors[0]


@pytest.mark.usefixtures("sources")
def test_what_is_over_all_sources_is_of_none(cx):
    """Customers at risk come from all sources, and have no rows in one."""
    assert "at_risk is over all sources" in cx("rows", "at_risk").errors[0]


def test_a_source_of_two_files_can_be_compared(cx, config, folder, responses):
    """Two files of one source, before and after."""
    (folder / "later.csv").write_text((folder / responses).read_text())
    config("sources:\n  responses: {path: [responses.csv, later.csv]}\n")
    assert cx("compare", "nps", "--format", "json").data["comparisons"][0]["difference"]["value"] == 0


def test_themes_are_those_of_the_source(cx, config, folder):
    """`cx themes` reads the source of answers, `cx themes METRIC` that of the metric."""
    (folder / "said.csv").write_text("nps,comment\n" + "9,the price is fair\n3,support was slow\n" * 6)
    named = cx("themes", "said.csv", "nps", "--format", "csv").out
    config("sources: {responses: {path: said.csv}}\n")
    assert cx("themes", "nps", "--format", "csv").out == named
    assert cx("themes", "--format", "csv").out == cx("themes", "said.csv", "--format", "csv").out
    assert "the file comes first" in cx("themes", "nps", "said.csv").errors[0]
    config("{}\n")
    assert "the file comes first" in cx("themes", "nps").errors[0]
    assert "no file is named" in cx("themes").errors[0]
