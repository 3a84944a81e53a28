from fractions import Fraction

import pytest
from scipy import stats

from cxcli.config.metric import MetricConfig
from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.ready import ready
from tests.laws.typed_rows import fates_of, scored_rows


def own(base=None, **keys):
    """A ratio of one's own."""
    definition, faults = own_metric("mine", MetricConfig.model_validate(keys), shipped()[base] if base else None)
    assert faults == []
    return definition


def test_a_ratio_says_what_it_is():
    """The fields that are summed, what they are divided by, and which rows it is about."""
    assert ready(shipped()["aht"]).definition == "sum of handle_time / rows among answered == 'yes'"
    assert ready(shipped()["aht:contacts"]).definition == "sum of handle_time / sum of calls among calls > 0"
    flagged = ready(shipped()["revenue_churn:flag"])
    assert flagged.definition == "sum of mrr where churned == 'yes' / sum of mrr"
    assert dict(flagged.parameters) == {"counts": "churned == 'yes'"}
    several = own("aht", sum=["talk_time", "wrap_time"], where="team == 'A'")
    assert ready(several).definition == "sum of talk_time + wrap_time / rows among answered == 'yes'"
    assert dict(ready(several).parameters) == {"among": "answered == 'yes'", "where": "team == 'A'"}


def test_it_is_the_ratio_of_totals():
    """Rows that stand for many contacts count as many, not as one mean each."""
    rows = [{"handle_time": "600", "calls": "1"}, {"handle_time": "900", "calls": "9"}]
    assert scored_rows("aht:contacts", rows)[0].value == 150


def test_each_row_has_one_fate():
    """A part that is blank leaves the row out; a negative one contradicts itself, in the sum or below it."""
    rows = [
        {"handle_time": "10", "calls": "2"},
        {"handle_time": "", "calls": "2"},
        {"handle_time": "-10", "calls": "2"},
        {"handle_time": "10", "calls": "0"},
        {"handle_time": "10", "calls": ""},
        {"handle_time": "?", "calls": "2"},
    ]
    assert fates_of("aht:contacts", rows) == [
        *("scored", "blank", "contradictory", "not_applicable", "blank", "unreadable")
    ]
    net = own(kind="ratio", direction="higher", unit="currency", sum=["mrr"])
    assert fates_of(net, [{"mrr": "-1"}, {"mrr": "1"}]) == ["contradictory", "scored"]


def test_rows_that_do_not_count_add_nothing_above():
    """They stay below the line; of which it is not known whether they count, they are left out."""
    rows = [{"churned": said, "mrr": "50"} for said in ("yes", "no", "no", "")]
    assert fates_of("revenue_churn:flag", rows) == ["scored"] * 3 + ["blank"]
    assert scored_rows("revenue_churn:flag", rows)[0].value == pytest.approx(100 / 3)
    assert scored_rows("revenue_churn:flag", rows[1:3])[0].value == 0, "nothing at all, not a millionth"


def test_nothing_to_divide_by_is_undefined():
    """It is not 0 and not infinite."""
    score = scored_rows("revenue_churn:flag", [{"churned": "yes", "mrr": "0"}])[0]
    assert (score.status, score.value, score.reason) == ("undefined", None, "the sum of mrr is 0")


def test_the_interval_has_the_row_as_its_unit():
    """From 50 rows on it is t times the linearised standard error: residuals from the line through the origin."""
    pairs = [(1 + number % 3, 60 * (2 + number % 7)) for number in range(60)]
    rows = [{"calls": str(calls), "handle_time": str(seconds)} for calls, seconds in pairs]
    score = scored_rows("aht:contacts", rows)[0]
    ratio = Fraction(sum(y for _, y in pairs), sum(x for x, _ in pairs))
    squares = sum((y - ratio * x) ** 2 for x, y in pairs)
    error = float(Fraction(60, 59) * squares) ** 0.5 / sum(x for x, _ in pairs)
    assert score.interval == "linearised"
    assert (score.low, score.high) == pytest.approx(stats.t.interval(0.95, 59, float(ratio), error), rel=1e-9)


def test_fewer_rows_are_drawn_again_and_limits_are_never_negative():
    """Below 50 rows the bootstrap gives the limits; nothing that is summed is negative."""
    rows = [{"answered": "yes", "handle_time": str(seconds)} for seconds in [0, 0, 0, 1, 1, 2, 900, 3, 5, 8, 9, 20]]
    score = scored_rows("aht", rows)[0]
    assert score.interval == "bootstrap"
    assert 0 <= score.low < score.value < score.high
    alone = scored_rows("aht", rows[:1])[0]
    assert (alone.value, alone.low, alone.interval) == (0, None, "bootstrap")
    assert alone.reason.startswith("one alone shows no spread")


def test_a_share_of_money_is_in_percent():
    """Value and limits are both."""
    rows = [{"churned": "yes" if number % 4 == 0 else "no", "mrr": str(10 + number)} for number in range(80)]
    score = scored_rows("revenue_churn:flag", rows)[0]
    gone = sum(10 + number for number in range(0, 80, 4))
    assert score.value == pytest.approx(100 * gone / sum(10 + number for number in range(80)))
    assert 10 < score.low < score.value < score.high < 40


def test_currencies_do_not_add_up():
    """Rows of two have no figure; capitals make no difference, and a row that names none is of that of the others."""
    rows = [{"renewed": "yes", "mrr": "10", "currency": name} for name in ("EUR", "eur", "", "USD")]
    paid = own(kind="ratio", direction="higher", unit="currency", sum=["mrr"])
    assert scored_rows(paid, rows[:3])[0].value == 10
    score = scored_rows(paid, rows)[0]
    assert (score.status, score.value) == ("undefined", None)
    assert score.reason == "amounts in EUR, USD do not add up; each group is of one currency"
    assert scored_rows(paid, [{"mrr": "10"}])[0].value == 10


def test_the_currency_of_rows_without_money_does_not_matter():
    """Durations of calls in two currencies add up."""
    rows = [{"answered": "yes", "handle_time": "10", "currency": name} for name in ("EUR", "USD")]
    assert scored_rows("aht", rows)[0].value == 10


def test_more_unreadable_rows_than_scored_ones_refuse_the_number():
    """The number of a few rows says nothing of the many that could not be read."""
    metric = ready(shipped()["aht"])
    found = metric.doubts(metric.empty(), {(Disposition.UNREADABLE, "handle_time"): 1})
    assert [each.code for each in found.refusals] == ["unreadable"]
    assert found.notices == ()


def test_a_ratio_may_have_no_interval():
    """The words that say why stand in the place of the limits, and no interval can be asked for."""
    spent = own(kind="ratio", direction="lower", unit="currency", sum=["spend"], no_interval="spending is no sample")
    found = scored_rows(spent, [{"spend": "10"}, {"spend": "30"}])[0]
    assert (found.value, found.low, found.reason) == (20, None, "spending is no sample")
    assert ready(spent).intervals == ("none",)


def test_a_margin_is_of_what_is_below():
    """1,200 by 100 at a margin of 0.8: 15, and the definition says so."""
    kept = own("cac:payback", margin=0.8)
    assert scored_rows(kept, [{"spend": "1200", "new_mrr": "100"}])[0].value == 15
    assert ready(kept).definition == "sum of spend / (sum of new_mrr × 0.8)"
    assert ready(kept).parameters["margin"] == 0.8


def test_a_profit_may_be_a_loss():
    """An amount that is signed adds to the sum where it is below 0."""
    rows = [{"campaign_revenue": "50", "spend": "100"}, {"campaign_revenue": "10", "spend": "-1"}]
    assert fates_of("campaign_effectiveness", rows) == ["scored", "contradictory"]
    assert scored_rows("campaign_effectiveness", rows)[0].value == -50
