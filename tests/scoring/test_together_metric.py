from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.mapping.records import Records
from cxcli.rows import FATES
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import Window
from cxcli.scoring.partial import Tally
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Rows, Whole
from cxcli.scoring.together_metric import AGAINST, COUNTS, NEITHER, NOT_APPLICABLE, Cut, TogetherMetric
from tests.scoring.customer_files import by_label, overall, rows_and_cut, scored, skipped, table

HEADER = ("customer", "started_at", "ended_at", "plan")
YEAR = {"since": "2024-01-01", "until": "2024-12-31"}

TOGETHER = [metric for metric in map(ready, shipped().values()) if isinstance(metric, TogetherMetric)]


def test_the_moment_of_the_report_is_told_by_two_clocks():
    """Moments in UTC are compared with that of the report in UTC, wall times with what its clocks show."""
    cut = Cut(by=(), periods=None, window=Window(), as_of=datetime(2025, 7, 1, 2, tzinfo=ZoneInfo("Europe/Berlin")))
    assert np.datetime64(cut.utc, "us") == np.datetime64("2025-07-01T00:00")
    assert np.datetime64(cut.here, "us") == np.datetime64("2025-07-01T02:00")


@pytest.mark.parametrize("metric", TOGETHER, ids=lambda metric: metric.id)
def test_metrics_of_this_kind_judge_no_row_alone(metric):
    """Rows are not placed, summarised or taken for votes; no rows have no cells, and the metric says what it is."""
    records = Records("a.csv", np.zeros(0, np.int64), {}, np.zeros(0, np.int64))
    for refused in (metric.place, metric.summarise):
        with pytest.raises(NotImplementedError, match="when all have been seen"):
            refused(*[records] * (3 if refused == metric.place else 2))
    with pytest.raises(NotImplementedError, match="only answers are votes"):
        metric.answers(records)
    cut = Cut(by=(), periods=None, window=Window(), as_of=datetime(2025, 7, 1, tzinfo=UTC))
    assert list(metric.cells(Rows(), cut)) == metric.marks(Rows(), cut).tolist() == []
    assert metric.empty().rows == 0
    assert metric.title
    assert metric.unit
    assert metric.direction in ("higher", "lower")
    assert metric.definition
    assert metric.intervals
    assert metric.date_field == f"{metric.id}.at"
    assert "where" not in metric.parameters


def test_every_row_is_read_once_in_each_breakdown():
    """Accounts of groups add up to that of all rows; a blank cell and one that says so are one group."""
    rows = [
        ("a", "2023-01-01", "", "x"),
        ("b", "2023-01-01", "2024-02-02", ""),
        ("c", "", "", "(blank)"),
        ("", "", "", "x"),
    ]
    made = scored(table(HEADER, rows), metrics="churn_rate", by=["plan"], **YEAR)
    total, *groups = made.scores
    assert [score.group["plan"] for score in groups] == ["x", "(blank)"]
    assert sum((score.account for score in groups[1:]), start=groups[0].account) == total.account
    assert skipped(total) == {"undated": 1, "blank": 1}


def test_marks_tell_what_became_of_each_row():
    """A scored row counts; any other has its fate, with which no mark of a scored one is confused."""
    text = table(HEADER, [("a", "2023-01-01", "", "x"), ("b", "2024-05-01", "", "x")])
    rows, cut = rows_and_cut(text, metrics="churn_rate", **YEAR)
    assert ready(shipped()["churn_rate"]).marks(rows, cut).tolist() == [COUNTS, NOT_APPLICABLE]
    assert len({COUNTS, AGAINST, NEITHER, *range(len(FATES))}) == len(FATES) + 3


def test_more_unreadable_rows_than_others_are_refused():
    """A column that mostly cannot be read is another one."""
    text = table(HEADER, [("a", "2023-01-01", "", "x"), ("b", "x", "", "x"), ("c", "y", "", "x")])
    with pytest.raises(DataError, match="started_at"):
        scored(text, metrics="churn_rate", **YEAR)


def test_a_period_that_is_cut_is_not_complete():
    """Days that do not count, and those to come, make a period incomplete."""
    text = table(HEADER, [("a", "2025-01-01", "", "x"), ("b", "2025-01-01", "2025-09-20", "x")])
    made = by_label(scored(text, metrics="churn_rate", period="month", since="2025-03-10", now="2025-09-15"))
    assert {
        label: score.period.complete for label, score in made.items() if label in ("2025-03", "2025-04", "2025-09")
    } == {
        "2025-03": False,
        "2025-04": True,
        "2025-09": False,
    }


def test_small_cells_are_hidden():
    """The least n is one of customers."""
    text = table(HEADER, [("a", "2023-01-01", "", "x"), ("a", "2023-02-01", "", "x")])
    assert overall(text, metrics="churn_rate", min_n=2, **YEAR).status == "suppressed"
    assert Tally(Whole(2, 1), None).statistic.n == 1
