import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric


def faults(base, **said):
    _, found = own_metric("mine", MetricConfig.model_validate(said), shipped()[base])
    return [(".".join(map(str, fault.loc)), fault.message) for fault in found]


@pytest.mark.parametrize(
    ("base", "said", "found"),
    [
        ("stickiness", {"figure": "stickines"}, [("figure", "there is no figure 'stickines'")]),
        ("stickiness", {"steps": ["a", "b"]}, [("steps", "only a funnel has steps")]),
        ("conversion_rate:funnel", {"steps": ["a"]}, [("steps", "a funnel has two steps or more, each once")]),
        (
            "conversion_rate:funnel",
            {"steps": ["a", "b", "A "]},
            [("steps", "a funnel has two steps or more, each once")],
        ),
        ("conversion_rate:funnel", {"steps": ["a", "b"]}, []),
        ("conversion_rate:funnel", {"counts": "a == 1"}, [("counts", "a funnel counts all events of its steps")]),
        ("adoption_rate:events", {"counts": "feature == 'x'"}, []),
        (
            "adoption_rate:events",
            {"counts": "used_at == 'soon'"},
            [("counts", "used_at is a moment, and two moments are hardly ever the same")],
        ),
    ],
)
def test_what_is_wrong_with_a_metric_of_ones_own(base, said, found):
    """Its figure, its condition and its steps are looked at."""
    assert faults(base, **said) == found


def test_a_condition_that_cannot_be_read():
    """The place in it is told."""
    ((place, message),) = faults("feature_utilisation:events", counts="feature = 'x'")
    assert place == "counts"
    assert "character" in message
