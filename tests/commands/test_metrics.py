from cxcli.scoring.catalogue import shipped


def test_the_catalogue(cx):
    """Without a name every metric is listed, and as JSON described in full."""
    ended = cx("metrics")
    assert (ended.code, ended.err) == (0, "")
    first = [line.split(" ")[0] for line in ended.out.splitlines()]
    assert [name for name in first if name in shipped()] == list(shipped())
    assert [metric["metric"] for metric in cx("metrics", "--format", "json").data["metrics"]] == list(shipped())


def test_one_metric(cx):
    """A metric is found in any case, and shown in full."""
    assert cx("metrics", "CSAT:net").out.startswith("Net satisfaction (csat:net)\n")
    assert [each["metric"] for each in cx("metrics", "ces", "--format", "json").data["metrics"]] == ["ces"]


def test_a_metric_that_is_not_there(cx):
    """A name that no metric has is wrong usage, as an object in a JSON run."""
    assert cx("metrics", "nope").code == 2
    assert "cx metrics" in cx("metrics", "nope").errors[0]
    assert cx("metrics", "nope", "--format", "json").data["problems"][0]["code"] == "metric"


def test_metrics_of_the_config_are_listed(cx, config):
    """Metrics of the config stand beside the shipped ones."""
    config("metrics: {mine: {extends: nps, title: Ours}}")
    ended = cx("metrics", "mine")
    assert ended.out.startswith("Ours (mine)\n")
    assert ended.err == "cx: using cx.yaml\n"
    assert "Ours" in cx("metrics").out
