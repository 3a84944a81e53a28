import pytest

from cxcli.config.load import load
from cxcli.findings.series_periods import with_periods
from cxcli.settings import Asked


@pytest.mark.parametrize(
    ("typed", "config", "period"),
    [
        (None, None, "month"),
        ("week", None, "week"),
        (None, "report: {confidence: 0.9}", "month"),
        (None, "report: {period: year}", "year"),
        (None, "report: {rolling: 2 quarters}", "quarter"),
        (None, "report: {rolling: 6 week}", "week"),
        ("day", "report: {period: year}", "day"),
    ],
)
def test_what_was_said_comes_before_the_config_and_a_month_last(typed, config, period, tmp_path):
    """Periods are those typed, else those of the config, of windows the single period, else months."""
    loaded = None
    if config is not None:
        (tmp_path / "cx.yaml").write_text(config)
        loaded = load(tmp_path / "cx.yaml")
    assert with_periods(Asked(period=typed, where="x"), loaded) == Asked(period=period, where="x")
