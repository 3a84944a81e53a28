"""What `cx` finds in the samples of growth is what counting their rows gives, without `cx`."""

import csv
import json
from datetime import datetime, timedelta

import pytest
from transcripts import ROOT, run_cx, surroundings

FOLDER = ROOT / "sample_data"
NOW = datetime(2025, 7, 1)  # noqa: DTZ001 - the samples have no zone


def rows_of(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(metric, name):
    """The value that `cx score` finds on 1 July."""
    with surroundings(ROOT):
        path = str(FOLDER / f"{name}.csv")
        code, shown = run_cx(["score", metric, path, "--format", "json", "--now", "2025-07-01"])
    assert code == 0, shown
    return json.loads(shown[shown.index("{\n") :])["scores"][0]["value"]


def share(rows, counted):
    rows = list(rows)
    return 100 * sum(bool(counted(row)) for row in rows) / len(rows)


def total(rows, name):
    return sum(int(row[name]) for row in rows)


INVITED = [row for row in rows_of("invitations") if row["status"] != "Email Bounced"]
CARTS = [row for row in rows_of("carts") if row["cart_status"] != "open"]
CAMPAIGNS, MEMBERS, ACCOUNTS = rows_of("campaigns"), rows_of("members"), rows_of("accounts")
CODES = [row["final_disposition"] for row in rows_of("phone_cases")]
PARCELS = [row for row in rows_of("deliveries") if row["delivered_at"]]
ELIGIBLE = [code for code in CODES if code[0] in "12"]
UNKNOWN, OUTSIDE = (sum(code[0] == kind for code in CODES) for kind in "34")
E = len(ELIGIBLE) / (len(ELIGIBLE) + OUTSIDE)


@pytest.mark.parametrize(
    ("metric", "name", "value"),
    [
        ("response_rate", "invitations", share(INVITED, lambda row: row["completed_at"] != "")),
        (
            "response_rate:completion",
            "invitations",
            share((row for row in INVITED if row["started_at"]), lambda row: row["status"] == "Survey Finished"),
        ),
        ("response_rate:aapor-rr1", "phone_cases", share((c for c in CODES if c[0] != "4"), lambda c: c == "1.1")),
        (
            "response_rate:aapor-rr4",
            "phone_cases",
            100 * sum(c[0] == "1" for c in CODES) / (len(ELIGIBLE) + E * UNKNOWN),
        ),
        ("conversion_rate", "sessions", share(rows_of("sessions"), lambda row: row["converted"] == "yes")),
        (
            "direct_traffic_share",
            "sessions",
            share(rows_of("sessions"), lambda row: row["default_channel_group"] == "Direct"),
        ),
        ("cart_abandonment", "carts", share(CARTS, lambda row: not row["purchased_at"])),
        (
            "cart_abandonment:checkout",
            "carts",
            share((row for row in CARTS if row["checkout_started_at"]), lambda row: not row["purchased_at"]),
        ),
        ("cac", "campaigns", total(CAMPAIGNS, "spend") / total(CAMPAIGNS, "new_customers")),
        (
            "campaign_effectiveness",
            "campaigns",
            100 * (total(CAMPAIGNS, "revenue") / total(CAMPAIGNS, "spend") - 1),
        ),
        (
            "campaign_effectiveness:response",
            "campaigns",
            100 * total(CAMPAIGNS, "responses") / (total(CAMPAIGNS, "sends") - total(CAMPAIGNS, "bounces")),
        ),
        ("redemption_rate", "members", 100 * total(MEMBERS, "points_redeemed") / total(MEMBERS, "points_earned")),
        ("redemption_rate:members", "members", share(MEMBERS, lambda row: row["points_redeemed"] != "0")),
        ("referral_rate", "members", share(MEMBERS, lambda row: row["referred_by"] != "")),
        ("referral_rate:k-rows", "members", total(MEMBERS, "invites_accepted") / len(MEMBERS)),
        (
            "community_engagement:recent",
            "members",
            share(
                MEMBERS,
                lambda row: (
                    row["last_active_at"] and NOW - datetime.fromisoformat(row["last_active_at"]) <= timedelta(days=30)
                ),
            ),
        ),
        ("adoption_rate", "accounts", share(ACCOUNTS, lambda row: row["feature_used"] == "yes")),
        (
            "adoption_rate:licences",
            "accounts",
            100 * total(ACCOUNTS, "seats_used") / total(ACCOUNTS, "seats_purchased"),
        ),
        ("business_reviews", "accounts", 100 * total(ACCOUNTS, "qbrs_held") / total(ACCOUNTS, "qbrs_due")),
        ("outcomes", "accounts", 100 * total(ACCOUNTS, "outcomes_reached") / total(ACCOUNTS, "outcomes_agreed")),
        ("outcomes:stories", "accounts", 100 * total(ACCOUNTS, "success_stories") / len(ACCOUNTS)),
        (
            "on_time_delivery",
            "deliveries",
            share(PARCELS, lambda row: row["delivered_at"][:10] <= row["promised_date"]),
        ),
        ("return_rate", "deliveries", share(PARCELS, lambda row: row["returned_at"] != "")),
        (
            "return_rate:units",
            "deliveries",
            100 * total(PARCELS, "units_returned") / total(PARCELS, "units_delivered"),
        ),
    ],
)
def test_the_value_is_what_the_rows_say(metric, name, value):
    """Counted from the file by hand, row by row."""
    assert found(metric, name) == pytest.approx(value)


@pytest.mark.parametrize(
    ("metric", "text", "code"),
    [
        ("response_rate", "", 65),
        ("response_rate", "sent_at,answered_at\n", 0),
        ("response_rate", "answered_at\n2025-01-01\n", 65),
        ("conversion_rate", "session,converted\n1,23\n2,maybe\n", 65),
        ("cart_abandonment", "cart,cart status\n1,=cmd()\n2,<b>\n", 65),
        ("cac", "spend,new customers\nmuch,few\n", 65),
        ("redemption_rate", "points earned,points redeemed\n,\n,\n", 0),
        ("on_time_delivery", "promised date,delivered at\n2025-01-01,2025-01-01\n", 0),
        ("on_time_delivery", "promised date,promised date,delivered at\n2025-01-01,2025-01-02,2025-01-03\n", 65),
        ("adoption_rate", "user_id,adopted\n1,yes\n1,yes\n", 0),
        ("time_to_value", "started_on,first_value_on\n2025-01-05,2025-01-01\n", 3),
        ("direct_traffic_share", "traffic source,sessions\nnowhere,3\n", 65),
    ],
)
def test_bad_files_end_in_a_number_or_a_refusal(metric, text, code, tmp_path):
    """Empty, blank, unknown, contradictory, hostile: the exit code is that of the data, and nothing is a traceback."""
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with surroundings(tmp_path):
        found_code, shown = run_cx(["score", metric, str(path), "--now", "2025-07-01"])
    assert found_code == code, shown
    assert "Traceback" not in shown
