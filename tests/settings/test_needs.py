from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from cxcli.config.models import Config
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.customer_definitions import FORMS
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings import Asked
from cxcli.settings.needs import need_of, typed_choices

OTHERS = [
    name for name, each in shipped().items() if not has_answers(each) and each.kind not in ("at_risk", "composite")
]


def need(metric):
    return need_of(shipped()[metric])


@pytest.mark.parametrize("metric", OTHERS)
def test_every_metric_without_answers_says_what_it_needs(metric):
    """Its fields are all in the vocabulary, its dates are dates, and it needs something."""
    found = need(metric)
    assert found.metric == metric
    assert {*found.fields, *found.optional, *found.dates} <= vocabulary().keys()
    assert {vocabulary()[name].type for name in found.dates} <= {"date"}
    assert found.fields or found.forms or metric == "response_rate:questions"  # it needs those that are named


def test_what_rates_ratios_and_durations_need():
    """They need what their conditions name and what is summed or measured, and take a start where there is one."""
    assert need("transfer_rate").fields == ("answered", "transferred")
    assert need("aht:contacts").fields == ("calls", "handle_time")
    found = need("resolution_time")
    assert {"live", "solved", "resolution_time"} <= set(found.fields)
    assert (found.optional, found.dates[0], found.zoned) == (("created_at", "ticket"), "solved_at", False)
    assert need("talk_time").optional == ("ticket",)
    assert need("fcr:survey").optional == ()


def test_what_contacts_need():
    """First contacts need who came when and what became of it; topics and reopenings are taken where they are there."""
    found = need("fcr")
    assert found.fields == ("customer", "created_at", "solved_at", "solved", "live")
    assert {"topic", "reopened"} <= set(found.optional)
    assert found.dates == ("solved_at",)


def test_what_customers_need():
    """A list of customers has one of its forms, and an amount where it is of what they pay; days are the report's."""
    churn, nrr = need("churn_rate"), need("nrr")
    assert (churn.fields, churn.optional, churn.zoned) == ((), (), True)
    assert (nrr.fields, nrr.optional, nrr.zoned) == (("mrr",), ("currency", "subscription"), True)
    assert [form.fields for form in nrr.forms] == list(FORMS)
    assert all(form.fields[1] == form.date for form in nrr.forms)
    assert {form.fields for form in nrr.forms if form.sure} == {
        ("customer", "started_at", "ended_at"),
        ("customer", "moved_at", "mrr", "movement"),
    }


def test_what_purchases_and_use_need():
    """A repeated purchase needs no amount; use needs how much there was of it."""
    assert need("repeat_purchase_rate").fields == ("customer", "ordered_at")
    assert need("clv").fields == ("customer", "ordered_at", "revenue")
    assert need("usage_decline").fields == ("customer", "used_at", "usage")


def test_a_kind_of_which_nobody_says_what_it_needs_is_a_fault():
    """A metric of answers has no such need."""
    with pytest.raises(NotImplementedError, match="box_score"):
        need_of(replace(shipped()["nps"]))


def test_what_was_said_of_the_form_of_fields():
    """Options go before the config; codes of both count."""
    config = Config.model_validate(
        {
            "dates": {"order": "day-first"},
            "numbers": {"decimal": "comma"},
            "durations": {"unit": "minutes", "units": {"talk_time": "seconds"}},
            "missing": [99],
            "words": {"status": {"parked": "hold"}},
        }
    )
    zone = ZoneInfo("Europe/Berlin")
    found = typed_choices(Asked(missing=["-"]), config, zone)
    assert found.dates == DateChoices(order="day-first", zone=zone, report_zone=zone)
    assert (found.decimal, found.unit, found.units) == ("comma", "minutes", {"talk_time": "seconds"})
    assert (found.missing.numbers, found.missing.words) == ({99}, {"99", "-"})
    assert found.words == {"status": {"parked": "hold"}}
    typed = typed_choices(Asked(decimal="point", unit="hh:mm", dates="iso"), config, zone)
    assert (typed.decimal, typed.unit, typed.dates.order) == ("point", "hh:mm", "iso")
