import pytest
from pydantic import ValidationError

from cxcli.config.models import Config, ReportConfig
from cxcli.config.source import HeaderConfig, SourceConfig


def test_an_empty_config_says_nothing():
    """Without keys every value is None or empty, so that each default has one home elsewhere."""
    config = Config()
    assert (config.columns, config.missing, config.labels, config.metrics) == ({}, (), {}, {})
    assert config.source == SourceConfig(
        encoding=None, delimiter=None, quote=None, records=None, header=HeaderConfig(), max_rejects=None
    )
    assert not any(value for _, value in config.report)


def test_a_config_cannot_be_changed():
    """A loaded config is frozen."""
    with pytest.raises(ValidationError):
        Config().missing = (1,)


@pytest.mark.parametrize(
    ("section", "values"),
    [
        (
            "source",
            {"delimiter": "tab", "quote": "none", "encoding": "cp1252", "records": "data.items", "max_rejects": 20},
        ),
        ("source", {"max_rejects": "0.5 %", "header": {"rows": 3, "names": ["a", "b"], "skip_before": 1, "footer": 0}}),
        ("dates", {"order": "day-first", "unit": "milliseconds", "zone": "Europe/Berlin", "format": "%d.%m.%y"}),
        ("numbers", {"decimal": "comma"}),
        ("report", {"confidence": 0.999, "decimals": 0, "min_n": 1, "interval": "mid-p", "by": ["plan", "a+b"]}),
        ("report", {"period": "quarter", "since": 2025, "until": "2025-W53", "where": "plan == 'pro'", "zone": "UTC"}),
    ],
)
def test_what_the_sections_take(section, values):
    """Each key takes its documented values."""
    assert Config.model_validate({section: values})


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("source", {"header": {"rows": 4}}),
        ("source", {"header": {"rows": True}}),
        ("source", {"header": {"skip_before": -1}}),
        ("source", {"header": {"footer": "1"}}),
        ("source", {"header": {"names": "a"}}),
        ("source", {"delimiter": "\t"}),
        ("source", {"max_rejects": "1"}),
        ("source", {"max_rejects": "101%"}),
        ("source", {"max_rejects": -1}),
        ("source", {"max_rejects": True}),
        ("report", {"confidence": 0}),
        ("report", {"confidence": 1}),
        ("report", {"confidence": "0.95"}),
        ("report", {"decimals": 1.0}),
        ("report", {"min_n": 0}),
        ("report", {"by": [""]}),
        ("report", {"where": "x" * 2001}),
    ],
)
def test_what_the_sections_refuse(section, values):
    """Out of range, of another kind or of another form is refused; nothing is converted."""
    with pytest.raises(ValidationError):
        Config.model_validate({section: values})


def test_a_year_is_a_text_in_the_model():
    """A bare year, a whole number in YAML, arrives as the text of the period."""
    assert ReportConfig.model_validate({"since": 2025}).since == "2025"
