import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.activity_definition import extended_activity, started_activity
from cxcli.scoring.catalogue import shipped


def said(**keys):
    return MetricConfig.model_validate(keys)


def test_a_figure_is_started_and_extended():
    """What a config says goes in place of what the base says; columns of a condition are known."""
    base = started_activity(
        "mine", said(kind="activity", figure="utilisation", direction="higher", counts="feature == 'x'")
    )
    assert (base.unit, base.named, base.steps) == ("percent", ("feature",), ())
    more = extended_activity(base, "other", said(counts="a == 1 or b == 2", title="Other"))
    assert (more.id, more.title, more.figure, more.named) == ("other", "Other", "utilisation", ("a", "b"))
    funnel = extended_activity(shipped()["conversion_rate:funnel"], "f", said(steps=["a", "b"]))
    assert (funnel.steps, funnel.named, funnel.aliases) == (("a", "b"), (), ())


def test_a_figure_is_needed():
    """Without one there is nothing to count."""
    with pytest.raises(ValueError, match="figure"):
        started_activity("mine", said(kind="activity", direction="higher"))
