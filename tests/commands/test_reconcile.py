import json

import pytest

SCORES = "id,nps_score\n1,10\n2,8\n3,7\n4,6\n5,0\n6,\n7,11\n"
"""NPS: 1 promoter and 2 detractors of 5 answers; the European variant has 2 promoters and 1 detractor."""


@pytest.fixture
def scores(folder):
    (folder / "scores.csv").write_text(SCORES)
    return "scores.csv"


def test_definitions_stand_side_by_side(cx, scores):
    """Each definition has its meaning, its account, and a line with value, limits, n and how many rows differ."""
    ended = cx("reconcile", "nps", scores)
    assert (ended.code, ended.err) == (0, "")
    assert "NPS: 2 of 2 definitions can be answered here\n" in ended.out
    assert "7 rows read: 5 scored, 1 blank, 1 off scale (11)" in ended.out
    *_, default, european = [line.split() for line in ended.out.splitlines()]
    assert (default[:2], default[-2:]) == (["nps", "-20.0"], ["5", "5"])
    assert (european[:2], european[-3:]) == (["nps:european", "20.0"], ["5", "5", "2"])


def test_the_rows_that_differ_are_listed(cx, scores):
    """`--rows` lists them with what each definition makes of them, as many as `--limit` says."""
    ended = cx("reconcile", "nps", scores, "--rows", "--limit", "1", "--format", "csv")
    assert ended.out == "metric,file,line,default,other\nnps:european,scores.csv,3,does not count,counts\n"
    whole = cx("reconcile", "nps", scores, "--rows")
    assert whole.out.splitlines()[-2:] == [
        "nps:european  scores.csv  3     does not count  counts",
        "nps:european  scores.csv  5     counts against  does not count",
    ]


def test_values_for_programs(cx, scores):
    """CSV has the limits as two numbers, with the unit; JSON each score in full, and which rows differ."""
    rows = [line.split(",") for line in cx("reconcile", "nps", scores, "--format", "csv").out.splitlines()]
    default = dict(zip(rows[0], rows[1], strict=True))
    assert (default["value"], default["unit"], default["rows_differing"]) == ("-20.0", "points", "")
    assert float(default["low"]) < -20 < float(default["high"])
    data = cx("reconcile", "nps", scores, "--format", "json", "--rows").data
    assert [(each["score"]["value"], each["differing"]) for each in data["definitions"]] == [(-20.0, 0), (20.0, 2)]
    assert data["definitions"][1]["rows"][0] == {
        "file": "scores.csv",
        "line": 3,
        "default": "does not count",
        "other": "counts",
    }


def test_definitions_that_cannot_be_answered_are_named(cx, folder):
    """What a definition lacks is said, once, in words and in JSON."""
    (folder / "calls.csv").write_text("call_id,resolved,solved_at,status\n1,yes,,solved\n2,no,,open\n")
    ended = cx("reconcile", "fcr", "calls.csv")
    assert ended.code == 0
    flowed = " ".join(ended.out.split())
    assert "not answered: fcr needs customer " in flowed
    named = json.loads(cx("reconcile", "fcr", "calls.csv", "--format", "json").out)["unanswered"]
    assert {"fcr", "fcr:freshservice"} <= {each["metric"] for each in named}
    assert all(problem["code"] for each in named for problem in each["problems"])


def test_a_file_that_answers_nothing_is_refused(cx, scores):
    """All that the default lacks is said, and the other definitions in one line."""
    ended = cx("reconcile", "fcr", scores)
    assert (ended.code, ended.out) == (65, "")
    assert ended.errors[-1].startswith("none of the 8 other definitions of fcr can be answered here either")


def test_output_goes_to_a_file_and_never_over_one_that_is_read(cx, scores, folder):
    """The table is written whole; a file that is read is no output."""
    assert cx("reconcile", "nps", scores, "--format", "csv", "--output", "out.csv").code == 0
    assert (folder / "out.csv").read_text().startswith("metric,value,low,high,unit")
    assert cx("reconcile", "nps", scores, "--output", scores).code == 2
    assert (folder / scores).read_text() == SCORES


def test_a_narrow_screen_has_all_of_it(cx, scores, monkeypatch):
    """At 40 columns no line is longer, and every value is still there."""
    monkeypatch.setenv("COLUMNS", "40")
    out = cx("reconcile", "nps", scores, "--rows").out
    assert max(map(len, out.splitlines())) <= 40
    assert "nps:european" in out
    assert "-44.5 to 69.7" in out
