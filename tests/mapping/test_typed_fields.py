from zoneinfo import ZoneInfo

import numpy as np
import pytest

from cxcli.errors import DataError, Problem, UsageError
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.evidence import look
from cxcli.mapping.needs import Need
from cxcli.mapping.records import Field, Records
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.typed_fields import bind_typed, fed_fields, record_field, typed_fields

SOLVED = Need(metric="a", fields=("created_at", "solved_at"), dates=("solved_at",))
CREATED = Need(metric="b", fields=("created_at",))
NAMES = ("created_at", "solved_at", "done", "region")
ROW = ("2025-01-01T23:30:00Z", "2025-01-02T00:30:00Z", "2025-01-03", "EU")


def found(table, *needs, names=NAMES, rows=(ROW,), dated=False, at=None, **said):
    source = table(names, rows)
    return source, typed_fields(source, needs, TypedChoices(**said), dated=dated, date_reference=at)


def bound(table, *needs, **how):
    source, typed = found(table, *needs, **how)
    known = look(source, [], None, {}, typed.columns, whole=False)
    return bind_typed(typed.columns, known.typed, "f.csv")


def test_each_field_is_bound_under_the_name_of_its_metric(table):
    """Bindings say what feeds the field of a metric and why; what is worked out has a way under that name."""
    made = bound(table, SOLVED)
    assert [(each.name, each.column.name) for each in made] == [
        *(("a.created_at", "created_at"), ("a.solved_at", "solved_at"))
    ]
    assert {each.evidence for each in made} == {"its name; no date leaves open what it means"}
    _, typed = found(table, Need(metric="a", fields=("resolution_time",)))
    assert typed.ways["a.resolution_time"].between == ("created_at", "solved_at")


def test_metrics_that_read_a_column_in_one_way_share_its_reader(table):
    """It is learned and read once, whoever named it."""
    named = Need(metric="b", fields=("created_at",), references={"created_at": "A"})
    _, typed = found(table, SOLVED, named)
    first, _ = typed.columns
    assert (first.names, first.metrics) == ({"a.created_at": "its name", "b.created_at": "named"}, ["a", "b"])
    made = {each.name: each for each in bound(table, SOLVED, named)}
    assert made["a.created_at"].reader is made["b.created_at"].reader
    assert made["b.created_at"].evidence == "named; no date leaves open what it means"


def test_dates_are_moments_in_utc_but_for_needs_of_the_zone(table):
    """Time between two dates is elapsed time; days begin where the report says. Both readings stand apart."""
    here = DateChoices(report_zone=ZoneInfo("Europe/Berlin"))
    zoned = Need(metric="z", fields=("created_at",), zoned=True)
    made = {each.name: each.reader.read([ROW[0]]).values[0] for each in bound(table, CREATED, zoned, dates=here)}
    assert made["b.created_at"] == np.datetime64("2025-01-01T23:30")
    assert made["z.created_at"] == np.datetime64("2025-01-02T00:30")


def test_the_date_that_puts_rows_into_periods(table):
    """Where rows have periods, each metric with dates has one in the zone of the report: its own, or the one named."""
    here = DateChoices(report_zone=ZoneInfo("Europe/Berlin"))
    made = {each.name: each for each in bound(table, SOLVED, CREATED, dated=True, dates=here)}
    assert set(made) == {"a.created_at", "a.solved_at", "a.at", "b.created_at"}
    assert made["a.at"].column.name == "solved_at"
    assert made["a.at"].reader.read([ROW[1]]).values[0] == np.datetime64("2025-01-02T01:30")
    named = {each.name: each for each in bound(table, SOLVED, dated=True, at="done")}
    assert (named["a.at"].column.name, named["a.at"].evidence.partition(";")[0]) == ("done", "named")
    assert "a.at" not in {each.name for each in bound(table, SOLVED)}


def test_a_column_that_is_no_field_is_a_text(table):
    """A condition may name a column of the file, whose texts are taken as they are."""
    (made,) = bound(table, Need(metric="m", fields=("region",)))
    assert (made.name, made.evidence) == ("m.region", "named")
    assert list(made.reader.read([" EU "]).values) == ["EU"]


def test_all_problems_come_at_once(table):
    """What lacks for several metrics is told in one error, each thing once."""
    lacking = Need(metric="a", fields=("mrr", "customer"))
    with pytest.raises(DataError) as caught:
        found(table, lacking, Need(metric="b", fields=("customer",)), lacking)
    assert [problem.message.split(" (")[0] for problem in caught.value.problems] == [
        *("a needs mrr", "a needs customer", "b needs customer")
    ]
    assert {problem.file for problem in caught.value.problems} == {"answers.csv"}


def test_a_column_that_was_named_and_is_not_there_is_wrong_usage(table):
    """It is told with the file, beside what lacks for other metrics."""
    named = Need(metric="a", fields=("created_at",), references={"created_at": "nope"})
    with pytest.raises(UsageError) as caught:
        found(table, named, Need(metric="b", fields=("mrr",)))
    assert [(problem.code, problem.file) for problem in caught.value.problems] == [
        *(("no-such-column", "answers.csv"), ("no-column", "answers.csv"))
    ]


def test_a_column_that_is_named_for_nothing_is_refused(table):
    """A field that no metric reads here is not passed over, as if its column had not been named."""
    need = Need(
        metric="a", fields=("resolution_time",), references={"closed_at": "done"}, asked=frozenset({"closed_at"})
    )
    with pytest.raises(UsageError) as caught:
        found(table, need)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("field", "closed_at is named, and nothing reads it here")
    assert problem.help.endswith("those read are created_at, solved_at")
    read = Need(metric="b", fields=("closed_at",), references={"closed_at": "done"}, asked=frozenset({"closed_at"}))
    assert found(table, need, read)


def test_what_cannot_be_read_is_a_problem_of_its_column(table):
    """One problem for a column of several fields of one kind, and bindings for the others."""
    rows = [("soon", *ROW[1:])]
    first, second = bound(table, SOLVED, CREATED, rows=rows)
    assert isinstance(first, Problem)
    assert (first.code, first.file) == ("unreadable", "f.csv")
    assert second.name == "a.solved_at"


def test_the_fields_of_a_metric_in_the_records():
    """They are those that columns feed: not what is worked out, nor its answers, nor fields of other metrics."""
    field = Field(np.zeros(0, np.int64), [], np.zeros(0, np.int8), [])
    names = ["m.created_at", "m.at", "m.score", "m.scores", "m.:quantity", "m:x.created_at", "n.created_at", "at"]
    records = Records("f", np.zeros(0, np.int64), dict.fromkeys(names, field), np.zeros(0, np.int64))
    assert list(fed_fields(records, "m")) == ["created_at", "at", "scores"]
    assert list(fed_fields(records, "m:x")) == ["created_at"]
    assert record_field("m:x", "created_at") == "m:x.created_at"


@pytest.mark.parametrize("name", ["at", "score", ":quantity", "stats.priority"])
def test_a_column_of_a_condition_is_not_what_the_records_hold_of_the_metric(table, name):
    """One that is called `at` is apart from the date that puts a row into a period, whatever metric it is of."""
    need = Need(metric="m", fields=(name,), dates=("created_at",))
    rows = [("2025-01-01", "20")]
    _, typed = found(table, need, names=("created_at", name), rows=rows, dated=True)
    columns = {each: column.column.name for column in typed.columns for each in column.names}
    assert columns == {record_field("m", name): name, "m.created_at": "created_at", "m.at": "created_at"}
    assert {metric for column in typed.columns for metric in column.metrics} == {"m"}
    field = Field(np.zeros(0, np.int64), [], np.zeros(0, np.int8), [])
    records = Records("f", np.zeros(0, np.int64), dict.fromkeys(columns, field), np.zeros(0, np.int64))
    assert len(fed_fields(records, "m")) == 3


def test_a_date_that_is_named_is_that_of_every_metric_of_rows(table):
    """A metric that says no date of its own takes it, too."""
    need = Need(metric="m", fields=("region",), placed=True)
    made = {each.name: each.column.name for each in bound(table, need, dated=True, at="done")}
    assert made == {"m.region": "region", "m.at": "done"}
