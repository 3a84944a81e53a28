import pytest

from cxcli.scoring.span_to_ask import span_to_ask
from tests.scoring.customer_files import overall, rows_and_cut, table

SPANS = ("customer", "started_at", "ended_at")
NOT_YET = "the days that count have not begun, or are over before the data begin"


def reason(*rows, header=SPANS, **asked):
    return span_to_ask("churn_rate", *rows_and_cut(table(header, rows), metrics="churn_rate", **asked)).reason


def option(*rows, **asked):
    (found,) = (word for word in reason(*rows, **asked).split() if word.startswith(("--during=", "--since=")))
    return found


def test_the_last_month_of_the_data_is_offered():
    """It is that of the last start or end, and what it gives is a number."""
    rows = [("a", "2025-01-10", ""), ("b", "2025-01-20", "2025-06-05")]
    assert reason(*rows) == (
        "churn_rate is of a period: add --during=2025-06 to the command, or --period=month for each"
    )
    assert overall(table(SPANS, rows), metrics="churn_rate", during="2025-06").value == 50
    assert reason(*rows, period="month") == ("churn_rate is of a period: see each, or add --during=2025-06")


@pytest.mark.parametrize(
    ("end", "asked", "offered"),
    [
        ("2025-06-05", {"now": "2025-06-20"}, "--during=2025-05"),
        ("2025-06-05", {"now": "2025-07-01"}, "--during=2025-06"),
        ("2030-01-01", {"now": "2025-06-20"}, "--during=2025-05"),
        ("2025-01-20", {}, "--since=2025-01-11"),
        ("2025-02-20", {"now": "2025-02-25"}, "--since=2025-01-11"),
        ("2025-06-05", {"until": "2025-04-20"}, "--since=2025-04-01"),
        ("2025-06-05", {"until": "2025-01-20"}, "--since=2025-01-11"),
    ],
)
def test_what_is_offered_is_over_and_has_customers_before_it(end, asked, offered):
    """A month that goes on is none, nor one in which the first customer began; days that count are kept to."""
    assert option(("a", "2025-01-10", end), **asked) == offered


SNAPSHOTS = ("customer", "month")


@pytest.mark.parametrize(
    ("dates", "asked", "offered", "days"),
    [
        (["2025-01-01", "2025-02-01", "2025-03-01"], {}, "--during=2025-03", {"during": "2025-03"}),
        (
            ["2025-01-31", "2025-02-28", "2025-03-31"],
            {"now": "2025-03-31T09:00"},
            "--during=2025-02",
            {"during": "2025-02"},
        ),
        (["2025-01-31", "2025-02-28", "2025-05-31"], {}, "--since=2025-03-01", {"since": "2025-03-01"}),
        (
            ["2025-01-01", "2025-02-01", "2025-03-01"],
            {"until": "2025-02-20"},
            "--since=2025-02-01",
            {"since": "2025-02-01"},
        ),
        (["2025-03-03", "2025-03-10"], {}, "--since=2025-03-04", {"since": "2025-03-04"}),
    ],
)
def test_what_is_offered_has_snapshots_before_and_in_it(dates, asked, offered, days):
    """Where there is none in a month or in the one before, the time between the last two snapshots is taken."""
    text = table(SNAPSHOTS, [("a", date) for date in dates])
    assert f" {offered} " in overall(text, metrics="churn_rate", **asked).reason
    assert overall(text, metrics="churn_rate", **asked, **days).value == 0


def test_one_snapshot_is_of_no_period():
    """Nothing can be asked for that would give a number."""
    score = overall(table(SNAPSHOTS, [("a", "2025-03-01")]), metrics="churn_rate")
    assert score.reason == "one snapshot shows no change: give those of other dates, too"


@pytest.mark.parametrize("asked", [{"since": "2026-01"}, {"until": "2024-12"}, {"now": "2024-12-31"}])
def test_days_without_data_are_said_to_be_none(asked):
    """No option gives a number where nothing is known of the days that count."""
    assert reason(("a", "2025-01-10", ""), **asked) == NOT_YET
