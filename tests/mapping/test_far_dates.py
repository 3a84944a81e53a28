"""Dates of far centuries among those of tickets, customers and orders."""

import numpy as np
import pytest

from cxcli.mapping.far_dates import judged_far
from cxcli.mapping.readings import BLANK, READ, UNDATED, UNREADABLE


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("0001-01-01", UNDATED),
        ("0001-01-01T05:00", UNDATED),
        ("9999-12-31T23:59:59", UNDATED),
        ("10000-01-01T01:00", UNDATED),
        ("1900-01-01", UNDATED),
        ("1899-12-31T23:00", UNDATED),
        ("1899-12-30", UNREADABLE),
        ("0205-06-01", UNREADABLE),
        ("2200-01-01", UNREADABLE),
        ("2999-01-01", UNREADABLE),
        ("1900-01-02", READ),
        ("1970-01-01", READ),
        ("2199-12-31T23:59", READ),
    ],
)
def test_a_far_date_is_none_or_unreadable(text, fate):
    """What databases write where there is no date is undated, also where a zone shifts it; other far ones are wrong."""
    times = np.array([text, "2025-05-01"], "datetime64[us]")
    assert judged_far(times, np.array([READ, READ], np.int8)).tolist() == [fate, READ]


def test_other_fates_stay():
    """What has no date, or one that cannot be read, is left as it is."""
    times = np.array(["NaT", "NaT", "0001-01-01"], "datetime64[us]")
    fates = np.array([BLANK, UNREADABLE, BLANK], np.int8)
    assert judged_far(times, fates).tolist() == fates.tolist()
