from collections import Counter
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxcli.analysis.pairs import OUTSIDE, mcnemar_mid_p, paired, transitions
from cxcli.config.metric import MetricConfig
from cxcli.scoring.box_definition import Scale
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.own_metric import own_metric

NPS, CSAT, MEAN = (settle(shipped()[name]) for name in ("nps", "csat", "csat:mean"))


def pairs_of(low, high):
    answers = st.integers(low, high)
    return st.dictionaries(st.tuples(answers, answers), st.integers(1, 20), min_size=1, max_size=12)


def wave(pairs, side):
    counts = Counter()
    for pair, n in pairs.items():
        counts[pair[side]] += n
    return CountsByValue.of(counts)


@pytest.mark.parametrize("metric", [NPS, CSAT, MEAN], ids=["nps", "csat", "mean"])
@given(data=st.data())
def test_the_margins_are_the_two_waves(metric, data):
    """Values, n and the transitions' margins are those of the two waves, each scored alone."""
    pairs = data.draw(pairs_of(metric.scale.low, metric.scale.high))
    found = paired(pairs, metric)
    before, after = (metric.estimate(wave(pairs, side), confidence=0.95, interval=None) for side in (0, 1))
    assert (found.before, found.after) == pytest.approx((before.value, after.value), abs=1e-12)
    assert found.difference == pytest.approx(after.value - before.value, abs=1e-9)
    assert found.n == sum(found.transitions.values()) == sum(pairs.values())
    for side, estimate in ((0, before), (1, after)):
        for box in metric.boxes:
            moved = sum(n for move, n in found.transitions.items() if move[side] == box)
            assert 100 * moved / found.n == pytest.approx(estimate.parts[box])


@pytest.mark.parametrize("metric", [NPS, CSAT, MEAN], ids=["nps", "csat", "mean"])
@given(data=st.data())
def test_the_limits_hold_the_difference(metric, data):
    """They hold it, as far as the metric can differ; there are limits unless a mean shows no spread."""
    found = paired(data.draw(pairs_of(metric.scale.low, metric.scale.high)), metric)
    widest = {"points": 200, "percent": 100, "score": 4}[metric.unit]
    assert (found.low is None) == (found.verdict is None) == (found.p is None)
    assert found.low is not None or found.reason
    if found.low is not None:
        assert -widest <= found.low <= found.difference + 1e-9
        assert found.difference - 1e-9 <= found.high <= widest


def test_a_share_by_published_limits():
    """6 gained and 16 lost of 161: Tango's interval of Fagerland, Lydersen and Laake's airway example."""
    pairs = {(1, 5): 6, (5, 1): 16, (1, 1): 100, (5, 5): 39}
    found = paired(pairs, CSAT)
    assert (found.low, found.high) == (pytest.approx(-12.4, abs=0.05), pytest.approx(-0.54, abs=0.005))
    assert found.difference == pytest.approx(-1000 / 161)
    assert (found.interval, found.test) == ("score", "McNemar mid-p")


@pytest.mark.parametrize(("gained", "lost"), [(1, 7), (0, 3), (5, 5), (0, 0), (6, 16), (16, 6), (40, 61)])
def test_mcnemar_mid_p_by_brute_force(gained, lost):
    """All splits of those who changed that are less even, twice, and those just as uneven once."""
    changed = gained + lost
    chance = [Fraction(comb(changed, k), 2**changed) for k in range(changed + 1)]
    fewer = min(gained, lost)
    expected = 2 * (sum(chance[:fewer]) + chance[fewer] / 2)
    assert mcnemar_mid_p(gained, lost) == pytest.approx(min(float(expected), 1.0), rel=1e-12)


@pytest.mark.parametrize("metric", [NPS, MEAN], ids=["nps", "mean"])
def test_other_metrics_by_scipy(metric):
    """For NPS and means, limits and p are those of scipy's paired t test on each respondent's points."""
    pairs = {(1, 5): 4, (5, 1): 2, (3, 4): 6, (4, 4): 9, (2, 3): 3}
    if metric is NPS:
        pairs = {(0, 9): 4, (9, 0): 2, (7, 10): 6, (9, 9): 9, (6, 7): 3}
    points = {**dict.fromkeys(range(7), -100), 7: 0, 8: 0, 9: 100, 10: 100} if metric is NPS else range(6)
    before, after = ([points[pair[side]] for pair, n in pairs.items() for _ in range(n)] for side in (0, 1))
    known = stats.ttest_rel(after, before)
    found = paired(pairs, metric, confidence=0.9)
    assert (found.low, found.high) == pytest.approx(tuple(known.confidence_interval(0.9)))
    assert found.p == pytest.approx(known.pvalue)
    assert (found.interval, found.test) == ("t", "paired t")


@pytest.mark.parametrize(
    ("pairs", "why"), [({(3, 4): 1}, "one respondent shows"), ({(3, 4): 2, (4, 5): 3}, "all respondents moved alike")]
)
def test_no_spread(pairs, why):
    """One respondent, or several who all moved by the same, give a mean's difference no limits and no test."""
    found = paired(pairs, MEAN)
    assert (found.difference, found.low, found.high, found.p) == (1, None, None, None)
    assert found.reason.startswith(why)
    assert paired({(1, 5): 1}, CSAT).low is not None


def test_limits_end_where_the_metric_does():
    """Two respondents, one of whom moved by all of the scale: the t interval is cut at the widest difference."""
    found = paired({(1, 5): 1, (3, 3): 1}, MEAN)
    assert found.difference == 2  # without the cut the limits were 2 -+ 12.7 * sqrt(8 / 2)
    assert (found.low, found.high) == (-4, 4)


def test_transitions_in_the_order_of_the_boxes():
    """Moves come in the order of the metric's boxes, and only those that occur."""
    moves = transitions({(0, 9): 2, (10, 7): 1, (9, 10): 3, (7, 8): 1}, NPS)
    assert list(moves.items()) == [
        (("promoters", "promoters"), 3),
        (("promoters", "passives"), 1),
        (("passives", "passives"), 1),
        (("detractors", "promoters"), 2),
    ]


def test_transitions_without_boxes():
    """A mean on a scale without boxes moves from answer to answer; an answer outside all boxes is called other."""
    long_scale = settle(shipped()["csat:mean"], scale=Scale(1, 9))
    assert not long_scale.boxes
    assert transitions({(9, 2): 1, (1, 9): 2}, long_scale) == {("1", "9"): 2, ("9", "2"): 1}
    said = MetricConfig.model_validate({"extends": "csat", "boxes": {"satisfied": 5}, "value": {"share": "satisfied"}})
    own, faults = own_metric("top", said, shipped()["csat"])
    assert not faults
    assert transitions({(5, 1): 1, (2, 2): 4}, settle(own)) == {("satisfied", OUTSIDE): 1, (OUTSIDE, OUTSIDE): 4}


@pytest.mark.parametrize("pairs", [{}, {(0, 11): 1}])
def test_nonsense_is_refused(pairs):
    """No pairs, and answers that are not on the scale, have no difference."""
    with pytest.raises(ValueError, match=r"no answers|on the scale"):
        paired(pairs, NPS)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_verdict_of_pairs(gained, lost, stayed):
    """Up or down where Tango's limits leave 0 out and McNemar's p is at most 0.05; where only one, they disagree."""
    if not gained + lost + stayed:
        return
    found = paired({(1, 5): gained, (5, 1): lost, (3, 3): stayed}, CSAT)
    apart, sure = found.low > 0 or found.high < 0, found.p <= 0.05
    expected = ("up" if gained > lost else "down") if apart and sure else "unclear"
    assert found.verdict == expected
    assert found.reason == (None if apart == sure else "the limits and the test disagree")


def test_limits_and_test_of_pairs_that_disagree():
    """Four who all came into the box: Tango's limits leave 0 out, McNemar's mid-p of 4 to 0 is 1/16."""
    found = paired({(1, 4): 4}, CSAT)
    assert found.low > 0
    assert (found.p, found.verdict) == (pytest.approx(1 / 16), "unclear")
