from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.definition import begun, renamed, said_of_all


def test_a_metric_that_extends_none_begins_with_its_name():
    """Name and title are its id until it says otherwise."""
    said = MetricConfig.model_validate({"kind": "rate", "direction": "lower"})
    assert begun("mine", said, "percent") == {
        "id": "mine",
        "family": "mine",
        "kind": "rate",
        "title": "mine",
        "description": "",
        "unit": "percent",
        "direction": "lower",
    }


def test_a_new_name_leaves_the_aliases_behind():
    """They are those of the metric that was extended."""
    assert renamed(shipped()["aht"], "mine") == {"id": "mine", "aliases": ()}
    assert renamed(shipped()["aht"], "aht") == {}


def test_what_is_taken_over_from_any_config():
    """Only what the user says, and nothing that belongs to a kind."""
    said = MetricConfig.model_validate({"title": "T", "where": "a == 'b'", "within": "20 s", "source": "calls"})
    assert said_of_all(said) == {"title": "T", "where": "a == 'b'", "source": "calls"}
