import json
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.config.metric import MetricConfig
from cxcli.rows import Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.sentiment_definition import PolarityDefinition, SentimentDefinition
from tests.laws.mapped_rows import answers, plan_for, scored

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/sentiment.json").read_text(encoding="utf-8"))


def score(name, *values):
    return scored(plan_for(settle(shipped()[name])), answers(*values))[0]


@pytest.mark.parametrize("case", [each for each in VECTORS["net_sentiment"] if "pos" in each], ids=str)
def test_the_published_net_sentiment(case):
    """Net sentiment is the share of positive minus the share of negative ones, neutral ones in the denominator."""
    values = [1] * case["pos"] + [0] * case["neu"] + [-1] * case["neg"]
    for name in ("sentiment", "sentiment:polarity"):
        assert score(name, *values).value == pytest.approx(case["value"])
    if "pct_pos_excl_neutral" in case:
        assert score("sentiment:no-neutrals", *values).value == pytest.approx(case["pct_pos_excl_neutral"])


def test_a_polarity_is_a_class_by_the_thresholds():
    """From 0.05 on it is positive, from -0.05 on negative; beyond -1 and 1 it is off scale."""
    found = score("sentiment:polarity", "0.05", "0.049", "-0.05", "-1", "1.01", "7")
    assert found.statistic.counts == {-1: 2, 0: 1, 1: 1}
    assert found.account.skipped == {Disposition.OFF_SCALE: 2}


def test_neutral_comments_are_told_where_they_are_left_out():
    """Without neutral ones, those are not applicable, and it is said why."""
    found = score("sentiment:no-neutrals", 1, 1, 0, -1)
    assert found.value == pytest.approx(100 * 2 / 3)
    assert found.offenders[Disposition.NOT_APPLICABLE, "neutral"] == 1
    assert found.offenders[Disposition.SCORED, "en"] == 3


def test_most_values_must_be_polarities():
    """A column of other numbers is refused with what to do."""
    metric = settle(shipped()["sentiment:polarity"])
    refused = metric.doubts(score("sentiment:polarity", 1).statistic, {(Disposition.OFF_SCALE, "7"): 2}).refusals
    assert [(each.code, "labels" in each.help) for each in refused] == [("unreadable", True)]
    assert not metric.doubts(score("sentiment:polarity", 1, 0).statistic, {(Disposition.OFF_SCALE, "7"): 2}).refusals


def test_the_definition_and_its_parameters():
    """They name the classes and the threshold."""
    metric = settle(shipped()["sentiment:polarity"])
    assert metric.definition == "% positive minus % negative"
    assert metric.parameters["threshold"] == 0.05
    assert settle(shipped()["sentiment:no-neutrals"]).definition == "% positive of positive and negative of comments"
    assert Decimal(str(metric.parameters["threshold"])) == Decimal("0.05")


def test_a_mean_of_polarities_is_one_of_the_scale():
    """An own metric may have another form; without boxes every class counts."""
    said = MetricConfig(extends="sentiment:polarity", value={"mean": True})
    own, faults = own_metric("mine", said, shipped()["sentiment:polarity"])
    assert (settle(own).definition, faults) == ("mean of -1 to 1", [])
    bare = settle(replace(own, boxes={}))
    assert bare.left_out == ""
    assert scored(plan_for(bare), answers(1, 0, "0.6"))[0].value == pytest.approx(2 / 3)


@pytest.mark.parametrize(("kind", "made"), [("sentiment", SentimentDefinition), ("polarity", PolarityDefinition)])
def test_a_metric_of_ones_own_can_be_of_these_kinds(kind, made):
    """It says what a box score says."""
    said = MetricConfig(
        kind=kind, level="relationship", direction="higher", scale={"low": -1, "high": 1},
        boxes={"positive": 1, "negative": -1}, value={"share": "positive"},
    )  # fmt: skip
    own, faults = own_metric("mine", said, None)
    assert (type(own), own.unit, dict(own.boxes), faults) == (
        made,
        "percent",
        {"positive": (1,), "negative": (-1,)},
        [],
    )


def test_few_judged_comments_are_warned_of():
    """Where more comments could not be judged than could, that is said; neutral ones left out are not meant."""
    metric = settle(shipped()["sentiment"])
    statistic = score("sentiment", 1).statistic
    assert [each.code for each in metric.doubts(statistic, {(Disposition.NOT_APPLICABLE, "de"): 2}).notices] == [
        "few-judged"
    ]
    assert not metric.doubts(statistic, {(Disposition.NOT_APPLICABLE, "de"): 1}).notices
    without = settle(shipped()["sentiment:no-neutrals"])
    assert not without.doubts(statistic, {(Disposition.NOT_APPLICABLE, "neutral"): 9}).notices
