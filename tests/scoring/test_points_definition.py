import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.points_definition import extended_points, started_points


def said(**keys):
    return MetricConfig.model_validate(keys)


def test_a_figure_is_started_and_extended():
    """What a config says goes in place of what the base says."""
    base = started_points("mine", said(kind="points", figure="breakage", direction="lower", within="90 d"))
    assert (base.unit, base.figure, base.within) == ("percent", "breakage", "90 d")
    more = extended_points(shipped()["redemption_rate:ledger-breakage"], "two years", said(within="730 d"))
    assert (more.id, more.figure, more.within, more.aliases) == ("two years", "breakage", "730 d", ())


def test_a_figure_is_needed():
    """Without one there is nothing to count."""
    with pytest.raises(ValueError, match="figure"):
        started_points("mine", said(kind="points", direction="higher"))


def test_a_figure_that_is_none_is_told():
    """The nearest one is offered."""
    _, found = own_metric("mine", said(figure="breakag"), shipped()["redemption_rate:ledger"])
    assert [(fault.loc, fault.message) for fault in found] == [(("figure",), "there is no figure 'breakag'")]
    assert own_metric("mine", said(figure="breakage"), shipped()["redemption_rate:ledger"])[1] == []
