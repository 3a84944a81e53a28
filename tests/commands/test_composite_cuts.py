"""Groups, periods as a line, and two sides of a composite; expected values are calculated by hand."""

import csv
import io
import random
from math import fsum
from pathlib import Path
from statistics import fmean

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = ("--now", "2025-07-01")
CONFIG = """\
sources:
  responses: {path: answers.csv}
  use: {path: use.csv}
metrics:
  seats:
    kind: ratio
    source: use
    unit: score
    direction: higher
    sum: [usage]
    columns: {usage: seats}
    dates: [month]
  health:
    kind: composite
    per: account
    parts:
      use: {metric: seats, weight: 3, worst: 0, best: 100}
      said: {metric: nps, weight: 1, worst: -100, best: 100}
    coverage: 0.5
  card:
    kind: composite
    parts:
      use: {metric: seats, weight: 3, worst: 0, best: 100}
      said: {metric: nps, weight: 1, worst: -100, best: 100}
"""
USE = """\
account,plan,month,seats
ann,pro,2025-01-01,80
ann,pro,2025-02-01,60
bob,pro,2025-01-01,40
bob,,2025-02-01,40
cat,free,2025-01-01,20
cat,pro,2025-02-01,60
dan,free,2025-01-01,20
dan,free,2025-02-01,40
eve,,2025-01-01,100
"""
"""ann and bob have the plan pro, dan is free, cat changes, of eve nothing is written."""
ANSWERS = """\
submitted_at,account,region,nps
2025-01-05,ann,north,10
2025-02-05,ann,north,10
2025-01-06,dan,south,0
2025-02-06,dan,south,8
2025-02-07,fay,south,9
"""
"""Of ann 100, of dan -50; fay has no use, which is three quarters of the weight."""
SCORES = {"ann": 0.75 * 70 + 0.25 * 100, "bob": 40, "cat": 40, "dan": 0.75 * 30 + 0.25 * 25, "eve": 100}
"""Use 3/4, NPS 1/4 scaled from -100 to 100; who gave no answer has the use alone."""


@pytest.fixture
def cut(cx, folder, config):
    """Run a command on `health` of two sources."""
    config(CONFIG)
    (folder / "answers.csv").write_text(ANSWERS)
    (folder / "use.csv").write_text(USE)
    return lambda command, *more, metric="health": cx(command, metric, *NOW, *more)


def grouped(data):
    return {tuple(each["group"].values()): each["scores"] for each in data["groups"]}


def test_groups_by_hand(cut):
    """A customer is in the group that its rows name: ann and bob in pro, dan in free; cat in several, two in none."""
    data = cut("score", "--by", "plan", "--format", "json").data
    assert data["grouped"] == [{"column": "plan", "files": ["use.csv"]}]
    found = {key: (cells[0]["value"], cells[0]["n"], cells[0]["members"]) for key, cells in grouped(data).items()}
    assert list(found) == [("free",), ("pro",), ("(several)",), ("(blank)",)]
    assert found["pro",] == (fmean([SCORES["ann"], SCORES["bob"]]), 2, 2)
    assert found["free",] == (SCORES["dan"], 1, 1)
    assert found["(several)",] == (SCORES["cat"], 1, 1)
    assert found["(blank)",] == (SCORES["eve"], 1, 2)
    assert data["scores"][0]["value"] == pytest.approx(fmean(SCORES.values()))
    out = " ".join(cut("score", "--by", "plan").out.split())
    assert "plan is a column of use.csv" in out
    assert "(several): accounts whose rows name several groups" in out
    assert "(blank): accounts whose rows name none" in out


def test_groups_of_two_files_are_crossed(cut):
    """Columns may stand in different files: ann is in pro and north, dan in free and south."""
    data = cut("score", "--by", "plan+region", "--by", "region", "--format", "json").data
    found = {key: cells[0]["value"] for key, cells in grouped(data).items()}
    assert found["pro", "north"] == SCORES["ann"]
    assert found["free", "south"] == SCORES["dan"]
    assert found["pro", "(blank)"] == SCORES["bob"]
    assert found["south",] == SCORES["dan"]
    assert [each["files"] for each in data["grouped"]] == [["use.csv"], ["answers.csv"]]


def test_groups_by_period(cut):
    """In January pro has ann, 0.75 * 80 + 25, and bob, 40; a customer stays in its group, and the change adds up."""
    data = cut("score", "--by", "plan", "--period", "month", "--format", "json").data
    _, january, february = grouped(data)["pro",]
    assert january["value"] == fmean([85, 40])
    assert february["value"] == fmean([70, 40])
    change = february["change"]
    assert change["difference"] == pytest.approx(-7.5)
    assert fsum(each["points"] + each["weight"] for each in change["parts"]) + change["members"] == pytest.approx(-7.5)
    table = cut("score", "--by", "plan", "--period", "month").out
    assert "pro 2025-02 55.0" in " ".join(table.split())


def test_rows_that_do_not_count_name_no_group(cut):
    """Of January alone, cat is free; rows that a filter leaves out say nothing of groups."""
    data = cut("score", "--by", "plan", "--until", "2025-01", "--format", "json").data
    assert grouped(data)["free",][0]["n"] == 2
    data = cut("score", "--by", "plan", "--where", "account == 'cat'", "--format", "json").data
    assert grouped(data)["(several)",][0]["value"] == 40


def test_small_groups_are_hidden(cut):
    """`--min-n` counts customers, not their rows: a group of one is not shown, nor what its parts have; two are."""
    data = cut("score", "--by", "plan", "--min-n", "2", "--format", "json").data
    assert data["scores"][0]["value"] == pytest.approx(fmean(SCORES.values()))
    free, pro = grouped(data)["free",][0], grouped(data)["pro",][0]
    assert (free["status"], free["value"], [each["points"] for each in free["parts"]]) == (
        "suppressed", None, [None, None],
    )  # fmt: skip
    assert pro["value"] == fmean([SCORES["ann"], SCORES["bob"]])
    assert [each["points"] for each in pro["parts"]] == [55, None]
    hidden = cut("score", "--min-n", "6", "--format", "json").data["scores"][0]
    assert [each["score"]["value"] for each in hidden["parts"]] == [50 + 10 / 9, None]
    assert [each["points"] for each in hidden["parts"]] == [None, None]


def test_an_index_is_grouped_by_its_rows(cut):
    """Each part needs the column: by file each has one part, which is not enough of two; a plan has one file only."""
    (error,) = cut("score", "--by", "plan", metric="card").errors
    assert error.startswith("card is an index of overall values: each of its parts needs a column 'plan' (answers.csv)")
    data = cut("score", "--by", "account", "--format", "json", metric="card").data
    found = {key: cells[0]["value"] for key, cells in grouped(data).items()}
    assert found["ann",] == SCORES["ann"]
    assert found["dan",] == SCORES["dan"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--by", "plann"), "none of the files of health has a column 'plann': "),
        (("--by", "account"), "health is scored per account, so each of these groups would be one of them"),
        (("--by", "plan", "--per", "account"), "--per lists accounts one by one, and --by puts them into groups"),
    ],
)
def test_impossible_cuts_are_refused(cut, more, said):
    """The refusal says which cut it is and what to do."""
    ended = cut("score", *more)
    assert ended.code == 2
    assert ended.errors[0].startswith(said)
    assert " — " in ended.errors[0]


def test_every_format_has_the_groups(cut):
    """CSV has a column of the group, a sentence its name, Markdown a table."""
    rows = list(csv.DictReader(io.StringIO(cut("score", "--by", "plan", "--format", "csv").out)))
    assert [(row["plan"], row["value"]) for row in rows if row["part"] == ""][1:3] == [
        ("free", "28.75"),
        ("pro", "58.75"),
    ]
    assert "| pro | 58.8 |" in cut("score", "--by", "plan", "--format", "markdown").out
    assert len(cut("score", "--by", "plan", "--format", "sentence").out.splitlines()) == 5


def test_the_periods_are_a_line(cut):
    """Each month has its score with limits; the centre of the chart is their mean, within 0 and 100."""
    data = cut("trend", "--format", "json").data
    (trend,) = data["trends"]
    january = fmean([85, 40, 20, 0.75 * 20, 100])
    february = fmean([70, 40, 60, 0.75 * 40 + 12.5])
    assert [point["value"] for point in trend["points"]] == pytest.approx([january, february])
    assert [point["n"] for point in trend["points"]] == [5, 4]
    assert trend["points"][0]["low"] < january < trend["points"][0]["high"]
    assert {score["metric"] for score in data["scores"]} == {"health"}
    assert "health 57.2" in cut("trend").out
    assert cut("trend", "--format", "csv").out.startswith("metric,period")
    assert "health 57.2" in cut("trend", "--format", "markdown").out


def test_a_trend_has_groups(cut):
    """`--by` gives each group of customers its own line, without an account of rows that it has not."""
    ended = cut("trend", "--by", "plan", "--min-n", "2")
    assert "plan pro   health 58.8" in ended.out
    assert "0 rows read" not in ended.out
    assert "health: 3 groups have no series" in ended.err
    assert cut("trend", "--chart", "p").errors == [
        "health is a mean of accounts' scores from 0 to 100, and a p-chart is for a share — take --chart xmr"
    ]


def test_two_periods_by_hand(cut):
    """January has 52, February 53.125: what points, weights and eve, who went, did makes 1.125."""
    data = cut("compare", "--between", "period=2025-01,2025-02", "--format", "json").data
    assert (data["before"]["score"]["value"], data["after"]["score"]["value"]) == (52, 53.125)
    change = data["difference"]
    assert change["difference"] == pytest.approx(1.125)
    parts = {each["part"]: each for each in change["parts"]}
    share = (1 / 4 + 1 / 5) / 2
    assert parts["use"]["points"] == pytest.approx(share * (0.75 * -20 + 0 + 40 + 0.75 * 20))
    assert parts["said"]["points"] == pytest.approx(share * 0.25 * 50)
    told = fsum(each["points"] + each["weight"] for each in change["parts"]) + change["members"]
    assert told == pytest.approx(1.125)
    assert (data["both"], data["neither"], data["compared"]["kind"]) == (4, 0, "periods")


def test_two_groups_by_hand(cut):
    """Free has dan, 28.75, and pro 58.75: the parts make -30; two accounts are on neither side."""
    data = cut("compare", "--between", "plan=pro,free", "--format", "json").data
    change = data["difference"]
    assert change["difference"] == -30
    assert fsum(each["points"] + each["weight"] for each in change["parts"]) == pytest.approx(-30)
    assert (change["members"], data["both"], data["neither"]) == (0, 0, 2)
    assert change["reason"] == "fewer than two customers show no spread"
    text = " ".join(cut("compare", "--between", "plan=pro,free").out.split())
    assert "health before 58.8" in text
    assert "difference -30.0; its limits are not known" in text
    assert "2 accounts on neither side" in text


def test_two_files_are_read_for_all_parts(cx, cut, folder):
    """Each of two files has all parts; its customers are matched by their ids."""
    cut("score")
    for name, seats in (("one", 40), ("two", 60)):
        (folder / f"{name}.csv").write_text(
            f"account,submitted_at,month,seats,nps\nann,2025-01-01,2025-01-01,{seats},10\nbob,2025-01-01,2025-01-01,0,0\n"
        )
    data = cx("compare", "health", "one.csv", "two.csv", *NOW, "--format", "json").data
    assert (data["before"]["label"], data["after"]["label"]) == ("one.csv", "two.csv")
    assert (data["before"]["score"]["value"], data["after"]["score"]["value"]) == ((55 + 0) / 2, (70 + 0) / 2)
    assert (data["difference"]["difference"], data["both"]) == (7.5, 2)
    card = cx("compare", "card", "one.csv", "two.csv", *NOW, "--format", "json").data
    assert card["difference"]["difference"] == pytest.approx(7.5)
    (folder / "three.csv").write_text((folder / "two.csv").read_text())
    (error,) = cx("compare", "health", "one.csv", "two.csv", "three.csv", *NOW).errors
    assert error.startswith("two files are compared, and 3 are given")


def test_an_index_in_two_periods(cut):
    """Its contributions add up, too, and there are no customers to count."""
    data = cut("compare", "--between", "period=2025-01,2025-02", "--format", "json", metric="card").data
    change = data["difference"]
    assert change["difference"] == pytest.approx(data["after"]["score"]["value"] - data["before"]["score"]["value"])
    assert fsum(each["points"] + each["weight"] for each in change["parts"]) == pytest.approx(change["difference"])
    assert (data["both"], data["neither"]) == (None, None)


def test_a_comparison_is_written_in_every_format(cut):
    """A table, CSV with a row a part, and Markdown; a side without a score is told."""
    between = ("--between", "period=2025-01,2025-02")
    rows = list(csv.DictReader(io.StringIO(cut("compare", *between, "--format", "csv").out)))
    assert [row["part"] for row in rows] == ["", "use", "said", "(accounts)"]
    assert float(rows[0]["difference"]) == pytest.approx(1.125)
    assert "accounts that came or" in " ".join(cut("compare", *between).out.split())
    assert "| use |" in cut("compare", *between, "--format", "markdown").out
    none = cut("compare", "--between", "period=2025-01,2026")
    assert "difference: not comparable" in none.out
    assert cut("compare", "--between", "plan=pro,free", "--min-n", "2", "--format", "json").data["difference"] is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "no two sides of health are named"),
        (("--between", "plan"), "two groups of health are compared, and not many at once"),
        (("--between", "plan=pro,gold"), "no row has plan 'gold'"),
        (("--between", "plann=a,b"), "none of the files of health has a column 'plann'"),
        (("--between", "account=ann,bob"), "health is scored per account, and one of them is no group"),
        (("--between", "plan=pro,free", "--by", "region"), "what moved health is told by its parts"),
        (("--between", "plan=pro,free", "--paired", "account"), "health pairs no answers: accounts who are on both"),
        (("--between", "plan=pro,free", "--power", "0.9"), "health has no power to be set"),
    ],
)
def test_impossible_comparisons_are_refused(cut, more, said):
    """The refusal says which it is and what to do."""
    ended = cut("compare", *more)
    assert ended.code == 2
    assert ended.errors[0].startswith(said)
    assert " — " in ended.errors[0]


def test_the_report_of_the_config_does_not_cut_a_comparison(cut, config):
    """Groups and periods of the report are left out of it."""
    config(CONFIG + "report: {by: [plan], period: month}\n")
    assert cut("compare", "--between", "plan=pro,free", "--format", "json").data["difference"]["difference"] == -30


def test_the_order_of_rows_and_parts_changes_nothing(cut, folder, config):
    """Rows and parts in another order make the same numbers, to the last bit."""
    asked = [("score", "--by", "plan", "--period", "month"), ("compare", "--between", "plan=pro,free"),
             ("compare", "--between", "period=2025-01,2025-02")]  # fmt: skip
    before = [cut(*each, "--format", "csv").out for each in asked]
    for name, text in (("answers.csv", ANSWERS), ("use.csv", USE)):
        head, *rows = text.splitlines(keepends=True)
        random.Random(1).shuffle(rows)  # noqa: S311 - an order is no secret
        (folder / name).write_text(head + "".join(rows))
    assert [cut(*each, "--format", "csv").out for each in asked] == before
    use, said = (next(line for line in CONFIG.splitlines(keepends=True) if f"      {name}:" in line)
                 for name in ("use", "said"))  # fmt: skip
    config(CONFIG.replace(use + said, said + use))
    turned = [cut(*each, "--format", "csv").out for each in asked]
    assert [sorted(each.splitlines()) for each in turned] == [sorted(each.splitlines()) for each in before]


def test_the_sample_is_grouped_as_by_plain_loops(cx):
    """Which accounts are in which plan is what a plain loop finds; the planted ones are in several, or in none."""
    plans = {}
    with (SAMPLES / "account_plans.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            plans.setdefault(row["account_id"], set()).add(row["plan"])
    config = ("--config", str(SAMPLES / "plans.yaml"), *NOW)
    data = cx("score", "health", *config, "--by", "plan", "--format", "json").data
    found = {key: cells[0]["n"] for (key,), cells in grouped(data).items()}
    assert found == {
        "basic": sum(each == {"basic"} for each in plans.values()),
        "pro": sum(each == {"pro"} for each in plans.values()),
        "(several)": sum(len(each) > 1 for each in plans.values()),
        "(blank)": sum(each == {""} for each in plans.values()),
    }
    listed = cx("score", "health", *config, "--per", "account", "--format", "json").data["list"]["listed"]
    scores = {each["key"]: each["score"] for each in listed}
    basic = fmean(scores[key] for key, each in plans.items() if each == {"basic"})
    assert grouped(data)["basic",][0]["value"] == pytest.approx(basic)
