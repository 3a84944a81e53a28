import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import UsageError
from cxcli.mapping.feeding import feed
from cxcli.mapping.needs import Form, Need
from cxcli.sources.chunk import Column

SPANS = Form("started_at", ("customer", "started_at", "ended_at"), sure=True, optional=("trial",))
MOVED = Form("moved_at", ("customer", "moved_at", "mrr", "movement"), sure=True)
SNAPSHOTS = Form("month", ("customer", "month", "mrr"), words=frozenset({"month"}))
CHANGES = Form("moved_at", ("customer", "moved_at", "mrr"), words=frozenset({"change"}))
FORMS = (SPANS, MOVED, SNAPSHOTS, CHANGES)


def columns(*names):
    return [Column(place, name) for place, name in enumerate(names)]


def fed(need, *names, dated=False):
    return feed(need, columns(*names), "f.csv", dated=dated)


def taken(found):
    """The names of the columns that feed fields."""
    return {name: column.name for name, (column, _) in found.columns.items()}


def problems(found):
    return [(problem.code, problem.message, problem.help) for problem in found.problems]


def test_columns_feed_fields_by_their_names():
    """Each field has the column that is called like it, with the evidence; other columns feed none."""
    found = fed(Need(metric="m", fields=("created_at", "status")), "id", "Status", "Created at")
    assert {name: (column.name, evidence) for name, (column, evidence) in found.columns.items()} == {
        "created_at": ("Created at", "its name"),
        "status": ("Status", "its name"),
    }
    assert (found.ways, found.date, found.problems) == ({}, None, ())


def test_what_the_user_names_goes_before_all_names():
    """A column that is named feeds its field by name, by letter or by number, whatever others are called."""
    need = Need(metric="m", fields=("created_at", "solved_at", "closed_at"))
    names = ("Created at", "Solved at", "Closed at", "x", "y", "z")
    found = fed(need, *names)
    assert taken(found) == {"created_at": "Created at", "solved_at": "Solved at", "closed_at": "Closed at"}
    named = Need(metric="m", fields=need.fields, references={"created_at": "x", "solved_at": "E", "closed_at": 6})
    found = fed(named, *names)
    assert taken(found) == {"created_at": "x", "solved_at": "y", "closed_at": "z"}
    assert {evidence for _, evidence in found.columns.values()} == {"named"}


def test_a_column_that_is_named_and_not_there_is_wrong_usage():
    """The error names what is there."""
    with pytest.raises(UsageError, match="there is no column 'nope'"):
        fed(Need(metric="m", fields=("created_at",), references={"created_at": "nope"}), "a", "b")


def test_a_column_that_is_named_for_a_field_of_no_need_may_be_that_of_another_file():
    """What a config names for other metrics is of no concern where it is not there."""
    found = fed(Need(metric="m", fields=("created_at",), references={"mrr": "nope"}), "created_at")
    assert taken(found) == {"created_at": "created_at"}


def test_a_name_that_is_no_field_is_a_column():
    """Conditions of a user's own metric may name columns of the file."""
    assert taken(fed(Need(metric="m", fields=("Frequency",)), "id", "frequency")) == {"Frequency": "frequency"}
    with pytest.raises(UsageError, match="there is no column 'priority'"):
        fed(Need(metric="m", fields=("priority",)), "id")


def test_one_column_is_not_taken_for_two_fields():
    """A column that feeds a field, or is named for one, is not taken by its name for another; keys are no exception."""
    both = Need(metric="m", fields=("ticket", "customer"))
    assert taken(fed(both, "contact id", "caller")) == {"ticket": "contact id", "customer": "caller"}
    assert [code for code, _, _ in problems(fed(both, "contact id"))] == ["no-column"]
    started = Need(metric="m", fields=("created_at", "called_at"))
    assert taken(fed(started, "date", "timestamp")) == {"created_at": "timestamp", "called_at": "date"}
    named = Need(metric="m", fields=("created_at",), references={"called_at": "date"})
    assert [code for code, _, _ in problems(fed(named, "date"))] == ["no-column"]


def test_the_user_may_name_a_column_for_two_fields():
    """Naming is the user's own word."""
    need = Need(metric="m", fields=("created_at", "called_at"), references={"created_at": "date", "called_at": "date"})
    assert taken(fed(need, "date")) == {"created_at": "date", "called_at": "date"}


def test_several_columns_of_one_name_are_not_clear():
    """They are named, with the option to paste for each."""
    found = fed(Need(metric="m", fields=("created_at",)), "Created at", "x", "created_at")
    assert problems(found) == [
        (
            "ambiguous-column",
            "m: 2 columns could hold created_at: Created at, created_at",
            "say which: --map 'created_at=Created at'; --map created_at=created_at",
        )
    ]


def test_a_field_is_worked_out_where_no_column_holds_it():
    """The first way of which all fields are there is taken; a column goes before all ways."""
    need = Need(metric="m", fields=("resolution_time",))
    found = fed(need, "created_at", "closed_at")
    assert taken(found) == {"created_at": "created_at", "closed_at": "closed_at"}
    assert found.ways["resolution_time"].between == ("created_at", "closed_at")
    assert fed(need, "created_at", "closed_at", "solved_at").ways["resolution_time"].between == (
        "created_at",
        "solved_at",
    )
    assert taken(fed(need, "created_at", "closed_at", "resolution time")) == {"resolution_time": "resolution time"}


def test_what_a_way_that_fails_would_have_taken_is_left():
    """A way of which one field lacks takes no column."""
    found = fed(Need(metric="m", fields=("sla_status",)), "created_at", "time remaining", "solved_at")
    assert taken(found)["sla_remaining"] == "time remaining"
    assert "created_at" not in taken(found)


def test_optional_fields_are_taken_where_there_are_columns():
    """Their lack is no problem."""
    need = Need(metric="m", fields=("customer",), optional=("topic", "reopened"))
    assert taken(fed(need, "customer", "reopens")) == {"customer": "customer", "reopens": "reopens"}
    assert fed(need, "customer").problems == ()


def test_what_lacks_is_said_with_all_that_would_do():
    """The error says what the field is, how to name it or what it is worked out from, and lists the columns."""
    found = fed(Need(metric="m", fields=("resolution_time", "customer")), "created_at", "b")
    first, second = problems(found)
    code, message, advice = first
    assert (code, advice.partition("; ")[2]) == ("no-column", "columns: created_at, b")
    assert message == "m needs resolution_time (time from creation to the last solution), and no column looks like it"
    named = "name it: --map resolution_time=COLUMN, or --map solved_at=COLUMN, or --map closed_at=COLUMN; "
    assert advice.startswith(named)
    assert second[1].startswith("m needs customer (the person or account")


def test_a_long_list_of_columns_is_cut():
    """The first twelve columns are listed."""
    ((_, _, advice),) = problems(fed(Need(metric="m", fields=("customer",)), *(f"c{number}" for number in range(13))))
    assert advice.endswith("columns: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, …")


def test_dates_are_looked_for_where_rows_have_periods():
    """The first of the dates that there is puts rows into periods; without periods none is read."""
    need = Need(metric="m", dates=("solved_at", "created_at"))
    assert fed(need, "created_at", "solved_at", dated=True).date == "solved_at"
    assert fed(need, "created_at", dated=True).date == "created_at"
    found = fed(need, "created_at")
    assert (found.date, taken(found)) == (None, {})
    assert fed(Need(metric="m"), "a", dated=True).date is None
    ((code, message, advice),) = problems(fed(need, "a", dated=True))
    assert code == "no-column"
    assert message.startswith(
        "m needs solved_at (when the ticket was solved, the last time if it was more than once) or "
    )
    assert advice == "name it: --map solved_at=COLUMN; columns: a"


@pytest.mark.parametrize(
    ("names", "date"),
    [
        (("customer", "started_at", "ended_at", "mrr"), "started_at"),
        (("customer", "month", "mrr"), "month"),
        (("customer", "snapshot date", "mrr"), "month"),
        (("customer", "date", "mrr", "type"), "moved_at"),
        (("customer", "date", "mrr change"), "moved_at"),
        (("customer", "created_at", "month", "mrr"), "month"),
    ],
)
def test_the_form_of_a_list_is_told(names, date):
    """A form is taken that alone is possible, that has fields of its own, or that the names of the columns tell."""
    found = fed(Need(metric="m", forms=FORMS), *names)
    assert found.problems == ()
    assert {"started_at", "month", "moved_at"} & found.columns.keys() == {date}


@pytest.mark.parametrize(
    ("names", "dates"),
    [
        (("customer", "date", "mrr"), ("month", "moved_at")),
        (("customer", "month", "mrr change"), ("month", "moved_at")),
        (("customer", "started_at", "ended_at", "month", "mrr"), ("started_at", "month")),
    ],
)
def test_a_list_of_several_forms_is_not_clear(names, dates):
    """Where nothing tells how rows are meant, or two things do, nothing is guessed; naming a date says it."""
    ((code, message, advice),) = problems(fed(Need(metric="m", forms=FORMS), *names))
    assert code == "ambiguous-column"
    assert message.startswith("m: nothing tells whether the rows are those of ")
    assert all(date in message and f"--map {date}=" in advice for date in dates)
    for date in dates:
        column = next(name for name in names if name in (date, "date", "month"))
        found = fed(Need(metric="m", forms=FORMS, references={date: column}), *names)
        assert (found.problems, date in found.columns) == ((), True)


def test_the_optional_fields_of_a_form():
    """Fields beside a form are taken with that form alone; those of the metric with each."""
    need = Need(metric="m", forms=FORMS, optional=("currency",))
    found = fed(need, "customer", "started_at", "ended_at", "is trial", "currency")
    assert {"trial", "currency"} <= found.columns.keys()
    found = fed(need, "customer", "month", "mrr", "is trial", "currency")
    assert "trial" not in found.columns
    assert "currency" in found.columns


def test_what_a_list_of_no_form_lacks():
    """Where several forms lack one field each any of those will do; else the nearest form says all that it lacks."""
    ((_, message, advice),) = problems(fed(Need(metric="m", forms=FORMS), "customer", "mrr", "start_date"))
    assert message.startswith("m needs ended_at (")
    assert " or month (" in message
    assert advice.startswith("name it: --map ended_at=COLUMN;")
    assert [message.split()[2] for _, message, _ in problems(fed(Need(metric="m", forms=FORMS), "plan"))] == [
        *("customer", "started_at", "ended_at"),
    ]


@given(st.permutations(["customer", "date", "month", "mrr", "created_at", "ended_at", "status", "type", "plan"]))
def test_the_order_of_the_columns_changes_nothing(names):
    """What feeds what, or is not clear, does not depend on where columns stand."""
    need = Need(metric="m", fields=("status",), forms=FORMS)
    first, second = fed(need, *names), fed(need, *sorted(names))
    assert taken(first) == taken(second)
    assert [problem.message for problem in first.problems] == [problem.message for problem in second.problems]


def test_rows_that_have_periods_need_a_date():
    """Where a metric says none, it is asked for; over all time, or of rows that are judged together, none is needed."""
    need = Need(metric="m", fields=("status",), placed=True)
    assert problems(fed(need, "status", "Created at", dated=True)) == [
        (
            "no-column",
            "m says no date that puts its rows into periods",
            "name its column: --map at=COLUMN; or say a field in cx.yaml, for example dates: [created_at]",
        )
    ]
    assert problems(fed(need, "status", "Created at")) == []
    assert problems(fed(Need(metric="m", fields=("status",)), "status", dated=True)) == []
    dated = Need(metric="m", fields=("status",), dates=("created_at",), placed=True)
    assert fed(dated, "status", "Created at", dated=True).date == "created_at"
