"""Every metric that the catalogue names: it is there, has a sample, a console block and a place in the reference."""

import json
import re

import pytest
from transcripts import ROOT, blocks, pages, read, run_cx, surroundings

from cxcli.scoring.catalogue import shipped

NAMED = (
    *("nps", "csat", "osat", "ces", "response_rate", "sentiment", "fcr", "reopen_rate", "aht", "speed_of_answer"),
    *("hold_time", "talk_time", "transfer_rate", "abandon_rate", "first_response_time", "resolution_time", "sla"),
    *("service_level", "complaint_rate", "closed_loop_rate", "churn_rate", "retention_rate", "grr", "nrr"),
    *("quick_ratio", "renewal_rate", "upsell_rate", "clv", "repeat_purchase_rate", "usage_decline"),
    *("conversion_rate", "cart_abandonment", "cac", "campaign_effectiveness", "direct_traffic_share"),
    *("redemption_rate", "referral_rate", "adoption_rate", "feature_utilisation", "community_engagement"),
    *("business_reviews", "outcomes", "time_to_value", "on_time_delivery", "return_rate", "stickiness"),
    *("health_score", "at_risk"),
)
"""What people who measure customer experience ask for, by its usual name."""

EXAMPLE = ("--config", "config.example.yaml")
SAMPLES = {
    "ces": ("sample_data/support_survey.csv",),
    "closed_loop_rate": ("sample_data/callbacks.csv",),
    "renewal_rate": ("sample_data/renewals.csv",),
    "referral_rate": ("sample_data/members.csv",),
    "community_engagement": ("sample_data/app_accounts.csv", "sample_data/events.csv"),
    "stickiness": ("sample_data/events.csv",),
    "sentiment": ("sample_data/reviews.csv",),
    "at_risk": ("--config", "sample_data/at_risk.yaml"),
    "health_score": ("--config", "sample_data/customer_health.yaml"),
}
"""Where a metric is to be seen, if not in the sources of the example."""
SHOWN_AS = {"community_engagement": "community_engagement:events"}
"""The definition that shows what the name stands for, where that is another one."""
OF_PERIODS = ("churn_rate", "retention_rate", "grr", "nrr", "quick_ratio", "upsell_rate", "usage_decline")


def test_every_metric_that_is_asked_for_is_shipped():
    """Each has its usual name, and is listed for programs, too."""
    with surroundings(ROOT):
        _, listed = run_cx(["metrics", "--format", "json"])
    ids = {metric["metric"] for metric in json.loads(listed)["metrics"]}
    assert ids == set(shipped())
    assert [name for name in NAMED if name not in ids] == []


def test_every_shipped_metric_is_one_that_is_asked_for():
    """What has another name is a definition of one of these, or a share of the same customers."""
    others = {name.partition(":")[0] for name in shipped()} - set(NAMED)
    assert others == {"revenue_churn"}


@pytest.mark.parametrize("name", NAMED)
def test_every_metric_has_a_sample(name):
    """The sample data have a number for it, with the rows that it rests on."""
    days = ("--during", "2024-Q4") if name in OF_PERIODS else ()
    shown = SHOWN_AS.get(name, name)
    with surroundings(ROOT):
        words = ["score", shown, *SAMPLES.get(name, EXAMPLE), *days, "--format", "json", "--now", "2025-12-31"]
        _, printed = run_cx(words)
    data, _ = json.JSONDecoder().raw_decode(printed[printed.index("{\n") :])
    assert "problems" not in data, data["problems"]
    score = data["scores"][0]
    assert (score.get("metric", shown), score["status"]) == (shown, "ok")
    assert score["n"] > 0


@pytest.mark.parametrize("name", shipped())
def test_every_definition_is_in_the_reference(name):
    """docs/metrics.md, which is made from the catalogue, has it."""
    assert f"`{name}`" in read("docs/metrics.md")


def test_every_metric_is_shown_at_work():
    """A console block, which a test runs, has it or one of its definitions in a command."""
    steps = [step.written for page in pages() for block in blocks(page) for step in block.steps]
    shown = " ".join(step for step in steps if not step.startswith("cx metrics"))
    names = {name: [each for each in shipped() if each.partition(":")[0] == name] for name in NAMED}
    missing = [
        name for name, ids in names.items() if not any(re.search(rf"\b{re.escape(each)}\b", shown) for each in ids)
    ]
    assert missing == []
