import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.scoring.customer_changes import changes_of, kind_of
from cxcli.scoring.snapshot_rows import snapshot_dates
from tests.scoring.customer_files import overall, rows_and_cut, scored, table

SNAPSHOTS = ("customer", "month", "mrr")
SPANS = ("customer", "started_at", "ended_at", "mrr")
MARCH = {"during": "2025-03"}


def nrr(header, *rows):
    """Net revenue retention of March 2025."""
    return overall(table(header, rows), metrics="nrr", **MARCH)


def test_files_of_two_kinds_are_refused():
    """Spans in one file and snapshots in another do not make one list."""
    with pytest.raises(DataError, match="spans, movements or snapshots"):
        scored(
            table(SPANS, [("a", "2025-01-01", "", 1)]),
            table(SNAPSHOTS, [("a", "2025-01-01", 1)]),
            metrics="nrr",
            **MARCH,
        )


def test_amounts_that_nobody_can_add_up_are_refused():
    """More than 64 bits hold is not scored."""
    rows = [("a", "2025-01-01", "", 999_999_999_999)] * 5
    with pytest.raises(DataError, match="add up to more than"):
        scored(table(SPANS, rows), metrics="nrr", **MARCH)


def test_movements_are_changes():
    """What moved is added up, whatever the order of the rows."""
    header = ("customer", "moved_at", "mrr", "movement")
    rows = [("a", "2025-03-05", 5, "contraction"), ("a", "2025-01-05", 20, "new")]
    assert nrr(header, *rows).value == 75


def test_who_begins_and_ends_at_one_moment_was_there():
    """The span counts as one of a moment: it has a beginning and an end."""
    rows, _ = rows_and_cut(table(SPANS, [("a", "2025-01-01", "2025-01-01", 1)]), metrics="nrr", **MARCH)
    events, fates = changes_of(rows, snapshot_dates(rows), paying=True)
    changes = events.changes()
    assert (np.diff(changes.times).tolist(), changes.numbers.tolist()) == ([1], [[1_000_000, -1_000_000]])
    assert fates.tolist() == [0]
    assert kind_of(rows) == 0
