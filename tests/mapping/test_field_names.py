import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.field_names import ColumnNames, tells
from cxcli.mapping.vocabulary import vocabulary
from cxcli.sources.chunk import Column

NAMES = [
    "Created at",
    "created_at",
    "x.created_at",
    "Date",
    "stats.month",
    "Month",
    "Solved at",
    "Resolved",
    "id",
    "a.b",
]


def columns(*names):
    pairs = [(each, "") if isinstance(each, str) else each for each in names]
    return [Column(place, name, label) for place, (name, label) in enumerate(pairs)]


def found(field, *names):
    return [column.name for column in ColumnNames(columns(*names)).called(vocabulary()[field])]


@pytest.mark.parametrize(
    ("field", "names", "taken"),
    [
        ("created_at", ["Date", "Created at"], ["Created at"]),
        ("created_at", ["createdAt"], ["createdAt"]),
        ("revenue", ["Total (USD)"], ["Total (USD)"]),
        ("revenue", ["total_eur", "Total (USD)"], ["total_eur", "Total (USD)"]),
        ("mrr", ["MRR ($)"], ["MRR ($)"]),
        ("created_at", ["created_usd"], []),
        ("created_at", ["nothing", "else"], []),
        ("created_at", ["Created", "Created#2"], ["Created", "Created#2"]),
        ("created_at", [("Q1", "Created at")], ["Q1"]),
        ("created_at", ["stats.created_at"], ["stats.created_at"]),
        ("created_at", ["stats.created_at", "Date"], ["stats.created_at"]),
        ("created_at", ["stats.created_at", "created_at"], ["created_at"]),
        ("created_at", ["a.created_at", "b.created_at"], ["a.created_at", "b.created_at"]),
        ("month", ["stats.month"], []),
        ("month", ["month"], ["month"]),
        ("resolution_time", ["Full resolution time in minutes"], ["Full resolution time in minutes"]),
        ("resolution_time", ["Resolution time (in hrs)"], ["Resolution time (in hrs)"]),
        ("reopens", ["metric_set.reopens", "metric set reopens"], ["metric set reopens"]),
        ("sla_remaining", ["Custom field (Time to resolution)"], ["Custom field (Time to resolution)"]),
    ],
)
def test_the_first_name_that_any_column_has(field, names, taken):
    """The surest name that is there is taken: whole before the last part of several words, without a dot before one."""
    assert found(field, *names) == taken


@given(st.permutations(NAMES), st.sampled_from(["created_at", "solved_at", "month", "ticket"]))
def test_the_order_of_the_columns_changes_nothing(names, field):
    """Which columns are taken does not depend on where they stand."""
    assert sorted(found(field, *names)) == sorted(found(field, *NAMES))


@pytest.mark.parametrize(
    ("field", "name", "telling"),
    [
        ("created_at", "created_at", False),
        ("created_at", "Date", False),
        ("solved_at", "Resolved", True),
        ("solved_at", "stats.resolved_at", True),
        ("started_at", "Start Date", False),
        ("started_at", "subscription_start", True),
        ("ended_at", "End Date", False),
        ("status", "Status", False),
        ("status", "Ticket status", True),
        ("customer", "customer_id", False),
        ("currency", "currency", False),
        ("mrr", "MRR", True),
        ("mrr", "plan", False),
        ("churned", "Churn", True),
        ("resolution_time", "Resolution time (in hrs)", True),
    ],
)
def test_which_names_tell_what_a_file_is_about(field, name, telling):
    """A name tells that few fields have, and that is more than a start or a date; keys and texts tell nothing."""
    assert tells(vocabulary()[field], Column(0, name)) is telling
    assert tells(vocabulary()[field], Column(0, "x", name)) is telling
