"""The shipped metrics of growth, response, loyalty and delivery: published numbers, and what becomes of each row."""

import json
from pathlib import Path

import pytest

from cxcli.scoring.catalogue import find, shipped
from tests.laws.typed_rows import fates_of, scored_rows

PUBLISHED = json.loads((Path(__file__).parents[1] / "vectors/growth_response.json").read_text(encoding="utf-8"))
SOURCES = ("invitations", "sessions", "carts", "campaigns", "members", "accounts", "deliveries")


def table(text):
    """Rows as written: a header, then a line a row, cells between bars."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def value(metric, rows, **options):
    return scored_rows(metric, rows, **options)[0].value


def row(**fields):
    """One row of numbers."""
    return {name: str(number) for name, number in fields.items()}


def test_the_catalogue_holds_the_metrics_of_growth():
    """Each metric is there with its dialects, in the order of the catalogue."""
    stems = dict.fromkeys(name.partition(":")[0] for name, each in shipped().items() if each.source in SOURCES)
    assert list(stems) == [
        *("response_rate", "conversion_rate", "cart_abandonment", "cac", "campaign_effectiveness"),
        *("direct_traffic_share", "redemption_rate", "adoption_rate", "feature_utilisation", "community_engagement"),
        *("business_reviews", "outcomes", "time_to_value", "on_time_delivery", "return_rate"),
    ]
    of_customers = ("referral_rate", "referral_rate:counts", "referral_rate:k", "referral_rate:k-rows")
    assert {name for name in shipped() if name.startswith("referral")} == set(of_customers)


@pytest.mark.parametrize(
    ("alias", "metric"),
    [
        ("rr", "redemption_rate"),
        ("completion_rate", "response_rate:completion"),
        ("AAPOR RR3", "response_rate:aapor-rr3"),
        ("ROAS", "campaign_effectiveness:roas"),
        ("roi", "campaign_effectiveness"),
        ("K factor", "referral_rate:k"),
        ("ttv", "time_to_value"),
        ("otd", "on_time_delivery"),
        ("licence_utilisation", "adoption_rate:licences"),
        ("refund rate", "return_rate:refunds"),
    ],
)
def test_they_are_found_by_their_other_names(alias, metric):
    """The names that people use lead to one definition each."""
    assert find(shipped(), alias).id == metric


def test_published_cart_abandonment():
    """200 carts and 45 purchases are 77.5 %; 2,500 abandoned and 650 bought carts 79.4 %."""
    totals, carts = PUBLISHED["cart_abandonment"]
    assert (
        value("cart_abandonment:counts", [row(carts=totals["carts"], purchases=totals["purchases"])])
        == (totals["value_pct"])
    )
    rows = [{"cart_purchased": "no"}] * carts["abandoned"] + [{"cart_purchased": "yes"}] * carts["completed"]
    assert value("cart_abandonment", rows) == pytest.approx(carts["value_pct"], abs=carts["tol"])


@pytest.mark.parametrize("said", PUBLISHED["cac"], ids=lambda said: said["spend"])
def test_published_acquisition_costs(said):
    """Spend by new customers, without an interval, and the reason beside it."""
    found = scored_rows("cac", [row(spend=said["spend"], new_customers=said["new_customers"])])[0]
    assert (found.value, found.low, found.high) == (said["value"], None, None)
    assert found.reason == "spending and customers of a period are no sample"


def test_published_viral_coefficients():
    """Invites for each customer times the share accepted: 2.5 x 0.1 and 5 x 0.2."""
    totals, rates = PUBLISHED["k_factor"]
    found = scored_rows("referral_rate:k", [row(invites_accepted=totals["accepted"], base_customers=2000)])[0]
    assert found.value == totals["value"] == totals["invitation_rate"] * totals["acceptance_rate"]
    assert found.low is None
    assert found.reason.startswith("no interval is known")
    customers = 40
    accepted = round(rates["invites_per_customer"] * rates["conversion"] * customers)
    rows = [row(invites_accepted=1)] * accepted + [row(invites_accepted=0)] * (customers - accepted)
    assert value("referral_rate:k-rows", rows) == rates["value"]


@pytest.mark.parametrize("said", PUBLISHED["adoption"], ids=lambda said: said["users"])
def test_published_adoption(said):
    """Users of a feature by active users, from totals and from a row for each user."""
    assert (
        value("adoption_rate:counts", [row(users_using=said["users"], users_eligible=said["active"])])
        == (said["value_pct"])
    )
    users = [{"adopted": "yes"}] * said["users"] + [{"adopted": "no"}] * (said["active"] - said["users"])
    assert value("adoption_rate", users) == said["value_pct"]
    assert value("feature_utilisation", users) == said["value_pct"]


def test_published_redemption_and_breakage():
    """20 of 100 points redeemed: 20 %, and 80 % breakage of a cohort that has had its time."""
    (said,) = PUBLISHED["redemption"]
    points = row(points_issued=said["earned"], points_redeemed=said["redeemed"])
    assert value("redemption_rate", [points]) == said["value_pct"]
    assert value("redemption_rate:breakage", [{**points, "started_at": "2023-01-01"}]) == said["breakage_pct"]


def test_breakage_leaves_out_immature_cohorts():
    """Who joined within the year is not in it; points redeemed beyond those issued make it lower, not contradictory."""
    rows = table(
        """
        points_issued | points_redeemed | started_at
        100           | 20              | 2023-01-01
        100           | 120             | 2023-01-01
        100           | 0               | 2025-05-01
        """
    )
    assert fates_of("redemption_rate:breakage", rows) == ["scored", "scored", "not_applicable"]
    assert value("redemption_rate:breakage", rows) == pytest.approx(30)
    assert value("redemption_rate", rows) == pytest.approx(100 * 140 / 300)
    assert value("redemption_rate:members", rows) == pytest.approx(100 * 2 / 3)


INVITATIONS = table(
    """
    response_status | answered_at      | invited_at
    sent            |                  | 2025-06-01T10:00
    opened          | 2025-06-02T10:00 | 2025-06-01T10:00
    completed       | 2025-06-01T12:00 | 2025-06-01T10:00
    partial         | 2025-06-01T12:00 | 2025-06-01T10:00
    started         |                  | 2025-06-01T10:00
    bounced         |                  | 2025-06-01T10:00
    not_sent        |                  | 2025-06-01T10:00
    screened_out    |                  | 2025-06-01T10:00
    refused         |                  | 2025-06-01T10:00
    ?               |                  | 2025-06-01T10:00
                    |                  | 2025-06-01T10:00
    completed       | 2025-05-01T12:00 | 2025-06-01T10:00
    """
)


def test_who_answered_of_those_invited():
    """Bounced, unsent and screened-out invitations are no base; partial answers do not count."""
    assert fates_of("response_rate", INVITATIONS) == [
        *["scored"] * 5,
        *["not_applicable"] * 3,
        *("scored", "unreadable", "blank", "contradictory"),
    ]
    assert value("response_rate", INVITATIONS) == pytest.approx(100 * 2 / 6)


def test_completion_is_of_those_who_began():
    """Two finished of those that were begun: who only opened the mail has not begun."""
    assert value("response_rate:completion", INVITATIONS[:5]) == pytest.approx(100 / 3)


def test_the_time_to_answer_takes_in_who_has_not_answered():
    """Those not answered are running since the invitation."""
    found = scored_rows("response_rate:lag", INVITATIONS[:3])[0]
    assert (found.value, found.parts["running"]) == (13 * 3600, 1)


@pytest.mark.parametrize(
    ("columns", "rate"),
    [
        ("mail_status | answered_at\nsent | 2025-06-02\nsent |\nbounced |\nnot_sent |", 50),
        ("invited_at | answered_at\n2025-06-01 | 2025-06-02\n2025-06-01 |\n | \n2025-06-01 |", 100 / 3),
        ("invitation_status\ncompleted\nsent\nbounced\nnot_sent", 50),
        ("invited | invitation_bounced | survey_completed\nyes | no | yes\nyes | no | no\nyes | yes | no", 50),
    ],
)
def test_the_forms_of_lists_of_invitations(columns, rate):
    """A status of the mail and a date, two dates, one status of invitations, flags: each is enough."""
    assert value("response_rate", table(columns)) == pytest.approx(rate)


@pytest.mark.parametrize("columns", ["answered_at\n2025-06-02", "response_status\ncompleted\npartial"])
def test_answers_alone_have_no_response_rate(columns):
    """A date or a status that answers have, too, does not tell who was invited: nothing is scored."""
    with pytest.raises(AssertionError, match="response_rate lacks \\['invited'\\]"):
        value("response_rate", table(columns))


def test_a_cart_that_is_open_is_too_recent():
    """Abandoned of those not open any more; the checkout has its own base."""
    rows = table(
        """
        cart_status | checkout_started
        purchased   | yes
        abandoned   | yes
        abandoned   | no
        abandoned   | no
        open        | yes
                    | yes
        """
    )
    assert fates_of("cart_abandonment", rows) == [*["scored"] * 4, "too_recent", "blank"]
    assert value("cart_abandonment", rows) == 75
    assert value("cart_abandonment:checkout", rows) == 50


def test_more_purchases_than_carts_contradict_themselves():
    """A row of totals that bought more than it created is not taken; no cart at all is undefined."""
    rows = [row(carts=10, purchases=12), row(carts=10, purchases=5)]
    assert fates_of("cart_abandonment:counts", rows) == ["contradictory", "scored"]
    assert value("cart_abandonment:counts", rows) == 50
    assert scored_rows("cart_abandonment:counts", [row(carts=0, purchases=0)])[0].status == "undefined"


CAMPAIGNS = [
    row(spend=100, campaign_revenue=250, conversions=5, clicks=50, sends=1010, bounces=10, responses=30),
    row(spend=300, campaign_revenue=50, conversions=1, clicks=50, sends=1000, bounces=0, responses=10),
]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("campaign_effectiveness", 100 * (300 - 400) / 400),
        ("campaign_effectiveness:roas", 300 / 400),
        ("campaign_effectiveness:cpa", 400 / 6),
        ("campaign_effectiveness:response", 100 * 40 / 2000),
        ("campaign_effectiveness:conversion", 100 * 6 / 2000),
        ("conversion_rate:clicks", 100 * 6 / 100),
    ],
)
def test_the_effects_of_campaigns(metric, expected):
    """Ratios of totals; a loss is below 0, and 100 points below the return on advertising spend."""
    assert value(metric, CAMPAIGNS) == pytest.approx(expected)


def test_a_return_may_be_below_nothing_with_its_limits():
    """The limits of a return on investment are not cut at 0; those of revenue by spend are."""
    found = scored_rows("campaign_effectiveness", CAMPAIGNS * 30)[0]
    assert found.low < found.value < 0
    assert scored_rows("campaign_effectiveness:roas", CAMPAIGNS * 30)[0].low > 0


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        ("cac", [row(spend=10, new_customers=0)]),
        ("campaign_effectiveness", [row(spend=0, campaign_revenue=10)]),
        ("redemption_rate", [row(points_issued=0, points_redeemed=0)]),
        ("business_reviews", [row(reviews_held=0, reviews_due=0)]),
        ("adoption_rate:licences", [row(licences_used=0, licences_bought=0)]),
    ],
)
def test_a_zero_denominator_is_undefined(metric, rows):
    """Nothing to divide by is undefined, never 0."""
    found = scored_rows(metric, rows)[0]
    assert (found.status, found.value) == ("undefined", None)


def test_payback_is_in_months():
    """1,200 spent on customers who pay 100 a month: 12 months of revenue."""
    assert value("cac:payback", [row(spend=1200, new_mrr=60), row(spend=0, new_mrr=40)]) == 12


def test_direct_traffic_by_visits_and_by_totals():
    """Rows of visits and rows of totals give the same share; a blank channel is not taken for another one."""
    visits = [{"traffic_channel": channel} for channel in ("direct", "search", "search", "referral", "")]
    totals = [{"traffic_channel": "direct", "sessions": "10"}, {"traffic_channel": "search", "sessions": "30"}]
    assert fates_of("direct_traffic_share", visits)[-1] == "blank"
    assert value("direct_traffic_share", visits) == value("direct_traffic_share:counts", totals) == 25


def test_a_referrer_that_is_blank_is_nobody():
    """Where the referrer is a column, who has none came by themselves."""
    assert value("referral_rate", table("referrer\nM-1\n\n\nM-2".replace("\n\n\n", "\n \n \n"))) == 50
    assert value("referral_rate:counts", [row(referred_customers=3, new_customers=12)]) == 25


def test_adoption_is_of_those_who_could():
    """Who is not eligible is no base; uses and first uses say who uses it."""
    rows = table("eligible | uses\nyes | 3\nyes | 0\nno | 4\nyes |")
    assert fates_of("adoption_rate", rows) == ["scored", "scored", "not_applicable", "blank"]
    assert value("adoption_rate", rows) == 50
    assert value("adoption_rate", [{"first_used_at": "2025-01-01"}, {"first_used_at": ""}]) == 50


def test_members_active_of_late():
    """Active within 30 days of now; a blank is never."""
    rows = [{"last_active_at": moment} for moment in ("2025-06-01", "2025-05-01", "")]
    assert value("community_engagement:recent", rows) == pytest.approx(100 / 3)
    assert value("community_engagement", [row(contributions=2), row(contributions=0)]) == 50


def test_business_reviews_from_totals_and_lists():
    """Held of due; in a list one that is due later and not held yet waits."""
    assert value("business_reviews", [row(reviews_held=3, reviews_due=4), row(reviews_held=0, reviews_due=2)]) == 50
    rows = table(
        """
        review_due_at | review_held_at
        2025-06-01    | 2025-06-03
        2025-06-01    |
        2025-06-15    |
        2025-07-01    |
        2025-07-01    | 2025-06-10
        """
    )
    assert fates_of("business_reviews:list", rows) == ["scored", "scored", "too_recent", "too_recent", "scored"]
    assert value("business_reviews:list", rows) == pytest.approx(100 * 2 / 3)


def test_outcomes_and_stories():
    """Reached of agreed, pooled; stories for each 100 customers."""
    rows = [
        row(outcomes_reached=2, outcomes_agreed=4, success_stories=0),
        row(outcomes_reached=1, outcomes_agreed=2, success_stories=3),
    ]
    assert value("outcomes", rows) == 50
    assert value("outcomes:stories", rows) == 150


def test_time_to_value_watches_until_they_leave():
    """Days until the first value; who left is watched until then, the others until now."""
    rows = table(
        """
        started_at | first_value_at | ended_at
        2025-06-01 | 2025-06-03     |
        2025-06-01 | 2025-06-05     |
        2025-06-01 |                | 2025-06-04
        2025-06-01 |                |
        2025-06-05 | 2025-06-01     |
        """
    )
    found = scored_rows("time_to_value", rows)[0]
    assert fates_of("time_to_value", rows) == [*["scored"] * 4, "contradictory"]
    # Of four 3/4 are left after day 2, of two that are watched on day 4 one half of that.
    assert found.value == 4 * 86_400
    assert found.parts["by day 7"] == pytest.approx(100 * (1 - 3 / 8))
    assert found.parts["not ended"] == 2


PARCELS = table(
    """
    shipped_at       | promised_at      | delivered_at     | returned
    2025-06-01T08:00 | 2025-06-03       | 2025-06-03T23:59 | no
    2025-06-01T08:00 | 2025-06-03       | 2025-06-04T00:00 | yes
    2025-06-01T08:00 | 2025-06-03T12:00 | 2025-06-03T12:00 | no
    2025-06-01T08:00 | 2025-06-03T12:00 | 2025-06-03T12:01 | no
    2025-06-01T08:00 | 2025-06-03       |                  |
    2025-06-01T08:00 | 2025-06-20       |                  |
    2025-06-01T08:00 |                  | 2025-06-04T09:00 | no
    2025-06-05T08:00 | 2025-06-07       | 2025-06-04T09:00 | no
    """
)


def test_a_promised_day_lasts_until_its_end():
    """A minute before midnight is in time, midnight is the next day; what is promised for a moment has come by then."""
    assert fates_of("on_time_delivery", PARCELS) == [
        *["scored"] * 4,
        *("not_applicable", "not_applicable", "blank", "contradictory"),
    ]
    assert value("on_time_delivery", PARCELS) == 50
    days = table("promised_at | delivered_at\n2025-06-03 | 2025-06-03\n2025-06-03 | 2025-06-04")
    assert value("on_time_delivery", days) == 50


def test_what_is_overdue_and_has_not_come_is_late():
    """Of what was promised, the overdue is late and what is promised for later waits."""
    assert fates_of("on_time_delivery:promised", PARCELS)[4:7] == ["scored", "too_recent", "not_applicable"]
    assert value("on_time_delivery:promised", PARCELS) == pytest.approx(100 * 2 / 5)


def test_returns_are_of_what_was_delivered():
    """Parcels and units; what has not come cannot come back."""
    assert fates_of("return_rate", PARCELS)[4:6] == ["not_applicable"] * 2
    assert value("return_rate", PARCELS[:4]) == 25
    assert (
        value("return_rate:units", [row(units_returned=1, units_delivered=4), row(units_returned=1, units_delivered=4)])
        == 25
    )


def test_a_status_of_deliveries_is_enough():
    """On time of those delivered on time and late; returned ones were delivered."""
    rows = [{"delivery_status": word} for word in ("on_time", "late", "on_time", "under_way", "cancelled", "")]
    assert fates_of("on_time_delivery", rows) == [*["scored"] * 3, "not_applicable", "not_applicable", "blank"]
    assert value("on_time_delivery", rows) == pytest.approx(100 * 2 / 3)


def test_refunds_of_paid_orders():
    """Refunded in whole or in part, of what was paid for; failed and open payments are no base."""
    rows = [{"payment_status": word} for word in ("paid", "refunded", "partially_refunded", "paid", "failed", "")]
    assert fates_of("return_rate:refunds", rows) == [*["scored"] * 4, "not_applicable", "blank"]
    assert value("return_rate:refunds", rows) == 50
