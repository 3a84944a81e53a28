import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.analysis.weakest_stage import weakest_stage
from cxcli.rows import RowAccount
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.metric import Estimate
from cxcli.scoring.ready import ready
from cxcli.scoring.score import Score

SEEDS = 200
STAGES = ("a", "b", "c", "d", "e", "f")
ANSWERS, USUAL, WEAK = (1, 2, 3, 4, 5), (0.08, 0.07, 0.1, 0.4, 0.35), (0.2, 0.15, 0.1, 0.3, 0.25)


def scores_of(answers):
    """The score of each stage, from its answers from 1 to 5."""
    metric = ready(shipped()["csat"])
    found = {}
    for stage, given in answers.items():
        counts = CountsByValue.of({value: given.count(value) for value in set(given)})
        made = metric.estimate(counts, confidence=0.95, interval=None) if counts.n else Estimate()
        found[stage] = Score(
            metric="csat", title="", definition="", parameters=metric.parameters, group={}, period=None, status="ok",
            reason=None, value=made.value, low=made.low, high=made.high, unit="percent", confidence=0.95,
            interval=made.interval, n=counts.n, parts={}, account=RowAccount(counts.n), statistic=counts,
        )  # fmt: skip
    return found, metric


def test_shuffled_answers_show_a_weakest_stage_as_seldom_as_is_stated():
    """Where all stages are alike, one is marked in at most 5 of 100 surveys, but for the chance of 200 surveys."""
    marked = 0
    for seed in range(SEEDS):
        random = np.random.default_rng(seed)
        answers = {stage: random.choice(ANSWERS, 120, p=USUAL).tolist() for stage in STAGES}
        scores, metric = scores_of(answers)
        marked += weakest_stage("csat", scores, metric, min_n=1).weakest is not None
    # A binomial with 200 trials at 5 % is above 17 in 1 of 100 cases.
    assert marked <= 17


def test_a_weak_stage_is_found():
    """Where one stage satisfies 55 instead of 75 of 100, it is the one that is marked."""
    found = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        shares = {stage: WEAK if stage == "c" else USUAL for stage in STAGES}
        answers = {stage: random.choice(ANSWERS, 300, p=shares[stage]).tolist() for stage in STAGES}
        weakest = weakest_stage("csat", *scores_of(answers), min_n=1).weakest
        found.append(weakest and weakest.key)
    assert found == ["c"] * 20


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"a": [5], "b": []}, "only one group has answers"),
        ({"a": [], "b": []}, "no row was scored"),
        ({"a": [4, 5, 5], "b": [5, 5, 4]}, "no stage is weaker than chance explains"),
    ],
)
def test_why_there_is_none(answers, reason):
    """Without two stages with answers there is nothing to compare."""
    found = weakest_stage("csat", *scores_of(answers), min_n=1)
    assert (found.weakest, found.reason) == (None, reason)


def test_stages_on_different_scales_are_not_compared():
    """A share of 4 and 5 of five points is not that of nine and ten of ten."""
    scores, metric = scores_of({"a": [5, 4, 1], "b": [5, 5, 2]})
    scores["b"] = replace(scores["b"], parameters={**scores["b"].parameters, "scale": "1-10"})
    found = weakest_stage("csat", scores, metric, min_n=1)
    assert (found.weakest, found.reason) == (None, "the answers of the stages are on different scales")
