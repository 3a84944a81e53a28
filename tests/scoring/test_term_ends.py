import numpy as np
import pytest

from cxcli.scoring.customer_rows import SNAPSHOTS, SPANS
from cxcli.scoring.term_ends import term_ends
from cxcli.scoring.together import NEVER, Gathered, GatheredPart

YEAR = [("2024-01-01", "2024-12-31"), ("2024-01-15", "2025-01-14"), ("2024-03-01", "2025-02-28")]
LEFT = [("2024-01-01", "2024-12-31"), ("2024-01-15", "2024-02-01"), ("2024-03-01", "2025-02-28")]
SAID = (
    "churn_rate: all {} scored rows have an end, {}: if these are terms that may be renewed, no customer left at their "
    "end; name the date on which one left: --map ended_at=COLUMN"
)


def part(spans, active=(), kind=SPANS, fates=None):
    """Rows of one file: days of start and end, and the places of those that are active."""
    moments = [[np.datetime64(day, "us").astype(np.int64) if day else NEVER for day in each] for each in spans]
    begun, ended = np.array(moments, np.int64).reshape(-1, 2).T
    rows = np.arange(len(spans))
    columns = {"begun": begun, "ended": ended, "active": np.isin(rows, active).astype(np.int64)}
    columns["kind"] = np.full(len(spans), kind)
    return GatheredPart("f.csv", rows, np.array(fates or [0] * len(spans), np.int8), columns, {}, {})


def said(*parts):
    return [(notice.code, notice.message) for notice in term_ends("churn_rate", Gathered(parts))]


def test_ends_of_active_rows_are_doubted():
    """Where all have an end and some are active by their status, these may be the ends of what was paid for."""
    message = SAID.format(3, "and 2 of them are active by their status")
    assert said(part(LEFT, active=[0, 2])) == [("term-ends", message)]
    assert said(part(LEFT)) == []


def test_ends_after_the_same_time_are_doubted():
    """A year has 364 to 366 days, counted to its last one or to the day after; who leaves does so at any time."""
    assert said(part(YEAR)) == [("term-ends", SAID.format(3, "all of them after the same time"))]
    assert said(part(YEAR[:2])) == []
    months = [(f"2025-{month:02}-01", f"2025-{month + 1:02}-01") for month in range(1, 12)]
    assert len(said(part(months))) == 1
    assert said(part([*months, ("2025-01-01", "2025-02-05")])) == []


@pytest.mark.parametrize("active", [[], [0, 1, 2]])
def test_one_row_without_an_end_is_enough(active):
    """Who has none is still there: then the others have left. That holds for the rows of all files."""
    open_ = ("2024-01-01", "")
    assert said(part([*YEAR, open_], active)) == []
    assert said(part(YEAR, active), part([open_])) == []
    assert len(said(part([*YEAR, open_], active, fates=[0, 0, 0, 5]))) == 1


def test_lists_of_another_form_have_no_ends():
    """Neither have no rows at all."""
    assert said(part(YEAR, [0], kind=SNAPSHOTS)) == []
    assert said() == said(part([])) == []
