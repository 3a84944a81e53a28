from cxcli.commands.calc_settings import settled


def test_the_config_of_the_folder_counts(config):
    """Of a metric, what the config says is taken where nothing is typed."""
    config("report: {confidence: 0.9, decimals: 2}")
    metric, settings = settled("nps", {"decimals": 3}, None)
    assert (metric.id, settings.confidence, settings.decimals) == ("nps", 0.9, 3)
