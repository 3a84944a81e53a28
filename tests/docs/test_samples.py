import csv
import json
import subprocess
import sys

import pytest
from transcripts import ROOT

FOLDER = ROOT / "sample_data"
MADE = (
    *("account_responses.csv", "account_tickets.csv", "account_usage.csv", "accounts.csv", "agents.csv"),
    *("app_accounts.csv", "at_risk.yaml", "at_risk_calls.csv", "at_risk_contacts.csv"),
    *("at_risk_responses.csv", "at_risk_tickets_1.csv", "at_risk_tickets_2.csv", "broken.csv"),
    *("customer_health.yaml", "health_responses.csv", "health_tickets.csv", "health_usage.csv"),
    *("callbacks.csv", "calls.csv", "campaigns.csv", "carts.csv", "comments.csv", "customers.csv"),
    *("deliveries.csv", "driver_survey.csv", "driver_tickets.csv", "events.csv", "export_june_1.csv"),
    *("export_june_2.csv", "feedback.jsonl", "health.yaml", "invitations.csv", "journey.csv", "members.csv"),
    *("mrr_snapshots.csv", "nps_responses.csv", "orders.csv", "phone_cases.csv", "renewals.csv"),
    *("responses.xlsx", "reviews.csv", "sessions.csv", "shop_home.csv", "shop_payment.csv"),
    *("shop_search.csv", "subscriptions.csv", "support_survey.csv", "tickets.csv", "truth.json"),
    *("account_plans.csv", "plans.yaml"),
    *("points.csv", "survey_steps.csv"),
    *("two_years.csv", "usage.csv", "wave_2024_q3.csv", "wave_2024_q4.csv", "western.csv"),
)
SCRIPTS = (
    *("activity_data.py", "agent_data.py", "at_risk_data.py", "call_data.py", "comment_data.py"),
    *("customer_health_data.py",),
    *("customer_data.py", "customer_truth.py", "draws.py", "driver_data.py", "follow_up_data.py"),
    *("growth_data.py", "health_data.py", "journey_data.py", "make.py", "order_data.py", "remarks.py"),
    *("revenue_data.py", "review_data.py", "support_data.py", "support_truth.py", "truth.py", "two_years.py"),
    *("plan_data.py", "workbook.py"),
    *("workbook.py", "points_data.py", "survey_steps_data.py"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(FOLDER / "make.py"), str(folder)], check=True, timeout=60)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_the_samples_are_what_their_script_makes(name, made):
    """sample_data/make.py writes every sample, the same to the last byte."""
    assert (made / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_folder_holds_nothing_else():
    """Every file in sample_data is made by the script, and sample_data/README.md says what is in it."""
    there = {path.name for path in FOLDER.iterdir() if not path.name.startswith((".", "__"))}
    assert there == {*MADE, *SCRIPTS, "README.md"}
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in MADE)


def test_the_nps_sample_has_what_makes_exports_hard():
    """The main sample has a year of answers with blanks, four answers off the scale, and unruly comments."""
    with (FOLDER / "nps_responses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = [row["How likely are you to recommend us to a friend or colleague?"] for row in rows]
    comments = "".join(row["comment"] for row in rows)
    assert len(rows) == 1200
    assert sorted(answer for answer in answers if answer and int(answer) > 10) == ["11", "11", "11", "99"]
    assert "" in answers
    assert len({row["submitted_at"][:7] for row in rows}) == 12
    assert all(sign in comments for sign in (",", '"', "\n", "ü", "す"))


def test_the_support_sample_is_semicolons_words_and_decimal_commas():
    """The support sample has what European exports have."""
    lines = (FOLDER / "support_survey.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(";") for line in lines[1:]]
    assert {len(row) for row in rows} == {6}
    assert all("," in row[3] for row in rows)
    assert {"1 - Very difficult", "7 - Very easy", "N/A"} <= {row[4] for row in rows}
    assert {row[5] for row in rows} == {
        *("", "Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    }


def test_the_feedback_sample_is_json_lines_with_nested_objects():
    """Each line of the feedback sample is an object with objects in it."""
    records = [json.loads(line) for line in (FOLDER / "feedback.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(records) == 240
    assert all({"nps", "comment"} == set(record["answers"]) for record in records)
