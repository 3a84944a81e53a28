import pytest

from cxcli.errors import ConfigError
from cxcli.mapping.expression_parse import parse
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.row_definitions import RowRules, fields_of, has_answers, seconds_text


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
