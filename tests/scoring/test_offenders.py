import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.offenders import offenders
from cxcli.scoring.periods import Periods
from cxcli.scoring.ready import ready
from tests.laws.mapped_rows import answers, kept, plan_for, records
from tests.laws.typed_rows import scored_rows, typed_records

OFF, UNREAD = Disposition.OFF_SCALE, Disposition.UNREADABLE


def found(rows, *, metric=None, more=(), **options):
    metric = metric or settle(shipped()["nps"])
    plan = plan_for(metric, **options)
    mapped = records(rows, metrics=[metric.id], more=more)
    fates = plan.fates(mapped, kept(rows, [metric.id]))[metric.id]
    counts = {fate: int(np.count_nonzero(fates == FATE_CODE[fate])) for fate in (OFF, UNREAD)}
    made = offenders(mapped, metric, fates)
    for fate, count in counts.items():
        assert sum(rows for (each, _), rows in made.items() if each == fate) == count
    return dict(made)


@pytest.mark.parametrize("text", ["11", "-1", "99", "9999", "+11", "7.5", "10.25"])
def test_short_numbers_are_shown(text):
    """A number of up to four digits off the scale is shown as it stands."""
    assert found(answers(text, text, 9)) == {(OFF, text): 2}


@pytest.mark.parametrize("text", ["4915112345678", "12345", "123.45", "1e2", "7.125", "1/3", "\u0667\u0667"])
def test_longer_numbers_are_only_counted(text):
    """What may be a telephone number or an account is never shown, and neither are digits of other scripts."""
    assert found(answers(text)) == {(OFF, "text"): 1}


def test_words_are_only_counted():
    """What people wrote is counted together, and blank and missing answers are no offenders."""
    assert found(answers("often", "never", "", "n/a", 9)) == {(UNREAD, "text"): 2}


def test_spaces_around_a_number_are_not_shown():
    """The same number with spaces is the same offender."""
    assert found(answers("11", " 11 ")) == {(OFF, "11"): 2}


def test_an_unreadable_date_is_called_so():
    """Where the date decided, the answer is not blamed, unless it is unreadable as well."""
    rows = [*answers(9, 11, at="soon"), *answers("often", at="soon"), *answers("often", 12, at="2025-01-01")]
    assert found(rows, since=None, periods=Periods(Grain.MONTH)) == {
        (UNREAD, "date"): 2,
        (UNREAD, "text"): 2,
        (OFF, "12"): 1,
    }


def test_rows_that_did_not_get_as_far_are_no_offenders():
    """A filtered row is not looked at, whatever it says."""
    assert found(answers(11, "often", kept="no")) == {}


def test_each_row_is_blamed_once():
    """A row of which answer and weight are unreadable is counted once, by the answer; another by its weight."""
    rows = [*answers("often", 9, weight="77x"), *answers(9, weight="1")]
    assert found(rows, more=("weight",)) == {(UNREAD, "text"): 1, (UNREAD, "weight"): 1}


def of_rows(metric, rows, **options):
    return scored_rows(metric, rows, **options)[0].offenders


def test_rows_without_answers_are_blamed_on_their_fields():
    """Each unreadable or blank row is counted once, by the first of the metric's fields that is so."""
    rows = [
        {"answered": "?", "talk_time": "?"},
        {"answered": "yes", "talk_time": "?"},
        {"answered": "yes", "talk_time": ""},
        {"answered": "", "talk_time": ""},
        {"answered": "no", "talk_time": ""},
        {"answered": "yes", "talk_time": "5"},
    ]
    assert of_rows("talk_time", rows) == {
        (UNREAD, "answered"): 1,
        (UNREAD, "talk_time"): 1,
        (Disposition.BLANK, "answered"): 1,
        (Disposition.BLANK, "talk_time"): 1,
    }


def test_the_side_of_a_blank_row_of_a_rate_is_told_where_it_is_known():
    """Otherwise the field that is blank."""
    rows = [
        {"answered": "no", "wait_time": ""},
        {"answered": "yes", "wait_time": ""},
        {"answered": "yes", "wait_time": "5"},
    ]
    assert of_rows("service_level", rows) == {
        (Disposition.BLANK, "not_in_time"): 1,
        (Disposition.BLANK, "wait_time"): 1,
    }


def test_weights_of_a_rate_are_told_as_those_of_answers():
    """A row that could be scored but for its weight is blamed on that."""
    rate = ready(shipped()["abandon_rate"])
    mapped = typed_records([rate.source], [{"answered": "yes"}, {"answered": "no"}])
    weights = records(answers(1, 2, weight="much"), more=("weight",)).fields["weight"]
    plan = plan_for(rate)
    mapped = plan.completed(replace(mapped, fields={**mapped.fields, "weight": weights}))
    fates = plan.fates(mapped, {"abandon_rate": np.zeros(2, np.int8)})["abandon_rate"]
    assert offenders(mapped, rate, fates) == {(UNREAD, "weight"): 2}


def test_records_without_any_date_are_never_undated():
    """Where no date is read, an unreadable weight is all that can be wrong beside the answer."""
    mapped = records(answers(9, "often", weight="much"), more=("weight",))
    fields = {name: field for name, field in mapped.fields.items() if name != "at"}
    mapped, metric = replace(mapped, fields=fields), settle(shipped()["nps"])
    fates = plan_for(metric).fates(mapped, {"nps": np.zeros(2, np.int8)})["nps"]
    assert offenders(mapped, metric, fates) == {(UNREAD, "text"): 1, (UNREAD, "weight"): 1}
