from datetime import UTC, datetime

import pytest

from cxcli.config.load import load
from cxcli.errors import UsageError
from cxcli.inspection import of_others, settings_to_try
from cxcli.inspection.findings import Inspection
from cxcli.inspection.of_others import try_others
from cxcli.pipeline import opened, run
from cxcli.settings import Asked
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)
TICKETS = """\
id,created_at,solved_at,status,requester
1,2025-01-01T08:00,2025-01-01T10:00,solved,ann
2,2025-01-01T09:00,2025-01-01T13:00,solved,ben
"""
SURVEY = """\
id,email,created_at,ended_date,nps,comment,status
1,a@x.org,2025-01-01,2025-01-02,9,fine,complete
2,b@x.org,2025-01-03,2025-01-04,3,slow,complete
"""


@pytest.fixture
def tried(tmp_path):
    """What is found in a file, with a config if there is one, and how often the file is scored."""

    def of(text, yaml=None, **asked):
        path = tmp_path / "a.csv"
        path.write_text(text)
        loaded = None
        if yaml is not None:
            (tmp_path / "cx.yaml").write_text(yaml)
            loaded = load(tmp_path / "cx.yaml")
        _, settings = settings_to_try(Asked(**asked), loaded, NOW)
        source = opened(InputFile(path, "a.csv"), settings)
        found = Inspection(source.facts, source.columns)
        try_others(InputFile(path, "a.csv"), settings, [], found)
        return found

    return of


@pytest.fixture
def runs(monkeypatch):
    """The metrics of each run that is made."""
    made = []

    def counted(settings, inputs):
        made.append([definition.id for definition in settings.definitions])
        return run(settings, inputs)

    monkeypatch.setattr(of_others, "run", counted)
    return made


def metrics(found):
    return [each.score.metric for each in found.scorable]


def test_a_file_of_tickets_is_scored_in_one_pass(tried, runs):
    """All metrics whose fields are there are scored together; of a metric and its variants the first one."""
    found = tried(TICKETS)
    assert {"fcr", "resolution_time"} <= set(metrics(found))
    assert "resolution_time:mean" not in metrics(found)
    assert len(runs) == 1


@pytest.mark.parametrize("text", [SURVEY, "id,city\n1,Ulm\n"])
def test_a_survey_says_nothing_of_tickets(tried, runs, text):
    """Names that files of all kinds have, such as an e-mail address and a date, are no sign of tickets or customers."""
    found = tried(text)
    assert (found.scorable, found.unclear, found.problems, runs) == ([], [], [], [])


def test_a_metric_whose_columns_hold_other_things_is_passed_over(tried, runs):
    """A date that is called as a flag, or words of another kind, are no question; the others are scored still."""
    found = tried("call id,resolved,answered\n1,2025-01-01,yes\n2,2025-01-02,no\n")
    assert "abandon_rate" in metrics(found)
    assert not {"fcr:survey", "fcr:call"} & set(metrics(found))
    assert found.unclear == []
    assert len(runs) == 1


def test_what_only_the_user_can_say(tried):
    """Columns that could feed one field, and durations without a unit, are told once, whatever reads them."""
    found = tried("answered,talk time,talk time,wait time\nyes,1:00:00,1:00:00,5\nno,,,7\n")
    assert [problem.code for problem in found.unclear].count("duration-unit-unknown") == 1
    assert "ambiguous-column" in [problem.code for problem in found.unclear]
    assert "abandon_rate" in metrics(found)


def test_a_metric_that_refuses_its_number_does_not_hide_the_others(tried, runs):
    """Where the rows of one speak against it, each is scored by itself, and the one is passed over."""
    words = "solved,2025-01-01,2025-01-02\n" + "parked,2025-01-01,\n" * 4
    found = tried(f"ticket status,date received,date resolved\n{words}")
    assert "resolution_time" not in metrics(found)
    assert len(runs) > 1
    assert found.unclear == []


def test_a_metric_without_any_number_is_no_find(tried):
    """Nothing of it could be scored."""
    assert metrics(tried("created_at,solved_at,status\n2025-01-01,,deleted\n")) == []


def test_a_column_that_was_typed_is_part_of_the_command(tried):
    """The command to paste names what the user named, as far as the metric reads it."""
    found = tried(TICKETS.replace("solved_at", "done"), maps=["solved_at=done", "customer=requester"])
    (command,) = [each.command for each in found.scorable if each.score.metric == "resolution_time"]
    assert command == "cx score resolution_time a.csv --map solved_at=done"
    with pytest.raises(UsageError, match="there is no column 'nope'"):
        tried(TICKETS, maps=["solved_at=nope"])


def test_metrics_of_the_users_own_are_tried_by_their_columns(tried):
    """They need no telling name; one whose columns are not there is one for another file."""
    yaml = """
columns: {closed_at: nope}
metrics:
  late: {kind: rate, counts: "priority == 'high'", direction: lower}
  lost: {kind: rate, counts: "region == 'x'", direction: lower}
  shut: {kind: duration, measure: resolution_time, value: {mean: true}, direction: lower, columns: {solved_at: nope}}
"""
    found = tried("created_at,priority\n2025-01-01,high\n2025-01-01,low\n", yaml)
    assert metrics(found) == ["late"]
    assert (found.unclear, found.problems) == ([], [])


ORDERS = "customer,order date,total,status\na,2025-01-01,10,gold\nb,2025-02-01,20,silver\n"


def test_columns_that_are_passed_over_are_told_of_once(tried):
    """Metrics are found without a column of words that nobody knows; the notice is one for all of them."""
    found = tried(ORDERS)
    assert {"clv", "repeat_purchase_rate"} <= set(metrics(found))
    assert [(notice.code, notice.source) for notice in found.notices] == [("passed-over", "a.csv")]
    assert found.unclear == []


def test_a_date_and_a_yes_or_no_are_told_apart(tried):
    """`Solved` of yes and no feeds no date: the time to the solution is that to the closing."""
    rows = "1,2025-01-01T08:00,yes,2025-01-01T10:00\n2,2025-01-01T09:00,no,\n"
    found = tried(f"ticket id,created at,Solved,closed at\n{rows}")
    (score,) = [each.score for each in found.scorable if each.score.metric == "resolution_time"]
    assert score.value == 2 * 3600


def test_a_figure_of_a_period_is_suggested_with_periods(tried):
    """Pasted as it is, the command gives numbers; other figures need none."""
    found = tried("customer_id,started_at,ended_at,mrr\na,2025-01-01,,10\nb,2025-01-01,2025-02-01,10\n")
    commands = {each.score.metric: each.command for each in found.scorable}
    assert commands["churn_rate"] == "cx score churn_rate a.csv --period=month"
    assert commands["nrr"].endswith(" --period=month")
