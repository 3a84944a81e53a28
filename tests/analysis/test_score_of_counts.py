import json
from pathlib import Path

import pytest

from cxcli.analysis.score_of_counts import (
    OUTSIDE,
    counted_answers,
    counted_boxes,
    of_answers,
    of_boxes,
    of_share,
    score_of_counts,
)
from cxcli.config.metric import MetricConfig
from cxcli.errors import UsageError
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
TANGO = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))["ci_score_tango"]
NPS, CSAT, MEAN, EFFORT = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean", "ces:effort"))


def score(metric, counted, confidence=0.95, interval=None, population=None):
    return score_of_counts(metric, counted, confidence=confidence, interval=interval, population=population)


@pytest.mark.parametrize("case", TANGO[:3])
def test_published_limits_from_counts(case):
    """From the counts of three boxes come the published limits of the difference."""
    found = score(NPS, of_boxes(NPS, [case["c"], case["p"], case["d"]]), case["conf"])
    assert (found.low, found.high) == pytest.approx((100 * case["lo"], 100 * case["hi"]), abs=0.06)
    assert (found.n, found.account.read, found.account.scored) == (case["c"] + case["p"] + case["d"],) * 3


def test_boxes_are_named_in_order():
    """Counts of boxes come back by name, and their shares stand beside the value; what nobody counted does not."""
    counted = of_boxes(NPS, [70, 20, 10])
    assert counted.named == {"promoters": 70, "passives": 20, "detractors": 10}
    assert score(NPS, counted).parts == {"promoters": 70, "passives": 20, "detractors": 10}
    assert counted_boxes(CSAT) == ("satisfied", "neutral", "dissatisfied")


def test_a_share_of_all():
    """69 of 100 are 69 %; of the other answers nothing is known but how many they are."""
    counted = of_share(CSAT, 69, 100)
    assert counted.named == {"satisfied": 69, "not satisfied": 31}
    found = score(CSAT, counted)
    assert (found.value, found.n, found.parts) == (69, 100, {"satisfied": 69})
    easy = of_share(EFFORT, 3, 4)
    assert score(EFFORT, easy).value == 75


@pytest.mark.parametrize(("metric", "inside"), [(NPS, 1), (CSAT, 11)])
def test_no_share(metric, inside):
    """What is no share, or more than all, has no counts."""
    with pytest.raises(ValueError, match="a share is of a box"):
        of_share(metric, inside, 10)


def test_counts_of_every_answer():
    """With every answer counted, a mean is known, and so is all that stands beside a value: 4.09 by hand."""
    counted = of_answers(MEAN, [3, 5, 12, 40, 40])
    found = score(MEAN, counted)
    assert counted_answers(MEAN) == tuple(counted.named) == ("1", "2", "3", "4", "5")
    assert found.value == pytest.approx(4.09)
    assert found.parts["satisfied"] == 80
    assert set(found.parts) == set(MEAN.estimate(counted.statistic, confidence=0.95, interval=None).parts)


def test_answers_in_no_box():
    """Where boxes leave answers out, those are counted as other."""
    said = MetricConfig.model_validate({"extends": "csat", "boxes": {"satisfied": 5}, "value": {"share": "satisfied"}})
    own = settle(own_metric("top", said, shipped()["csat"])[0])
    assert counted_boxes(own) == ("satisfied", OUTSIDE)
    assert score(own, of_boxes(own, [1, 3])).value == 25


def test_a_population():
    """The effective n of 69 of 100 from 250 people is 100 / (1 - 0.4); of a census it is endless, without limits."""
    found = score(CSAT, of_share(CSAT, 69, 100), population=250)
    assert found.effective_n == pytest.approx(100 / 0.6)
    census = score(CSAT, of_share(CSAT, 69, 100), population=100)
    assert (census.low, census.value, census.high) == (69, 69, 69)


@pytest.mark.parametrize(
    ("counts", "options", "code"),
    [
        ((0, 0), {}, "counts"),
        ((1, 5), {"interval": "t"}, "interval"),
        ((1, 5), {"population": 4}, "population"),
    ],
)
def test_what_is_refused(counts, options, code):
    """No answers, an interval that the metric has not, and more answers than people are wrong usage."""
    with pytest.raises(UsageError) as caught:
        score(CSAT, of_share(CSAT, *counts), **options)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].help
