from datetime import date

import numpy as np
import pandas as pd
import pytest

from cxcli.reporting.score_frame import score_frame
from cxcli.reporting.score_table import flat_table
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.score import PeriodSpan, Score

OK = {
    "metric": "nps",
    "title": "Net Promoter Score",
    "definition": "% 9-10 minus % 0-6",
    "parameters": {},
    "group": {},
    "period": None,
    "status": "ok",
    "reason": None,
    "value": 50.0,
    "low": -10.5,
    "high": 80.0,
    "unit": "points",
    "confidence": 0.95,
    "interval": "score",
    "n": 2,
    "parts": {"promoters": 50.0},
    "account": RowAccount(3, {Disposition.BLANK: 1}),
}
MONTH = PeriodSpan("2025-01", date(2025, 1, 1), date(2025, 1, 31), complete=False)


def scores(*others):
    return [Score(**{**OK, **other}) for other in others]


def test_a_row_holds_a_score_with_numbers_as_numbers():
    """Values are floats, counts integers, days times, and what a score does not have is missing."""
    nothing = {"status": "no_data", "reason": "no row", "value": None, "low": None, "high": None, "parts": {}}
    frame = score_frame(scores({}, {"group": {"plan": "pro"}, "period": MONTH}, {"n": 0, **nothing}))
    assert frame["value"].tolist()[:2] == [50.0, 50.0]
    assert frame["value"].isna().tolist() == [False, False, True]
    assert frame["promoters"].isna().tolist() == [False, False, True]
    assert frame["plan"].fillna("none").tolist() == ["none", "pro", "none"]
    assert frame["start"].tolist()[1] == pd.Timestamp("2025-01-01")
    assert frame["end"].isna().tolist() == [True, False, True]
    assert frame["complete"].fillna(True).tolist() == [True, False, True]
    assert (frame["n"].tolist(), frame["skipped_blank"].tolist()) == ([2, 2, 0], [1, 1, 1])
    kinds = {name: str(frame[name].dtype) for name in ("value", "n", "rows_read", "start", "complete", "reason")}
    assert kinds == {
        "value": "float64",
        "n": "int64",
        "rows_read": "int64",
        "start": "datetime64[s]",
        "complete": "boolean",
        "reason": "str",
    }


def test_the_columns_are_those_of_the_flat_table():
    """Whatever stands in the CSV format stands in the frame."""
    given = scores({}, {"group": {"plan": "pro"}})
    assert list(score_frame(given)) == [spec.name for spec in flat_table(given).columns]


@pytest.mark.parametrize("name", ["n", "value", "metric"])
def test_a_group_gives_way_to_a_figure_of_its_name(name):
    """A breakdown by a column that is called like a figure does not hide the figure."""
    frame = score_frame(scores({}, {"group": {name: "x"}}))
    assert frame[f"{name}#2"].tolist()[1] == "x"
    assert frame[name].tolist() == [OK[name]] * 2
    assert frame.columns.is_unique


def test_kinds_do_not_depend_on_what_is_missing():
    """A column in which no score has a number is still one of numbers."""
    frame = score_frame(scores({"value": None, "low": None, "high": None, "interval": None}))
    assert frame["value"].dtype == frame["low"].dtype == np.float64
    assert str(frame["interval"].dtype) == str(frame["reason"].dtype) == "str"
