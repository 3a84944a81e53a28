import json
from pathlib import Path

import pandas as pd
import pytest

from cxcli.notebook import CxError, cohorts, ledger

NOW = "2026-01-15"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
SUBSCRIPTIONS, CUSTOMERS = str(SAMPLES / "subscriptions.csv"), str(SAMPLES / "customers.csv")
COLUMNS = ["customer_id", "started_at", "ended_at", "mrr"]
PAID = pd.DataFrame([(1, "2025-01-10", "2025-02-20", 10), (2, "2025-02-10", None, 20)], columns=COLUMNS)


@pytest.mark.parametrize(
    ("call", "data", "options", "words"),
    [
        (ledger, SUBSCRIPTIONS, {}, ()),
        (ledger, SUBSCRIPTIONS, {"period": "quarter"}, ("--period", "quarter")),
        (cohorts, CUSTOMERS, {"confidence": 0.9}, ("--confidence", "0.9")),
    ],
    ids=["ledger", "quarters", "cohorts"],
)
def test_the_numbers_are_those_of_the_command_line(call, data, options, words, typed, typed_json):
    """The same question has the same answer, in JSON and on the screen."""
    said = typed(call.__name__, data, *words)
    found = call(data, now=NOW, **options)
    assert json.loads(found.to_json()) == typed_json(call.__name__, data, *words)
    assert f"{found}\n" == said


def test_a_frame_has_the_ledger_and_the_cohorts_of_its_file():
    """A frame that pandas read from the file has the same lines."""
    options = {"now": NOW, "config": False}
    of_frame, of_file = (ledger(data, **options).frame for data in (pd.read_csv(SUBSCRIPTIONS), SUBSCRIPTIONS))
    pd.testing.assert_frame_equal(of_frame, of_file)
    first, second = (cohorts(data, **options) for data in (pd.read_csv(CUSTOMERS), CUSTOMERS))
    pd.testing.assert_frame_equal(first.frame, second.frame)
    pd.testing.assert_frame_equal(first.tenure, second.tenure)


def test_a_ledger_is_typed():
    """Days are days, whole is a truth, amounts are floats and customers whole numbers; 10 come, 20 come and 10 go."""
    frame = ledger(PAID, now="2025-03-01", config=False).frame
    assert frame["period"].tolist() == ["2025-01", "2025-02"]
    assert frame["period_end"].tolist() == [pd.Timestamp("2025-01-31"), pd.Timestamp("2025-02-28")]
    assert frame["whole"].tolist() == [True, True]
    assert frame[["start", "new", "churn", "end"]].to_numpy().tolist() == [[0, 10, 0, 10], [10, 20, 10, 20]]
    assert frame["end_customers"].tolist() == [1, 1]
    assert {type(name) for name in frame.columns} == {str}
    assert [str(frame[name].dtype) for name in ("period_start", "whole", "new", "new_customers")] == [
        "datetime64[s]", "boolean", "float64", "int64",
    ]  # fmt: skip


def test_without_data_the_source_of_the_config_is_taken(tmp_path, monkeypatch):
    """Customers, and a period of the config, are those of the config in the folder."""
    monkeypatch.chdir(tmp_path)
    PAID.to_csv("paid.csv", index=False)
    Path("cx.yaml").write_text("sources: {customers: {path: paid.csv}, subscriptions: {path: paid.csv}}\n")
    assert ledger(now="2025-03-01").frame["end"].tolist() == [10, 20]
    assert cohorts(now="2025-03-01").frame["began"].tolist()[0] == "2025-01"


def test_what_the_command_refuses_is_refused(tmp_path, monkeypatch):
    """Without data and without a source there is nothing to read; nobody makes no ledger."""
    monkeypatch.chdir(tmp_path)
    for call in (ledger, cohorts):
        with pytest.raises(CxError, match="no file is named"):
            call()
        with pytest.raises(CxError, match="no customer can be counted"):
            call(PAID.iloc[:0], config=False)
