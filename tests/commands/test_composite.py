import csv
import io
import random
import stat
from collections import defaultdict
from datetime import datetime
from math import fsum
from pathlib import Path
from statistics import fmean, median

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = ("--now", "2025-07-01")
CONFIG = """\
sources:
  responses: {path: answers.csv}
  tickets: {path: tickets.csv}
metrics:
  health:
    kind: composite
    per: account
    parts:
      relation: {metric: nps, weight: 3, worst: -100, best: 100}
      support: {metric: resolution_time, weight: 1, worst: 48 h, best: 0}
    coverage: 0.5
  card:
    kind: composite
    parts:
      relation: {metric: nps, weight: 3, worst: -100, best: 100}
      support: {metric: resolution_time, weight: 1, worst: 48 h, best: 0}
"""
ANSWERS = """\
submitted_at,account,nps
2025-01-05,ann,10
2025-01-06,bob,0
2025-01-07,anonymous,10
2025-02-05,ann,0
2025-02-06,bob,10
2025-02-07,,3
"""
TICKETS = """\
ticket_id,company_id,created_at,solved_at,status
1,ann,2025-01-01T00:00,2025-01-02T00:00,solved
2,BOB,2025-01-01T00:00,2025-01-05T00:00,solved
3,ann,2025-02-01T00:00,2025-02-01T00:00,solved
4,cat,2025-02-01T00:00,2025-02-02T00:00,solved
"""


@pytest.fixture
def health(cx, folder, config):
    """Two sources that share customers; `health` and `card` are scored on them."""
    config(CONFIG)
    (folder / "answers.csv").write_text(ANSWERS)
    (folder / "tickets.csv").write_text(TICKETS)
    return lambda *more: cx("score", "health", *NOW, *more)


def test_a_score_by_hand(health):
    """ann: NPS 0 is 50, 12 h of 48 are 75: 3/4 and 1/4 make 56.25. bob has an NPS alone, 3/4 of the weight: 50."""
    data = health("--format", "json").data
    (score,) = data["scores"]
    assert (score["value"], score["n"], score["members"]) == (53.125, 2, 4)
    assert score["bands"] == {"red": 50.0, "yellow": 50.0, "green": 0.0}
    assert [(each["part"], each["members"], each["unnamed_rows"]) for each in score["parts"]] == [
        ("relation", 2, 2), ("support", 3, 0),
    ]  # fmt: skip
    assert [each["score"]["rows"]["read"] for each in score["parts"]] == [6, 4]


def test_what_cannot_be_told_of_ids_is_said(health):
    """BOB is another one than bob, and a warning says that there is one in two spellings, but not which."""
    ended = health()
    assert "1 account id stands in several spellings" in ended.err
    assert "bob" not in ended.err.lower()
    assert "2 of them name no account" in ended.out
    assert "no score for 2 of 4 accounts: less than 50 % of the weight" in " ".join(ended.out.split())


def test_parts_without_a_common_customer_are_told(health, folder):
    """Where the ids of two files have nothing in common, a warning asks for their spelling."""
    (folder / "tickets.csv").write_text(TICKETS.replace("ann", "4711"))
    assert "relation and support have no account in common" in health().err


def test_a_change_adds_up(health):
    """January to February: what the parts, their weights and the customers did is the change."""
    first, second = health("--period", "month", "--format", "json").data["scores"][1:]
    change = second["change"]
    assert change["since"] == "2025-01"
    assert change["difference"] == pytest.approx(second["value"] - first["value"])
    told = fsum([*(each["points"] + each["weight"] for each in change["parts"]), change["members"]])
    assert told == pytest.approx(change["difference"])
    table = health("--period", "month", "--change").out
    assert "2025-02 after 2025-01" in table
    assert health("--change").errors[0].startswith("--change needs periods")


def test_customers_are_listed_worst_first(health, folder):
    """Score, band, coverage, points, change and the part that moved each most; the file is for its owner only."""
    ended = health("--per", "account", "--period", "month", "--output", "list.csv")
    assert (ended.code, ended.out) == (0, "")
    assert stat.S_IMODE((folder / "list.csv").stat().st_mode) == 0o600
    rows = list(csv.DictReader(io.StringIO((folder / "list.csv").read_text())))
    assert [(row["account"], row["band"], row["most"]) for row in rows] == [
        ("ann", "red", "relation"), ("bob", "green", "relation"), ("cat", "", ""),
    ]  # fmt: skip
    assert float(rows[0]["change"]) == pytest.approx(25 - 87.5)
    data = health("--per", "account", "--limit", "1", "--format", "json").data["list"]
    assert (data["customers"], [each["key"] for each in data["listed"]]) == (4, ["bob"])
    assert "the first 1 of 4 accounts" in health("--per", "account", "--limit", "1").out


@pytest.mark.usefixtures("health")
def test_an_index_is_of_overall_values(cx):
    """The parts' overall values are scaled and weighed; its limits are as wide as they can be; it has no customers."""
    (score,) = cx("score", "card", *NOW, "--format", "json").data["scores"]
    relation, support = score["parts"]
    assert score["value"] == pytest.approx(0.75 * relation["points"] + 0.25 * support["points"])
    assert (score["interval"], score["n"], score["band"]) == (None, 2, "red")
    assert "support" in score["reason"]
    assert cx("score", "card", *NOW, "--per", "account").code == 2
    assert "no limits are known of support" in " ".join(cx("explain", "card", *NOW).out.split())


def test_every_format_is_written(health):
    """A bare value, a sentence with the rows beside it, CSV with a row a part, and Markdown."""
    assert health("--format", "value").out == "53.1\n"
    ended = health("--format", "sentence")
    assert ended.out.startswith("health 53 (")
    assert "cx: relation: 6 rows read: 6 scored" in ended.err
    rows = list(csv.DictReader(io.StringIO(health("--format", "csv", "--period", "month").out)))
    assert [row["part"] for row in rows] == ["", "relation", "support"] * 3
    assert float(rows[0]["value"]) == 53.125
    assert health("--format", "markdown", "--period", "month").out.startswith("health 53.1")
    assert health("--excel").out.startswith("\ufeff")


def test_gates_are_about_the_score(health):
    """A bound is held against the score of the composite; bad rows of a part end the run, too."""
    assert health("--fail-under", "60").code == 4
    assert health("--fail-under", "50").code == 0


def test_bad_rows_of_parts_are_listed(health, folder):
    """`--rejects` lists the rows of all files, and too many of them end the run with code 3."""
    (folder / "answers.csv").write_text(ANSWERS + "2025-02-08,ann,11\n")
    ended = health("--rejects", "bad.csv", "--max-rejects", "0")
    assert ended.code == 3
    assert "answers.csv,8,nps,off_scale" in (folder / "bad.csv").read_text()


def test_nothing_to_score_is_no_zero(health, folder):
    """Of no rows there is no score, and the reason is said."""
    (folder / "answers.csv").write_text("submitted_at,account,nps\n")
    (folder / "tickets.csv").write_text("ticket_id,company_id,created_at,solved_at,status\n")
    ended = health("--format", "value")
    assert ended.out == "\n"
    assert "health has no value: no part has a value for any account" in ended.err


def test_few_customers_are_not_shown(health):
    """Below `--min-n` customers there is no score."""
    (score,) = health("--min-n", "1", "--format", "json").data["scores"]
    assert score["status"] == "ok"
    (score,) = health("--min-n", "3", "--format", "json").data["scores"]
    assert score["value"] is None


@pytest.mark.parametrize(
    "more",
    [
        ("--by", "account"),
        ("--per", "customer"),
        ("--per", "account", "--format", "sentence"),
        ("--output", "answers.csv"),
    ],
)
def test_what_a_composite_has_not_is_refused(health, more):
    """Groups, customers by another key, a list without rows, and writing over what is read."""
    assert health(*more).code == 2


@pytest.mark.usefixtures("health")
def test_a_missing_source_or_key_is_refused(cx, config, folder):
    """A part without a source, a file without a column for the key, and other commands say what to do."""
    config(CONFIG.replace("  tickets: {path: tickets.csv}\n", ""))
    assert "no source 'tickets'" in cx("score", "health", *NOW).errors[0]
    config(CONFIG)
    (folder / "tickets.csv").write_text(TICKETS.replace("company_id", "whose"))
    assert "no column is called 'account'" in cx("score", "health", *NOW).errors[0]
    assert cx("rows", "health", "answers.csv").errors[0].startswith("health is a composite")


@pytest.mark.usefixtures("health")
def test_an_explanation_has_each_part_and_the_arithmetic(cx):
    """How each part is scaled and weighed, the sum of the scores, the bands, and the rows of every file."""
    page = " ".join(cx("explain", "health", *NOW).out.split())
    for each in (
        "relation: nps, 75.0 % of the weight",
        "0 at 48 h, 100 at 0",
        "106.250, the scores added up, / 2 accounts = 53.1",
        "red 0 to 50: 1 · yellow above 50 to 75: 1",
        "relation: 6 rows read: 6 scored",
        'column "company_id"',
    ):
        assert each in page
    assert cx("explain", "health", *NOW, "--format", "json").data["schema"] == "cx.health/1"


def test_files_can_be_those_of_all_parts(cx, folder, config):
    """Where files are named, every part is scored on them."""
    config(
        CONFIG.replace("  responses: {path: answers.csv}\n  tickets: {path: tickets.csv}\n", "").replace("sources:", "")
    )
    (folder / "wide.csv").write_text(
        "account,submitted_at,nps,created_at,solved_at,status\nann,2025-01-01,10,2025-01-01,2025-01-02,solved\n"
    )
    assert cx("score", "health", "wide.csv", *NOW, "--format", "value").out == "87.5\n"


@pytest.mark.usefixtures("health")
def test_the_shipped_score_leaves_out_what_has_no_source(cx, folder):
    """Without use, the other two parts are weighed, and what is left out is said."""
    (folder / "answers.csv").write_text(ANSWERS.replace("account", "customer"))
    (folder / "tickets.csv").write_text(TICKETS.replace("company_id", "customer_id"))
    out = " ".join(cx("score", "health_score", *NOW).out.split())
    assert "left out, as the config has no source for it: usage (usage_decline); 40 % of the weight" in out


def test_the_sick_accounts_of_the_sample_are_the_lowest(cx):
    """Those that were planted are found at the lower end of the last months."""
    truth = {"H-002", "H-013", "H-052", "H-072", "H-073", "H-084", "H-092", "H-095"}
    data = cx("score", "health", "--config", str(SAMPLES / "health.yaml"), *NOW, "--period", "quarter",
              "--per", "account", "--format", "json").data  # fmt: skip
    assert {each["key"] for each in data["list"]["listed"][:8]} == truth


def rows_of(name):
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def naive():
    """The scores of the sample's accounts by plain loops: mean use, median hours, NPS; weights 3, 2 and 2."""
    use, hours, answers = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rows_of("account_usage.csv"):
        use[row["account_id"]].append(float(row["seats_used"]))
    for row in rows_of("account_tickets.csv"):
        if row["solved_at"]:
            begun, done = (datetime.fromisoformat(row[key]) for key in ("created_at", "solved_at"))
            hours[row["organization_id"]].append((done - begun).total_seconds() / 3600)
    for row in rows_of("account_responses.csv"):
        answers[row["company_id"]].append(int(row["nps"]))
    scores = {}
    for account in {*use, *hours, *answers} - {""}:
        points = []
        if use[account]:
            points.append((3, fmean(use[account])))
        if hours[account]:
            points.append((2, min(100, max(0, (72 - median(hours[account])) / 68 * 100))))
        if answers[account]:
            given = answers[account]
            nps = 100 * (sum(each >= 9 for each in given) - sum(each <= 6 for each in given)) / len(given)
            points.append((2, (nps + 100) / 2))
        weight = sum(each for each, _ in points)
        if weight / 7 >= 0.6:
            scores[account] = sum(each * value for each, value in points) / weight
    return scores


def test_the_sample_is_scored_as_by_plain_loops(cx):
    """Each account's score and their mean are those of an oracle that knows nothing of cx."""
    data = cx("score", "health", "--config", str(SAMPLES / "health.yaml"), *NOW, "--per", "account",
              "--format", "json").data  # fmt: skip
    found = {each["key"]: each["score"] for each in data["list"]["listed"] if each["score"] is not None}
    assert found == pytest.approx(naive())
    assert data["scores"][0]["value"] == pytest.approx(fmean(naive().values()))


def test_the_order_of_rows_changes_nothing(health, folder):
    """Rows in another order make the same scores, to the last bit."""
    before = health("--format", "csv", "--period", "month").out
    for name, text in (("answers.csv", ANSWERS), ("tickets.csv", TICKETS)):
        head, *rows = text.splitlines(keepends=True)
        random.Random(1).shuffle(rows)  # noqa: S311 - an order is no secret
        (folder / name).write_text(head + "".join(rows))
    assert health("--format", "csv", "--period", "month").out == before
