import numpy as np
import pytest

from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.offenders import offenders
from cxcli.scoring.periods import Periods
from tests.laws.mapped_rows import answers, kept, plan_for, records

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
