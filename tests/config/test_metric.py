import pytest
from pydantic import ValidationError

from cxcli.config.metric import MetricConfig, ScaleConfig, ValueConfig


@pytest.mark.parametrize(
    "form",
    [
        {"plus": "a", "minus": "b"},
        {"share": "a"},
        {"mean": True},
        {"index": True},
        {"median": True},
        {"percentile": 90},
    ],
    ids=["net", "share", "mean", "index", "median", "percentile"],
)
def test_a_value_has_one_of_six_forms(form):
    """A difference of two boxes, a share, a mean, an index, a median and a percentile are the forms of a value."""
    value = ValueConfig.model_validate(form)
    assert {key: given for key, given in value if given is not None} == form


@pytest.mark.parametrize(
    "forms",
    [
        {},
        {"plus": "a"},
        {"minus": "a"},
        {"share": "a", "mean": True},
        {"plus": "a", "minus": "b", "index": True},
        {"mean": False},
        {"mean": 1},
        {"median": True, "percentile": 50},
        {"median": False},
        {"percentile": 0},
        {"percentile": 100},
        {"percentile": 90.5},
    ],
)
def test_a_value_has_no_other_form(forms):
    """None, half a form, two forms and a flag that is not true are refused."""
    with pytest.raises(ValidationError):
        ValueConfig.model_validate(forms)


@pytest.mark.parametrize(
    ("low", "high", "good"), [(0, 10, True), (-2, 2, True), (1, 1, False), (5, 1, False), (0, 1001, False)]
)
def test_a_scale_goes_up(low, high, good):
    """The lowest answer is below the highest, and both lie within a thousand."""
    if good:
        assert ScaleConfig(low=low, high=high).high == high
    else:
        with pytest.raises(ValidationError):
            ScaleConfig(low=low, high=high)


def test_a_metric_may_say_nothing_and_knows_what_was_said():
    """Every key of a metric is optional; those that were written can be told from those that were not."""
    metric = MetricConfig.model_validate({"missing": [], "extends": "nps"})
    assert metric.model_fields_set == {"missing", "extends"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("polarity", "hard"),
        ("level", "company"),
        ("unit", "%"),
        ("direction", "up"),
        ("title", ""),
        ("kind", 1),
        ("boxes", {"A b": 1}),
    ],
)
def test_what_a_metric_refuses(key, value):
    """Choices are closed, texts are texts, and a box has a plain name."""
    with pytest.raises(ValidationError):
        MetricConfig.model_validate({key: value})


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "rate", "among": "answered == 'yes'", "counts": "wait_time <= {within}", "within": "20 s"},
        {"kind": "duration", "measure": "resolution_time", "running": "solved == 'no'", "start": "created_at"},
        {"kind": "ratio", "sum": ["talk_time", "hold_time"], "per": "calls", "unit": "seconds"},
        {"waits": "solved == 'no'", "dates": ["solved_at"], "schedule": "support", "source": "tickets"},
        {"figure": "simple", "margin": 0.6, "discount": 0.1, "horizon": "365 d", "unit": "currency"},
        {"margin": 1, "discount": 0, "unit": "ratio"},
    ],
)
def test_what_metrics_without_answers_say(said):
    """Conditions, fields, lengths of time, and the terms of values."""
    assert MetricConfig.model_validate(said).model_fields_set == said.keys()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("within", "20"),
        ("dates", ["Solved at"]),
        ("sum", "talk_time"),
        ("per", "Calls"),
        ("measure", ""),
        ("margin", 0),
        ("margin", 1.1),
        ("discount", -0.1),
        ("discount", 10),
        ("horizon", "1 year"),
        ("among", ""),
    ],
)
def test_what_they_cannot_say(key, value):
    """A length without a unit, what is no name of a field, and terms out of range are refused."""
    with pytest.raises(ValidationError):
        MetricConfig.model_validate({key: value})
