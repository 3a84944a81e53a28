from datetime import UTC, date, datetime

import pytest

from cxcli.errors import UsageError
from cxcli.notebook.asked import asked


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [
        ("by", "plan", ["plan"]),
        ("by", ["plan", "plan+region"], ["plan", "plan+region"]),
        ("missing", "N/A", ["N/A"]),
        ("drop", "test", ["test"]),
        ("maps", "at=day", ["at=day"]),
        ("maps", {"at": "day", "nps.score": "F"}, ["at=day", "nps.score=F"]),
        ("straight_liners", ["q1", "q2"], "q1,q2"),
        ("straight_liners", "q1,q2", "q1,q2"),
        ("max_rejects", 3, "3"),
        ("max_rejects", "1%", "1%"),
        ("sheet", 2, "2"),
        ("min_n", 3, 3),
        ("since", date(2025, 1, 31), "2025-01-31"),
        ("until", datetime(2025, 1, 31, 12, tzinfo=UTC), "2025-01-31"),
        ("now", datetime(2025, 1, 31, 12, tzinfo=UTC), "2025-01-31T12:00:00+00:00"),
        ("now", "2025-01-31", "2025-01-31"),
        ("rolling", "3 month", (3, "month")),
        ("rolling", (3, "month"), (3, "month")),
        ("quotes", False, False),
    ],
)
def test_an_option_is_asked_as_it_would_be_typed(name, value, typed):
    """One text is a list of one, a dict is pairs, a date is its ISO text; what is typed already stays."""
    assert getattr(asked({name: value}), name) == typed


@pytest.mark.parametrize("value", ["month", "3", "three month", (3,), ("3", "month"), (3, "month", 1)])
def test_a_window_is_a_number_and_a_period(value):
    """A rolling window of another form is refused."""
    with pytest.raises(UsageError, match="rolling='3 month'"):
        asked({"rolling": value})
