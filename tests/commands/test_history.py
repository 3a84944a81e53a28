"""`history:` and `cx history`: what reports have told is kept, and told again where the files do not."""

import csv
import io
import json
from math import sqrt
from pathlib import Path

import jsonschema
import pytest

from cxcli.commands import report_history
from cxcli.errors import IoError, Problem

CONFIG = """\
sources:
  responses: {path: month.csv}
report: {metrics: [nps], by: [plan]}
columns: {at: submitted_at}
history: kept/history.sqlite
"""
HEAD = "id,submitted_at,plan,nps_score\n"
JANUARY = "1,2025-01-05,pro,10\n2,2025-01-06,pro,10\n3,2025-01-07,free,9\n"
FEBRUARY = "4,2025-02-05,free,9\n5,2025-02-06,pro,8\n6,2025-02-07,pro,6\n"
MARCH = "7,2025-03-05,pro,3\n8,2025-03-06,free,0\n10,2025-03-08,pro,7\n"
"""NPS of January 100, of February 0, of March -66.67: two of three are detractors."""
LATE = "11,2025-02-20,pro,10\n"
"""With it February has 2 promoters and 1 detractor of 4: 25."""
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/cx.history.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def told(cx, folder):
    """Make the report of a month from a file with these rows; return it."""
    (folder / "cx.yaml").write_text(CONFIG)

    def make(month, rows, *more, code=0, now=None):
        (folder / "month.csv").write_text(HEAD + rows)
        moment = now or f"2025-{int(month[-2:]) + 1:02}-01"
        ended = cx("report", "--for", month, "--now", moment, "-o", "out.json", *more)
        assert ended.code == code, ended.err
        return json.loads((folder / "out.json").read_text())

    return make


def metric(report):
    return report["metrics"][0]


def warned(report, code):
    return [each["message"] for each in report["warnings"] if each["code"] == code]


def points(report):
    return [(each["period"]["label"], each["value"], each["kept"]) for each in metric(report)["periods"]]


def test_exports_of_one_month_make_a_trend(told):
    """Three files of one month each: the third report has all three months, the first two from the history."""
    told("2025-01", JANUARY)
    told("2025-02", FEBRUARY)
    report = told("2025-03", MARCH)
    assert points(report) == [
        ("2025-01", 100.0, True),
        ("2025-02", 0.0, True),
        ("2025-03", pytest.approx(-200 / 3), False),
    ]


def test_the_trend_is_that_of_the_whole_file(told, folder):
    """Value, limits, n and signals of every month are those of a report on one file with all of it."""
    for month, rows in (("2025-01", JANUARY), ("2025-02", FEBRUARY)):
        told(month, rows)
    kept = metric(told("2025-03", MARCH))["periods"]
    (folder / "kept/history.sqlite").unlink()
    whole = metric(told("2025-03", JANUARY + FEBRUARY + MARCH))["periods"]
    assert [{**each, "kept": False} for each in kept] == whole


def test_the_change_is_from_the_limits_that_were_kept(told):
    """Square-and-add of the kept and the new limits, reckoned here; no test, and it is said."""
    told("2025-02", FEBRUARY)
    report = told("2025-03", MARCH)
    now, before, change = (metric(report)["overall"][name] for name in ("score", "before", "change"))
    value = now["value"] - before["value"]
    low = value - sqrt((now["value"] - now["low"]) ** 2 + (before["high"] - before["value"]) ** 2)
    high = value + sqrt((now["high"] - now["value"]) ** 2 + (before["value"] - before["low"]) ** 2)
    assert (change["value"], change["low"], change["high"]) == pytest.approx((value, low, high))
    assert (before["value"], before["n"], change["test"]) == (0.0, 3, None)
    assert [each["before"]["value"] for each in metric(report)["groups"]] == [100.0, -50.0]
    (said,) = warned(report, "history-before")
    assert said == "nps: 3 values of 2025-02 from the history; the limits alone say what changed since"


def test_late_answers_restate_a_month(told, cx):
    """An answer of February comes in March: February is 25 now and was 0, in the report and in the history."""
    told("2025-02", JANUARY + FEBRUARY)
    report = told("2025-03", JANUARY + FEBRUARY + LATE + MARCH)
    restated = {each["period"]["label"]: each["restated"] for each in metric(report)["periods"]}
    assert restated == {"2025-01": None, "2025-02": 0.0, "2025-03": None}
    assert warned(report, "history-restated") == ["nps: other values than were reported: 2025-02 (was 0.0)"]
    rows = cx("history", "--restated", "--group", "all", "--format", "json").data["scores"]
    assert [(each["period"]["label"], each["value"], each["was"]["value"]) for each in rows] == [("2025-02", 25.0, 0.0)]
    assert rows[0]["as_of"] == "2025-04-01T00:00:00+00:00"


def test_the_same_run_again_gives_the_same_bytes(told, folder):
    """Report and history do not change when a run that restates is made again."""
    told("2025-02", FEBRUARY)
    files = [folder / "out.json", folder / "kept/history.sqlite"]
    told("2025-03", FEBRUARY + LATE + MARCH)
    first = [each.read_bytes() for each in files]
    told("2025-03", FEBRUARY + LATE + MARCH)
    assert [each.read_bytes() for each in files] == first


def test_a_part_of_a_month_does_not_take_the_place_of_the_month(told):
    """The file of March begins with one answer of February, a 6: February stays 0, of 3 answers, and it is said."""
    told("2025-02", FEBRUARY)
    report = told("2025-03", "6,2025-02-07,pro,6\n" + MARCH)
    assert points(report)[0] == ("2025-02", 0.0, True)
    assert metric(report)["overall"]["before"]["n"] == 3
    assert len(warned(report, "history-fewer")) == 1
    assert points(told("2025-04", "12,2025-04-02,pro,9\n"))[0] == ("2025-02", 0.0, True)


def test_a_month_that_is_reported_again_is_told_anew(told, cx):
    """Answers were taken out of February, and February is reported again: the new value counts."""
    told("2025-02", FEBRUARY)
    told("2025-02", "6,2025-02-07,pro,6\n", now="2025-03-02")
    (row,) = cx("history", "nps", "--group", "all", "-f", "json").data["scores"]
    assert (row["value"], row["n"], row["was"]["value"]) == (-100.0, 1, 0.0)


def test_a_report_knows_nothing_of_what_came_later(told):
    """A report as of 1 March has only what was told until then."""
    told("2025-01", JANUARY, now="2025-06-01")
    assert [label for label, _, _ in points(told("2025-02", FEBRUARY))] == ["2025-02"]


def test_another_definition_is_not_joined_to_the_line(told, folder):
    """January was scored on all plans, March on pro alone: the line has no January, and it is said."""
    told("2025-01", JANUARY)
    config = folder / "cx.yaml"
    config.write_text(CONFIG.replace("by: [plan]", "where: \"plan == 'pro'\""))
    report = told("2025-02", FEBRUARY)
    assert [label for label, _, _ in points(report)] == ["2025-02"]
    (said,) = warned(report, "history-definition")
    assert said == "nps: 2025-01 by another definition in the history, and not joined to the line"


@pytest.mark.parametrize(
    "changed",
    ["title: Other", "decimals: 2", "formats: [html]", "shown: 5", "min_n: 1", "reported: 2025-02"],
)
def test_what_does_not_change_a_number_does_not_break_the_line(told, folder, changed):
    """A new title, format or number of periods is no new definition."""
    told("2025-01", JANUARY)
    config = folder / "cx.yaml"
    config.write_text(CONFIG.replace("by: [plan]", f"by: [plan], {changed}"))
    assert points(told("2025-02", FEBRUARY))[0] == ("2025-01", 100.0, True)


@pytest.mark.parametrize("changed", ["confidence: 0.9", "interval: wald", "zone: Asia/Tokyo"])
def test_what_changes_a_number_breaks_the_line(told, folder, changed):
    """Other limits and other days are another series."""
    told("2025-01", JANUARY)
    config = folder / "cx.yaml"
    config.write_text(CONFIG.replace("by: [plan]", f"by: [plan], {changed}"))
    assert len(warned(told("2025-02", FEBRUARY), "history-definition")) == 1


def test_small_cells_of_the_history_are_not_shown(told, folder):
    """Of a group that had fewer answers than are shown now, the report takes no value from the history."""
    told("2025-02", FEBRUARY)
    (folder / "cx.yaml").write_text(CONFIG.replace("by: [plan]", "by: [plan], min_n: 2"))
    more = MARCH + "13,2025-03-09,free,9\n"
    groups = {each["group"]["plan"]: each["before"] for each in metric(told("2025-03", more))["groups"]}
    assert groups["free"] is None
    assert groups["pro"]["value"] == -50


def test_a_report_on_the_screen_leaves_no_trace(told, cx, folder):
    """What is only shown is not recorded; it is told from the history all the same."""
    told("2025-02", FEBRUARY)
    before = (folder / "kept/history.sqlite").read_bytes()
    (folder / "month.csv").write_text(HEAD + MARCH)
    shown = cx("report", "--for", "2025-03", "--now", "2025-04-01")
    assert "from the history" in shown.err
    assert (folder / "kept/history.sqlite").read_bytes() == before


def test_a_run_that_fails_leaves_no_trace(told, cx, folder):
    """No row in the period: no report, no history. Too many bad rows: a report, code 3, and no history."""
    (folder / "month.csv").write_text(HEAD + JANUARY)
    (folder / "cx.yaml").write_text(CONFIG)
    assert cx("report", "--for", "2025-03", "--now", "2025-04-01", "-o", "out.json").code == 65
    told("2025-02", FEBRUARY + "14,2025-02-09,pro,11\n", "--max-rejects", "0", code=3)
    assert not (folder / "kept").exists()


def test_a_failed_gate_is_recorded(told, folder):
    """The value is what it is: code 4, and the history has it."""
    (folder / "cx.yaml").write_text(CONFIG + "targets: {nps: {fail: 50}}\n")
    told("2025-02", FEBRUARY, code=4)
    assert (folder / "kept/history.sqlite").exists()


def test_the_report_is_there_though_its_history_cannot_be_written(cx, told, folder, monkeypatch):
    """Files first, history last: the report is written, the gates are told, and the exit code is that of the disk."""
    (folder / "cx.yaml").write_text(CONFIG + "targets: {nps: {fail: 50}}\n")
    (folder / "month.csv").write_text(HEAD + FEBRUARY)

    def refuse(*_):
        raise IoError(Problem(code="history-full", message="no space left on the disk for the history"))

    monkeypatch.setattr(report_history, "record", refuse)
    ended = cx("report", "--for", "2025-02", "--now", "2025-03-01", "-o", "out.csv")
    assert ended.code == 74
    assert "cx: gate failed: " in ended.err
    assert "cx: the report is written, and the history is not" in ended.err
    assert "nps" in (folder / "out.csv").read_text()
    assert callable(told)


def test_a_file_that_is_no_history_stops_the_report_before_any_work(cx, told, folder):
    """Neither a report without its past, nor another program's file written over."""
    (folder / "kept").mkdir()
    (folder / "kept/history.sqlite").write_text("mine")
    (folder / "month.csv").write_text(HEAD + FEBRUARY)
    ended = cx("report", "--for", "2025-02", "-o", "out.csv")
    assert (ended.code, (folder / "out.csv").exists()) == (65, False)
    assert (folder / "kept/history.sqlite").read_text() == "mine"
    assert cx("history").code == 65
    assert callable(told)


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("../history.sqlite", 78, "the history would leave the folder of the config"),
        ("/tmp/history.sqlite", 78, "the history would leave the folder of the config"),  # noqa: S108 - never made
        ("month.csv", 2, "the history is a file that the report reads or writes"),
        ("out.csv", 2, "the history is a file that the report reads or writes"),
        ("cx.yaml", 2, "the history is a file that the report reads or writes"),
        ("link/history.sqlite", 73, "the history would lie outside of the folder of the config"),
    ],
)
def test_the_history_has_a_place_of_its_own(cx, folder, tmp_path_factory, name, code, message):
    """In the folder of the config, and none of the files that are read or written."""
    (folder / "link").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    (folder / "cx.yaml").write_text(CONFIG.replace("kept/history.sqlite", name))
    (folder / "month.csv").write_text(HEAD + FEBRUARY)
    ended = cx("report", "--for", "2025-02", "-o", "out.csv")
    assert ended.code == code
    assert message in ended.errors[0]


def filled(told):
    told("2025-01", JANUARY)
    told("2025-02", JANUARY + FEBRUARY)
    told("2025-03", JANUARY + FEBRUARY + LATE + MARCH)


def test_the_list_has_every_value_with_its_limits(told, cx):
    """All rows first, then the groups; of each month the value that counts, and what it was."""
    filled(told)
    rows = list(csv.DictReader(io.StringIO(cx("history", "--format", "csv").out)))
    overall = [(each["period"], float(each["value"]), each["n"], each["was"]) for each in rows if not each["group"]]
    assert overall == [
        ("2025-01", 100.0, "3", ""),
        ("2025-02", 25.0, "4", "0.0"),
        ("2025-03", pytest.approx(-200 / 3), "3", ""),
    ]
    assert {each["group"] for each in rows} == {"", "plan=free", "plan=pro"}
    assert all(float(each["low"]) <= float(each["value"]) <= float(each["high"]) for each in rows)


def test_a_table_fits_the_screen(told, cx, monkeypatch):
    """Nothing is cut on 40 columns."""
    filled(told)
    assert "25.0" in cx("history", "nps").out
    monkeypatch.setenv("COLUMNS", "40")
    narrow = cx("history", "nps", "--group", "all", "--restated").out
    assert "was: 0.0" in narrow
    assert all(len(line) <= 40 for line in narrow.splitlines())


@pytest.mark.parametrize(
    ("arguments", "labels"),
    [
        (("--by", "plan", "--since", "2025-03"), [("free", "2025-03"), ("pro", "2025-03")]),
        (("--group", "plan=pro", "--until", "2025-02"), [("pro", "2025-01"), ("pro", "2025-02")]),
        (("--group", "all", "--since", "2025-02", "--until", "2025-02-28"), [(None, "2025-02")]),
        (("csat",), []),
        (("nps", "--by", "region"), []),
    ],
)
def test_the_list_is_narrowed(told, cx, arguments, labels):
    """By metric, breakdown, group and days."""
    filled(told)
    rows = cx("history", *arguments, "--format", "json").data["scores"]
    assert [(each["group"].get("plan"), each["period"]["label"]) for each in rows] == labels
    assert not labels or rows
    assert cx("history", *arguments).code == 0


def test_two_moments_beside_each_other(told, cx):
    """Between 1 March and 1 April February was restated from 0 to 25, and March came."""
    filled(told)
    data = cx("history", "--compare", "2025-03-01", "2025-04-01T00:00", "--group", "all", "-f", "json").data
    assert data["compared"] == {"before": "2025-03-01T23:59:59.999999+00:00", "after": "2025-04-01T00:00:00+00:00"}
    changes = [
        (each["period"]["label"], each["was"] and each["was"]["value"], each["value"]) for each in data["scores"]
    ]
    assert changes == [("2025-02", 0.0, 25.0), ("2025-03", None, pytest.approx(-200 / 3))]


def test_the_json_keeps_its_contract(told, cx, folder):
    """docs/cx.history.schema.json holds for lists, comparisons, hidden groups, and nothing."""
    (folder / "cx.yaml").write_text(CONFIG.replace("by: [plan]", "by: [plan], min_n: 2"))
    filled(told)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for arguments in ((), ("--compare", "2025-01-01", "2025-05-01"), ("csat",)):
        jsonschema.validate(cx("history", *arguments, "-f", "json").data, SCHEMA)
    hidden = [each for each in cx("history", "-f", "json").data["scores"] if each["status"] == "suppressed"]
    assert {each["n"] for each in hidden} == {None}
    assert "not shown" in cx("history", "--group", "plan=free").out


def test_two_definitions_are_told_apart(told, cx, folder):
    """Each has its mark in the list, and its words beneath."""
    told("2025-01", JANUARY)
    (folder / "cx.yaml").write_text(CONFIG.replace("by: [plan]", "confidence: 0.9"))
    told("2025-02", FEBRUARY)
    shown = cx("history", "--group", "all").out
    assert shown.count("% 9-10 minus % 0-6") == 2
    assert len(cx("history", "--group", "all", "-f", "json").data["scores"]) == 2


def test_a_history_is_named_or_said_to_be_missing(told, cx, folder):
    """By `--history`, by the config, or by neither: then what to do is said."""
    assert "no history is named" in cx("history", "--config", str(bare(folder))).errors[0]
    assert cx("history").code == 66
    told("2025-02", FEBRUARY)
    assert len(cx("history", "--history", "kept/history.sqlite", "-f", "json").data["scores"]) == 3
    assert cx("history", "-o", "kept/history.sqlite").code == 2
    assert cx("history", "-o", "list.csv").code == 0
    assert (folder / "list.csv").read_text().startswith("metric,definition,")
    (folder / "kept/history.sqlite").write_text("")
    assert cx("history").out == "The history is empty.\n"


def bare(folder):
    (folder / "bare.yaml").write_text("report: {metrics: [nps]}\n")
    return folder / "bare.yaml"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--group", "plan"), "'plan' is no group"),
        (("--since", "soon"), "soon"),
        (("--compare", "2025-03-01", "later"), "'later' is no moment"),
        (("--by", "plan+"), "names no column"),
    ],
)
def test_what_is_not_understood_is_refused(told, cx, arguments, message):
    """Exit code 2, with what to write."""
    told("2025-02", FEBRUARY)
    ended = cx("history", *arguments)
    assert ended.code == 2
    assert message in ended.errors[0]
