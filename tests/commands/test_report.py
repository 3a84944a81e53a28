"""`cx report`: a config and its files in, a report out."""

import csv
import io
import json
from itertools import pairwise

import pytest

CONFIG = """\
sources:
  responses: {path: responses.csv}
report:
  metrics: [nps, csat]
  by: [plan]
  reported: 2025-03
columns: {at: submitted_at}
"""


@pytest.fixture
def config(folder, responses):
    """Write `cx.yaml` over `responses.csv`; what is added to it comes after."""
    assert responses == "responses.csv"

    def write(more="", head=CONFIG):
        (folder / "cx.yaml").write_text(head + more)

    write()
    return write


def written(cx, folder, *arguments, form="json", code=0):
    ended = cx("report", "-o", "out.{ext}", "-f", form, *arguments)
    assert ended.code == code, ended.err
    return json.loads((folder / "out.json").read_text()) if form == "json" else (folder / f"out.{form}").read_text()


@pytest.mark.usefixtures("config")
def test_each_metric_stands_beside_the_period_before(cx, folder):
    """By hand: in March 2 of 3 are detractors, in February each class has one; 2 of 4 are satisfied after 1 of 3."""
    report = written(cx, folder)
    nps, csat = report["metrics"]
    assert round(nps["overall"]["score"]["value"], 6) == -66.666667
    assert nps["overall"]["before"]["value"] == 0
    assert round(nps["overall"]["change"]["value"], 6) == -66.666667
    assert csat["overall"]["score"]["value"] == 50
    assert round(csat["overall"]["before"]["value"], 6) == 33.333333
    assert [each["period"]["label"] for each in nps["periods"]] == ["2025-01", "2025-02", "2025-03"]
    assert [each["n"] for each in nps["periods"]] == [3, 3, 3]


@pytest.mark.usefixtures("config")
def test_groups_are_those_of_the_reported_period(cx, folder):
    """Of March: pro has 3 and 7, free has 0; of free nobody is satisfied less: 5 and 5."""
    nps, csat = written(cx, folder)["metrics"]
    assert {each["group"]["plan"]: each["score"]["value"] for each in nps["groups"]} == {"pro": -50, "free": -100}
    assert {each["group"]["plan"]: each["score"]["value"] for each in csat["groups"]} == {"pro": 0, "free": 100}


@pytest.mark.usefixtures("config")
def test_answers_are_counted_point_by_point(cx, folder):
    """Of March: 0, 3 and 7 once each, a third of the answers."""
    nps, _ = written(cx, folder)["metrics"]
    given = {each["answer"]: (each["count"], each["box"]) for each in nps["answers"] if each["count"]}
    assert given == {"0": (1, "detractors"), "3": (1, "detractors"), "7": (1, "passives")}
    assert round(sum(each["share"] for each in nps["answers"]), 9) == 100


def test_the_last_period_that_is_over_is_reported(cx, config, folder):
    """On any day of April that is March; the period that was typed goes before."""
    config(head=CONFIG.replace("  reported: 2025-03\n", ""))
    assert written(cx, folder, "--now", "2025-04-20")["period"]["label"] == "2025-03"
    assert written(cx, folder, "--now", "2025-04-20", "--for", "2025-02")["period"]["label"] == "2025-02"


@pytest.mark.usefixtures("config")
def test_a_period_without_rows_is_refused(cx, folder):
    """A report of nothing would look like one; no file is written."""
    ended = cx("report", "--for", "2025-06", "-o", "out.{ext}", "-f", "json")
    assert ended.code == 65
    assert ended.errors == [
        "no source has a row in 2025-06 — the latest month with rows is 2025-03: --for 2025-03",
    ]
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("period", ["2025-Q1", "last 90 days", "2025-03-02"])
@pytest.mark.usefixtures("config")
def test_what_is_no_month_is_refused(cx, period):
    """A report is of one period of its length."""
    ended = cx("report", "--for", period)
    assert (ended.code, ended.errors[0].partition(" — ")[0]) == (2, f"'{period}' is no month, and the report is of one")


@pytest.mark.parametrize(
    ("period", "example"),
    [
        ("week", "2025-W24"),
        ("week\n  week_start: sunday", "2025-06-15"),
        ("quarter\n  fiscal_year_start: april", "FY2025/26-Q1"),
        ("day", "2025-06-15"),
    ],
)
def test_the_example_of_a_period_is_one_of_the_report(cx, config, period, example):
    """What is advised is a period of that length, though there it has no rows."""
    config(head=CONFIG.replace("report:\n", f"report:\n  period: {period}\n"))
    ended = cx("report", "--for", "2019-02")
    assert (ended.code, ended.errors[0].rpartition("--for ")[2]) == (2, example)
    ended = cx("report", "--for", example)
    assert (ended.code, ended.errors[0].startswith("no source has a row in ")) == (65, True)


def test_a_week_that_begins_on_sunday_is_named_by_its_first_day(cx, config, folder):
    """It has no number; another day of it does not name it."""
    config(head=CONFIG.replace("report:\n", "report:\n  period: week\n  week_start: sunday\n"))
    assert cx("report", "--for", "2025-03-02", "-o", "out.json", "-f", "json").code == 0
    assert json.loads((folder / "out.json").read_text())["period"]["start"] == "2025-03-02"
    assert cx("report", "--for", "2025-03-03").code == 2


def test_advice_on_columns_is_for_the_config(cx, config, folder):
    """The command has no options that name columns."""
    (folder / "answers.csv").write_text("id,when,Q7\n1,2025-03-02,9\n")
    config(head="sources: {responses: {path: answers.csv}}\nreport: {metrics: [nps]}\n")
    ended = cx("report", "--for", "2025-03")
    assert ended.code == 65
    assert "name it: in cx.yaml, sources: {responses: {columns: {score: NAME}}}" in ended.err
    assert "--map" not in ended.err
    assert "--column" not in ended.err


def test_a_value_worse_than_its_bound_ends_with_4(cx, config, folder):
    """The report is written, and the line on standard error says which value and which bound."""
    config("targets: {nps: {target: 10, fail: 0}}\n")
    ended = cx("report", "-o", "out.{ext}", "-f", "json")
    assert (ended.code, ended.err) == (4, "cx: gate failed: nps -66.7: failed (0.0)\n")
    assert json.loads((folder / "out.json").read_text())["metrics"][0]["overall"]["gate"]["level"] == "failed"


def test_a_group_has_a_bound_of_its_own(cx, config):
    """A group fails alone, and one that has no rows fails as well."""
    config('targets: {nps: {groups: {"plan=pro": {fail: -60}, "plan=free": {fail: -60}, "plan=team": {fail: 0}}}}\n')
    assert cx("report").err.splitlines() == [
        "cx: gate failed: nps (plan free) -100.0: failed (-60.0)",
        "cx: gate failed: nps (plan team) has no value: no row was scored",
    ]


@pytest.mark.usefixtures("config")
def test_success_is_silent(cx):
    """A run that writes files and finds nothing to say prints nothing."""
    ended = cx("report", "-o", "reports/{period}/cx.{ext}", "-f", "json")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_readers_get_their_part(cx, config, folder):
    """Each audience has a file of its own with its metrics, breakdowns, sections and title."""
    config(
        "audiences:\n"
        "  board: {title: For the board, sections: [scorecard], metrics: [nps], formats: [json]}\n"
        "  team: {formats: [json]}\n"
    )
    assert cx("report", "-o", "{audience}-{period}.{ext}").code == 0
    board, team = (json.loads((folder / f"{name}-2025-03.json").read_text()) for name in ("board", "team"))
    assert (board["title"], board["sections"], len(board["metrics"])) == ("For the board", ["scorecard"], 1)
    assert (team["title"], len(team["metrics"])) == ("Customer experience", 2)


def test_two_readers_do_not_share_a_file(cx, config):
    """Names that are the same for two reports are refused before anything is read."""
    config("audiences: {board: {formats: [json]}, team: {formats: [json]}}\n")
    ended = cx("report", "-o", "out.{ext}")
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert "two reports would be this file" in ended.errors[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("targets: {npss: {target: 1}}\n", "there is no metric 'npss'"),
        ('targets: {nps: {groups: {"plan": {target: 1}}}}\n', "'plan' is no group"),
        ("audiences: {board: {metrics: [ces]}}\n", "the report does not hold 'ces'"),
        ("audiences: {board: {by: [region]}}\n", "the report does not hold 'region'"),
        ("events: [{on: 2025-02-30, title: x}]\n", "neither a day nor a period"),
    ],
)
def test_what_does_not_fit_in_the_config_is_refused_at_its_place(cx, config, more, said):
    """Each fault names its line."""
    config(more)
    ended = cx("report")
    assert (ended.code, said in ended.err, "(cx.yaml:8:" in ended.err) == (78, True, True)


@pytest.mark.parametrize("pattern", ["../out.{ext}", "/out.{ext}", "~/out.{ext}", "out", "{month}.{ext}"])
def test_names_in_a_config_stay_in_its_folder_and_say_their_format(cx, config, pattern):
    """A config that somebody else wrote does not write anywhere."""
    config(head=CONFIG.replace("report:\n", f'report:\n  output: "{pattern}"\n'))
    assert cx("report").code == 78


def test_names_that_are_typed_start_here(cx, config, folder):
    """Whoever types a name may name any folder; it starts from the one that the command runs in."""
    (folder / "sub").mkdir()
    (folder / "cx.yaml").rename(folder / "sub" / "cx.yaml")
    (folder / "responses.csv").rename(folder / "sub" / "responses.csv")
    assert cx("report", "--config", "sub/cx.yaml", "-o", "here.json").code == 0
    assert cx("report", "--config", "sub/cx.yaml", "-o", f"{folder}/there/{{period}}.{{ext}}", "-f", "csv").code == 0
    assert ((folder / "here.json").exists(), (folder / "there" / "2025-03.csv").exists()) == (True, True)
    assert config is not None


@pytest.mark.parametrize("pattern", ["out", "out.docx", "{month}.{ext}"])
@pytest.mark.usefixtures("config")
def test_a_typed_name_says_a_format(cx, pattern):
    """By its end, or by {ext}."""
    assert cx("report", "-o", pattern).code == 2


def test_a_folder_behind_a_link_is_outside(cx, config, folder, tmp_path_factory):
    """A link that leads out of the folder of the config is not followed where the config names the files."""
    (folder / "reports").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    config(head=CONFIG.replace("report:\n", "report:\n  output: 'reports/cx.{ext}'\n"))
    ended = cx("report", "-f", "json")
    assert (ended.code, "outside of the folder" in ended.err) == (73, True)


@pytest.mark.usefixtures("folder")
def test_without_a_config_there_is_no_report(cx):
    """The refusal says what to write."""
    ended = cx("report")
    assert (ended.code, ended.errors[0].partition(" — ")[0]) == (
        66,
        "a report needs a config, and there is no cx.yaml",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "docx"), "'docx' names no formats of a report"),
        (("--audience", "board"), "the config has no audience 'board'"),
    ],
)
@pytest.mark.usefixtures("config")
def test_what_is_not_there_is_refused(cx, arguments, said):
    """Formats and readers that nobody knows."""
    ended = cx("report", *arguments)
    assert (ended.code, said in ended.err) == (2, True)


def test_a_source_without_the_column_is_not_broken_down(cx, config, folder):
    """It is said, and the metric stands without groups."""
    config(head=CONFIG.replace("by: [plan]", "by: [plan, region]"))
    report = written(cx, folder)
    assert [each["code"] for each in report["warnings"]] == ["no-breakdown"]
    assert {tuple(each["group"]) for each in report["metrics"][0]["groups"]} == {("plan",)}


@pytest.mark.usefixtures("config")
def test_the_csv_has_a_row_for_each_value(cx, folder):
    """Two periods before, all rows and two groups of each of two metrics, and 11 and 5 answers."""
    rows = list(csv.DictReader(io.StringIO(written(cx, folder, form="csv"))))
    assert len(rows) == 2 * (2 + 1 + 2) + 11 + 5
    (nps,) = [row for row in rows if (row["metric"], row["period"], row["group"]) == ("nps", "2025-03", "")]
    assert (round(float(nps["value"]), 4), round(float(nps["change"]), 4), nps["n"]) == (-66.6667, -66.6667, "3")


@pytest.mark.usefixtures("config")
def test_the_markdown_has_the_sections_in_order(cx, folder):
    """Headings follow the sections, and tables have as many cells in each row."""
    page = written(cx, folder, form="md")
    heads = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert heads == [
        "At a glance",
        "What needs attention",
        "Over time",
        "By group",
        "How people answered",
        "What became of the rows",
        "What the numbers mean",
    ]
    lines = page.splitlines()
    pairs = [(one, two) for one, two in pairwise(lines) if one.startswith("|") and two.startswith("|")]
    assert pairs
    assert all(one.replace("\\|", "").count("|") == two.replace("\\|", "").count("|") for one, two in pairs)


@pytest.mark.usefixtures("config")
def test_on_the_screen_the_report_says_what_moved_and_what_became_of_the_rows(cx):
    """Without names of files the report is shown."""
    out = cx("report").out
    assert out.startswith("Customer experience, March 2025\n")
    assert "10 rows read: 9 scored, 1 blank" in out
    assert "-66.7" in out


def test_an_input_is_never_an_output(cx, config, folder):
    """A report named like a source is refused, and the source stays."""
    (folder / "data.csv").write_text((folder / "responses.csv").read_text())
    config(head=CONFIG.replace("responses.csv", "data.csv"))
    before = (folder / "data.csv").read_text()
    ended = cx("report", "-o", "data.{ext}", "-f", "csv")
    assert (ended.code, (folder / "data.csv").read_text()) == (2, before)


@pytest.mark.usefixtures("config")
def test_the_moment_of_builds_is_taken_for_now(cx, folder, monkeypatch):
    """SOURCE_DATE_EPOCH makes two runs the same to the byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1745150000")
    first = (written(cx, folder), (folder / "out.json").read_bytes())[1]
    assert json.loads(first)["as_of"].startswith("2025-04-20T")
    written(cx, folder)
    assert (folder / "out.json").read_bytes() == first


@pytest.mark.parametrize("form", ["html", "xlsx", "md", "csv", "json"])
def test_files_with_customers_are_for_their_owner(cx, config, folder, form):
    """Where customers are asked for, no other account reads the file, whatever the format; else the usual ones do."""
    config("at_risk: {metrics: [nps], within: 90 d, at_least: 1}\n")
    text = (folder / "cx.yaml").read_text().replace("by: [plan]", "sections: [scorecard, customers]")
    (folder / "cx.yaml").write_text(text.replace("{at: submitted_at}", "{at: submitted_at, customer: id}"))
    assert cx("report", "-o", f"private.{form}").code == 0
    assert (folder / f"private.{form}").stat().st_mode & 0o777 == 0o600
    config()
    assert cx("report", "-o", f"usual.{form}").code == 0
    assert (folder / f"usual.{form}").stat().st_mode & 0o777 != 0o600


@pytest.mark.usefixtures("config")
def test_a_workbook_is_the_same_again(cx, folder):
    """Two runs at one moment write the same bytes."""
    for name in ("one", "two"):
        assert cx("report", "--now", "2025-04-20", "-o", f"{name}.xlsx").code == 0
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()


COMPOSITE = """\
sources: {responses: {path: responses.csv}}
columns: {at: submitted_at}
report: {metrics: [both], reported: 2025-03}
metrics:
  both: {kind: composite, parts: {a: {metric: nps, worst: -100, best: 100}, b: {metric: csat, worst: 0, best: 100}}}
"""


def test_a_report_of_composites_alone_says_what_they_are_made_of(cx, config, folder):
    """By hand: NPS of -66.7 is worth 16.7, 50 % satisfied 50, together 33.3; its file is among the sources."""
    config(head=COMPOSITE)
    report = written(cx, folder)
    assert round(report["metrics"][0]["overall"]["score"]["value"], 4) == 33.3333
    assert [each["path"] for each in report["sources"]] == ["responses.csv"]


def test_what_must_be_said_of_a_composite_is_said_in_the_report(cx, config, folder):
    """Too many bad rows of its parts end the run as those of any metric do."""
    (folder / "responses.csv").write_text(
        (folder / "responses.csv").read_text().replace("mail,free,9,4", "mail,free,x,4")
    )
    config(head=COMPOSITE)
    ended = cx("report", "-o", "out.json", "--max-rejects", "0")
    assert (ended.code, "nps: 2 of 10 rows are bad" in ended.err) == (3, True)
