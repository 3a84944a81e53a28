import pytest

from cxcli.config.check import validated
from cxcli.config.metric import MetricConfig
from cxcli.config.models import Config
from cxcli.config.strict_yaml import load
from cxcli.scoring.catalogue import shipped, with_own
from cxcli.scoring.customer_definitions import FORMS, started_contacts, started_retention, started_value
from cxcli.scoring.customer_rows import KINDS
from cxcli.scoring.ready import ready
from cxcli.scoring.value_terms import Terms


def own(text):
    """The metrics of a config, with those that are shipped."""
    document = load(text, name="cx.yaml")
    return with_own(validated(document, Config).metrics, document)


def test_a_shipped_metric_may_be_restated():
    """What the config says takes the place of what was said; the rest stays."""
    found = own(
        "metrics: {fcr: {within: 3 d}, mine: {extends: clv:simple, margin: 0.7, discount: 0.1, title: Mine}, "
        "ahead: {extends: clv:bgnbd, horizon: 730 d, where: \"plan == 'pro'\"}, "
        "fell: {extends: usage_decline, title: Fell}}"
    )
    assert found["fcr"].rules.within == "3 d"
    assert found["fcr"].rules.dates == shipped()["fcr"].rules.dates
    assert (found["mine"].terms, found["mine"].figure, found["mine"].title) == (Terms(0.7, 0.1), "simple", "Mine")
    assert found["ahead"].terms.horizon == "730 d"
    assert ready(found["ahead"]).parameters["where"] == "plan == 'pro'"
    assert (found["fell"].title, found["fell"].kind) == ("Fell", "decline")


def test_a_metric_may_be_made_from_nothing():
    """A kind, what it needs, a unit and a direction make a metric of customers."""
    found = own(
        "metrics: {a: {kind: first_contact, direction: higher, within: 2 d, dates: [created_at]}, "
        "b: {kind: retention, direction: lower, unit: percent, figure: churn}, "
        "c: {kind: value, direction: higher, unit: currency, figure: historic}, d: {kind: decline, direction: lower}}"
    )
    assert (found["a"].rules.within, found["a"].rules.dates, found["a"].unit) == ("2 d", ("created_at",), "percent")
    assert (found["b"].figure, found["b"].unit, found["b"].direction) == ("churn", "percent", "lower")
    assert (found["c"].figure, found["c"].terms) == ("historic", Terms())
    assert (found["d"].unit, found["d"].family) == ("percent", "d")


@pytest.mark.parametrize(
    ("started", "kind", "says"),
    [
        (started_contacts, "first_contact", "within which time"),
        (started_retention, "retention", "its figure"),
        (started_value, "value", "its figure"),
    ],
)
def test_what_a_metric_cannot_do_without(started, kind, says):
    """Without it there is none."""
    with pytest.raises(ValueError, match=says):
        started("mine", MetricConfig(kind=kind, direction="higher"))


def test_forms_of_lists_are_told_by_their_date():
    """Every form has a customer and then the date that tells what it is."""
    assert {form[0] for form in FORMS} == {"customer"}
    assert {form[1] for form in FORMS} == set(KINDS)
