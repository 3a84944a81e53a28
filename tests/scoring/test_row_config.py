import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring import row_config as made
from cxcli.scoring.catalogue import shipped


def config(**keys):
    return MetricConfig.model_validate(keys)


def test_a_rate_from_scratch():
    """It says what it counts and which direction is better; its boxes are named for it if it does not."""
    plain = made.started_rate(
        "mine", config(kind="rate", direction="lower", counts="reopens > 1", among="solved == 'yes'")
    )
    assert (plain.id, plain.unit, plain.direction, plain.counts) == ("mine", "percent", "lower", "reopens > 1")
    assert (plain.boxes, plain.value.share, plain.rules.among) == (
        {"counted": (1,), "other": (0,)},
        "counted",
        "solved == 'yes'",
    )
    named = made.started_rate(
        "mine", config(kind="rate", direction="lower", counts="reopens > 1", boxes={"no": 0, "yes": 1}, bad="yes")
    )
    assert (named.boxes, named.value.share, named.bad) == ({"no": (0,), "yes": (1,)}, "yes", "yes")


def test_a_rate_that_extends_another():
    """What it says stands in place of what the other one has; boxes of its own have no bad one until it says so."""
    base = shipped()["service_level"]
    mine = made.extended_rate(base, "mine", config(within="30 s", where="team == 'A'", waits="wait_time == blank"))
    assert (mine.rules.within, mine.where, mine.waits, mine.counts) == (
        *("30 s", "team == 'A'", "wait_time == blank"),
        base.counts,
    )
    assert (mine.id, mine.aliases, mine.bad, mine.boxes) == ("mine", (), "not_in_time", base.boxes)
    boxed = made.extended_rate(base, "mine", config(boxes={"quick": 1, "slow": 0}))
    assert (boxed.value.share, boxed.bad) == ("quick", None)


def test_a_ratio_from_scratch_and_from_another():
    """It says the sum and the unit; what it is divided by are the rows, or the sum of another field."""
    plain = made.started_ratio("mine", config(kind="ratio", direction="lower", unit="seconds", sum=["talk_time"]))
    assert (plain.sums, plain.per, plain.unit) == (("talk_time",), None, "seconds")
    more = made.extended_ratio(
        plain, "more", config(per="calls", counts="answered == 'yes'", unit="ratio", sum=["calls"])
    )
    assert (more.sums, more.per, more.counts, more.unit) == (("calls",), "calls", "answered == 'yes'", "ratio")
    assert made.extended_ratio(more, "same", config()).sums == ("calls",)


def test_a_duration_from_scratch_and_from_another():
    """It says what it measures and its value."""
    plain = made.started_duration(
        "mine", config(kind="duration", direction="lower", measure="talk_time", value={"median": True})
    )
    assert (plain.measure, plain.unit, plain.running, plain.start) == ("talk_time", "seconds", None, None)
    more = made.extended_duration(
        plain,
        "more",
        config(value={"percentile": 90}, running="solved == 'no'", start="created_at", schedule="support"),
    )
    assert (more.value.percentile, more.running, more.start) == (90, "solved == 'no'", "created_at")
    assert more.rules.schedule == "support"


@pytest.mark.parametrize(
    ("start", "keys"),
    [
        (made.started_rate, {"kind": "rate", "direction": "lower"}),
        (made.started_ratio, {"kind": "ratio", "direction": "lower", "unit": "ratio"}),
        (made.started_duration, {"kind": "duration", "direction": "lower", "measure": "talk_time"}),
        (made.started_eligibility, {"kind": "eligibility_rate", "direction": "higher", "counts": "solved == 'yes'"}),
    ],
)
def test_a_metric_that_lacks_something_cannot_be_made(start, keys):
    """Who makes one has checked before that nothing is missing."""
    with pytest.raises(ValueError, match="says"):
        start("mine", config(**keys))


def test_a_rate_of_the_eligible_from_scratch_and_from_another():
    """It says what counts, what is unknown and what is outside; a part of 0 is said, too."""
    conditions = {"counts": "solved == 'yes'", "unknown": "status == 'hold'", "outside": "status == 'deleted'"}
    plain = made.started_eligibility("mine", config(kind="eligibility_rate", direction="higher", **conditions))
    assert (plain.unit, plain.eligible, dict(plain.conditions)) == ("percent", None, conditions)
    more = made.extended_eligibility(plain, "more", config(eligible=0, within="7 d"))
    assert (more.eligible, more.rules.within, more.measured) == (0, "7 d", ())


def test_a_duration_may_take_in_what_still_runs():
    """And any metric of rows may say whose ids stand in one row each."""
    asked = {"kind": "duration", "direction": "lower", "measure": "talk_time", "value": {"median": True}}
    found = made.started_duration("mine", config(**asked, censored=True, once="customer"))
    assert (found.censored, found.rules.once) == (True, "customer")
