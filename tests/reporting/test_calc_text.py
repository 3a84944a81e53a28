import pytest

from cxcli.analysis.expected_spread import Spread
from cxcli.analysis.score_of_counts import of_answers, of_boxes, score_of_counts
from cxcli.analysis.survey_plan import Chances, SurveyPlan
from cxcli.reporting.calc_text import calculated_text, plan_text
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped

NPS, MEAN = settle(shipped()["nps"]), settle(shipped()["csat:mean"])


def text(metric, counted, *, population=None, decimals=None, width=100):
    score = score_of_counts(metric, counted, confidence=0.95, interval=None, population=population)
    return calculated_text(score, counted, population=population, decimals=decimals, width=width).splitlines()


def plan(question="shown", amount=0.255, unit="score", answers=(400, 1200), **chances):
    return SurveyPlan(
        question=question,
        metric="csat:mean",
        unit=unit,
        amount=amount,
        answers=answers,
        spread=Spread(4.0, "the worst"),
        chances=Chances(**chances),
    )


def test_counts_of_boxes():
    """Value and limits, the boxes by name with counts and shares, then the definition."""
    lines = text(NPS, of_boxes(NPS, [1200, 0, 300]), population=2000)
    assert lines[0].startswith("NPS 60.0   95 % ")
    assert lines[0].endswith("population 2,000")
    assert lines[1:] == [
        "promoters 1,200 (80.0 %) · passives 0 (0.0 %) · detractors 300 (20.0 %)",
        "nps: % 9-10 minus % 0-6 · score interval",
    ]


def test_counts_of_answers():
    """Answers stand with a colon; the boxes and other figures that follow from them have a line of their own."""
    lines = text(MEAN, of_answers(MEAN, [0, 0, 1, 0, 1]))
    assert lines[0].startswith("CSAT:mean 4.00")
    assert lines[1] == "1: 0 (0.0 %) · 2: 0 (0.0 %) · 3: 1 (50.0 %) · 4: 0 (0.0 %) · 5: 1 (50.0 %)"
    assert lines[2].startswith("satisfied 50.0 %")
    assert lines[3] == "csat:mean: mean of 1-5 · t interval"


def test_a_mean_without_limits():
    """Where there are no limits, the reason is said."""
    assert "(all answers are alike" in " ".join(text(MEAN, of_answers(MEAN, [0, 0, 0, 0, 4])))


def test_narrow_screens():
    """Lines break between figures."""
    assert max(map(len, text(NPS, of_boxes(NPS, [713, 315, 197]), width=40))) <= 40


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (plan("margin", 0.1, answers=(385,)), "385 answers for limits of 0.1 points of the scale on either side"),
        (plan("change", 6.0, "points", (1500, 1500)), "1,500 answers each time to see a change of 6 points"),
        (plan(), "a change of 0.26 points of the scale or more would show with 400 and 1,200 answers"),
        (plan(unit="percent", amount=7.06), "a change of 7.1 percentage points or more would show with 400 and 1,200"),
        (plan(amount=None, answers=(1, 2)), "no change that there can be would show with 1 and 2 answers"),
        (plan(amount=0.0, answers=(9, 9)), "every change shows with 9 and 9 answers: everybody answers both times"),
        (plan("margin", 3, answers=(1,)), "1 answer for limits of 3 points of the scale on either side"),
        (plan("change", 3, answers=(1, 1)), "1 answer each time to see a change of 3 points of the scale"),
    ],
)
def test_the_answer_of_a_plan(made, line):
    """A plan is told in a sentence, in the metric's unit; a margin and a change as they were asked for."""
    assert plan_text(made, decimals=None, width=200).startswith(f"CSAT:mean: {line}")


def test_what_a_plan_rests_on():
    """Confidence, power and population are said; a margin has no power."""
    lines = plan_text(plan(confidence=0.9, power=0.75, population=5000), decimals=None, width=120).splitlines()
    assert lines[1:] == ["confidence 90 % · power 75 % · population 5,000", "assumed: the worst · normal approximation"]
    assert plan_text(plan("margin", answers=(5,)), decimals=None, width=80).splitlines()[1] == "confidence 95 %"
    assert "0.3 points" in plan_text(plan(), decimals=1, width=80)
