"""`cx verify`: whether a report is still the one that was written."""

import json

import pytest

CONFIG = "sources: {responses: {path: responses.csv}}\nreport: {metrics: [nps], reported: 2025-03}\n"


@pytest.fixture
def report(cx, config, responses):
    """A report of two files, and its record."""
    assert responses == "responses.csv"
    config(CONFIG)
    assert cx("report", "-o", "out/cx.{ext}", "-f", "md,json").code == 0


@pytest.mark.usefixtures("report")
def test_a_report_as_it_was_written(cx):
    """By its record or by a folder above it."""
    for name in ("out/cx.run.json", "out", "."):
        ended = cx("verify", name)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out == "out/cx.run.json: all 2 files are as they were written\n"


@pytest.mark.usefixtures("report")
def test_a_report_that_somebody_changed(cx, folder):
    """Ends with 65; the JSON tells it, too."""
    (folder / "out" / "cx.md").write_text("# All is well\n")
    ended = cx("verify", "out")
    assert (ended.code, ended.out) == (65, "out/cx.run.json: cx.md is not as it was written\n")
    ended = cx("verify", "out", "--format", "json")
    assert ended.code == 65
    states = {each["path"]: each["state"] for each in ended.data["records"][0]["files"]}
    assert states == {"cx.md": "changed", "cx.json": "same", "responses.csv": "same", "cx.yaml": "same"}


@pytest.mark.usefixtures("report")
def test_files_of_two_runs_do_not_pass_for_one(cx, folder):
    """New files beside an old record, as a killed run may leave them, are told."""
    old = (folder / "out" / "cx.run.json").read_bytes()
    assert cx("report", "-o", "out/cx.{ext}", "-f", "md,json", "--confidence", "0.9").code == 0
    assert cx("verify", "out").code == 0
    (folder / "out" / "cx.run.json").write_bytes(old)
    assert cx("verify", "out").code == 65


def test_nothing_to_verify(cx, folder):
    """A folder without records, a file that is none, and a name of nothing."""
    assert (cx("verify", ".").code, cx("verify", "nothing.run.json").code) == (66, 66)
    (folder / "x.run.json").write_text(json.dumps({"schema": "cx.run/1"}))
    ended = cx("verify", "x.run.json", "--format", "json")
    assert (ended.code, ended.data["problems"][0]["code"]) == (65, "not-a-record")
