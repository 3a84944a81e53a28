import numpy as np
import pytest

from cxcli.mapping.records import Field
from cxcli.scoring.due_days import until_the_end

DAY = "2025-01-03"


def due(text):
    """The day of 3 January as it is understood where it is written so."""
    values = np.array([DAY], "datetime64[us]")
    return str(until_the_end(Field(np.zeros(1, int), values, np.zeros(1, np.int8), [text])).values[0])


@pytest.mark.parametrize(
    "text",
    [
        *(DAY, f" {DAY} ", "03/01/2025", "3 Jan 2025", "20250103", "45660"),
        *(
            f"{DAY} 00:00",
            f"{DAY}T00:00:00",
            f"{DAY} 00:00:00.000",
            "15/Dec/25 12:00 AM",
            "3/1/2025 0:00",
            "3.1.25 12:00:00 am",
        ),
    ],
)
def test_a_day_without_a_clock_ends_with_the_day(text):
    """What is due on a day may be done all day; a midnight without a zone is such a day, too."""
    assert due(text) == "2025-01-03T23:59:59.999999"


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{DAY} 10:00",
            f"{DAY}T00:00:00Z",
            f"{DAY} 00:00 +01:00",
            f"{DAY}T10:00:00+00:00",
            f"{DAY} 10:00:00 +00:00",
            f"{DAY} 10:00-00:00",
            f"{DAY}T00:00:00+00:00",
            f"{DAY} 20:00:00",
            f"{DAY} 10:00:00",
            "3 Jan 2025 5 pm",
        ),
        *("3 Jan 2025 12:00 PM", "1735862400", "45660.5", "20250103T093000", "3 Jan 2025 5 p.m."),
    ],
)
def test_a_moment_stays_what_it_is(text):
    """A clock that says more than midnight, a zone, or seconds since 1970 make it a moment."""
    assert due(text) == f"{DAY}T00:00:00.000000"


def test_no_date_stays_none():
    """Blank and unreadable dates are not touched."""
    gone = Field(np.zeros(1, int), np.array(["NaT"], "datetime64[us]"), np.ones(1, np.int8), [""])
    found = until_the_end(gone)
    assert np.isnat(found.values[0])
    assert found.fates.tolist() == [1]
