import pytest

from cxcli.commands.calc_settings import chances, one_amount, settled, two_sizes
from cxcli.errors import UsageError
from cxcli.scoring.definition import Scale


def test_the_metric_comes_settled():
    """The metric has the scale and polarity that were said, the settings the rest."""
    metric, settings = settled("CES", {"scale": "1-5", "polarity": "effort", "decimals": 2}, None)
    assert (metric.id, metric.scale, metric.source.polarity) == ("ces", Scale(1, 5), "effort")
    assert (settings.decimals, settings.confidence) == (2, 0.95)


def test_amounts_and_sizes():
    """A margin or a change; one size stands for two; chances as they were said."""
    metric, _ = settled("nps", {}, None)
    assert one_amount(metric, margin=5, change=None) == ("margin", 5)
    assert one_amount(metric, margin=None, change=6) == ("change", 6)
    assert two_sizes([400], None) == (400, 400)
    assert two_sizes([400, 380], 400) == (400, 380)
    assert chances(0.9, 0.5, 7).power == 0.5
    with pytest.raises(UsageError, match="power"):
        chances(0.9, 1, None)
