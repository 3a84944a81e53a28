from datetime import date
from fractions import Fraction

from cxcli.reporting.listed_row import ListedRow, Listing
from cxcli.reporting.rows_json import rows_json
from cxcli.rows import Disposition


def test_rows_stand_beside_the_score_that_they_are_behind():
    """The run's own keys stay; its one score, what was asked for, and the rows take the place of the scores."""
    row = ListedRow(
        file="a.csv",
        line=2,
        fate=Disposition.OFF_SCALE,
        answer=99,
        day=date(2025, 1, 5),
        flags=("test",),
        weight=Fraction(3, 2),
        extra=("R-1",),
    )
    run = {"schema": "cx.scores/1", "cx": "1", "scores": [{"metric": "nps"}], "warnings": []}
    made = rows_json(run, Listing(rows=(row,), found=7, group={}, extra=("id",)), {"flag": None})
    assert made == {
        "schema": "cx.rows/1",
        "cx": "1",
        "warnings": [],
        "score": {"metric": "nps"},
        "asked": {"flag": None},
        "found": 7,
        "listed": 1,
        "masked": 0,
        "rows": [
            {
                "file": "a.csv",
                "line": 2,
                "fate": "off_scale",
                "rule": None,
                "answer": 99,
                "class": None,
                "date": "2025-01-05",
                "flags": ["test"],
                "weight": 1.5,
                "count": None,
                "columns": {"id": "R-1"},
            }
        ],
    }


def test_what_a_row_has_not_is_null():
    """A malformed record has no answer, no date, no weight and no columns."""
    row = ListedRow(file="a.csv", line=3, fate=Disposition.MALFORMED, rule="stray_quote")
    (made,) = rows_json({"scores": [{}]}, Listing(rows=(row,), found=1, group={}, extra=("id",)), {})["rows"]
    assert (made["rule"], made["answer"], made["date"], made["weight"], made["columns"]) == (
        "stray_quote",
        None,
        None,
        None,
        {},
    )
