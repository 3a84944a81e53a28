import pytest

from cxcli.analysis import survey_plan
from cxcli.analysis.expected_spread import expected_spread, worst_spread
from cxcli.analysis.survey_plan import Chances
from cxcli.errors import UsageError
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped

CSAT = settle(shipped()["csat"])
WORST = worst_spread(CSAT)


def test_a_plan_for_a_margin():
    """384.15 answers of 1,000 people are 277.5: a plan says what was asked, what it takes, and what it assumes."""
    plan = survey_plan.for_margin(CSAT, WORST, 5, Chances(population=1000))
    assert (plan.question, plan.metric, plan.unit, plan.amount) == ("margin", "csat", "percent", 5)
    assert (plan.answers, plan.spread, plan.chances.population) == ((278,), WORST, 1000)


def test_a_plan_for_a_change():
    """10 points at 50 % take 392.4 answers each time by the textbook, 525.4 with a power of 90 %, and a few more."""
    for power, textbook in ((0.8, 392.4), (0.9, 525.4)):
        one, two = survey_plan.for_change(CSAT, WORST, 10, Chances(power=power)).answers
        assert one == two
        assert textbook < one < textbook + 8


def test_a_change_that_there_cannot_be():
    """From 50 % nothing can change by 90 points; from 90 % it can, downwards."""
    with pytest.raises(UsageError, match="csat cannot change by 90 from a score of 50"):
        survey_plan.for_change(CSAT, expected_spread(CSAT, 50), 90, Chances())
    assert survey_plan.for_change(CSAT, expected_spread(CSAT, 90), 90, Chances()).answers[0] < 10


def test_what_two_samples_show():
    """393 answers each time show 10 points; two answers each time show no change that there can be."""
    plan = survey_plan.shown(CSAT, WORST, (393, 393), Chances())
    assert (plan.question, plan.amount) == ("shown", pytest.approx(10, abs=0.1))
    assert survey_plan.shown(CSAT, WORST, (1, 2), Chances()).amount is None


@pytest.mark.parametrize(("name", "widest"), [("nps", 200), ("csat", 100), ("csat:mean", 4), ("csat:index", 100)])
def test_how_far_values_can_be_apart(name, widest):
    """Two NPS can be 200 points apart, two shares 100, two means as far as the scale is long."""
    assert survey_plan.widest(settle(shipped()[name])) == widest
