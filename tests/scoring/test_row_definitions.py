import pytest

from cxcli.config.metric import MetricConfig
from cxcli.errors import ConfigError
from cxcli.mapping.expression_parse import parse
from cxcli.scoring import row_definitions as made
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.row_definitions import RowRules, fields_of, has_answers, seconds_text


def config(**keys):
    return MetricConfig.model_validate(keys)


def test_a_length_of_time_stands_in_a_condition():
    """`{within}` is the number of seconds where it is read, and as it was written where it is printed."""
    rules = RowRules(within="2 min")
    assert rules.read("wait_time <= {within}") == parse("wait_time <= 120")
    assert rules.shown("wait_time <= {within}") == "wait_time <= 2 min"
    assert rules.condition(None) is None
    assert rules.condition("talk_time > 0") == parse("talk_time > 0")
    assert RowRules().shown("wait_time <= {within}") == "wait_time <= "
    with pytest.raises(ConfigError):
        RowRules().read("wait_time <= {within}")


@pytest.mark.parametrize(
    ("length", "seconds"), [("20 s", "20"), ("1.5min", "90"), ("24 h", "86400"), ("7 d", "604800"), ("0.5 s", "0.5")]
)
def test_lengths_are_plain_numbers_of_seconds(length, seconds):
    """Seconds, minutes, hours and days; anything else is a fault in cx, since a config was checked before."""
    assert seconds_text(length) == seconds
    with pytest.raises(ValueError, match="length of time"):
        seconds_text(f"{length} long")


def test_the_choices_that_belong_to_a_number():
    """The length of time and the schedule, where there are any."""
    assert RowRules(within="20 s", schedule="support").parameters == {"within": "20 s", "schedule": "support"}
    assert RowRules().parameters == {}


@pytest.mark.parametrize(
    ("metric", "conditions", "measured", "fields"),
    [
        (
            "sla:within",
            ["among", "counts", "waits"],
            (),
            ("live", "solved", "resolution_time", "open_time"),
        ),
        ("aht:contacts", ["among"], ("handle_time", "calls"), ("calls", "handle_time")),
        ("revenue_churn:flag", ["counts"], ("mrr", "mrr"), ("churned", "mrr")),
        ("resolution_time", ["among", "running"], ("resolution_time",), ("live", "solved", "resolution_time")),
        ("talk_time", ["among"], ("talk_time",), ("answered", "talk_time")),
    ],
)
def test_what_a_definition_reads(metric, conditions, measured, fields):
    """Its conditions by key, the fields that it measures, and all fields that it cannot do without, each once."""
    definition = shipped()[metric]
    assert list(definition.conditions) == conditions
    assert definition.measured == measured
    assert fields_of(definition) == fields


def test_which_metrics_are_scored_from_a_column_of_answers():
    """Box scores are; a rate works its answers out."""
    assert has_answers(shipped()["nps"])
    assert not any(has_answers(shipped()[each]) for each in ("transfer_rate", "aht", "resolution_time", "fcr"))


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
    ],
)
def test_a_metric_that_lacks_something_cannot_be_made(start, keys):
    """Who makes one has checked before that nothing is missing."""
    with pytest.raises(ValueError, match="says"):
        start("mine", config(**keys))
