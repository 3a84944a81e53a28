from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis import expected_spread
from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.power import Ends
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.row_definitions import has_answers

METRICS = {name: settle(definition) for name, definition in shipped().items() if has_answers(definition)}
WORST = {name: expected_spread.worst_spread(metric) for name, metric in METRICS.items()}


def variance(metric, counts):
    points, statistic = answer_points(metric), CountsByValue.of(counts)
    mean = mean_points(statistic, points)
    return float(mean_points(statistic, {answer: (each - mean) ** 2 for answer, each in points.items()}))


def test_the_worst_case_by_hand():
    """Half promoters and half detractors: 100 squared; half of a share: 50 squared; a mean of 1-5: 2 squared."""
    spreads = {name: WORST[name].variance for name in ("nps", "csat", "csat:mean", "csat:index", "csat:zendesk")}
    assert spreads == {"nps": 10_000, "csat": 2500, "csat:mean": 4, "csat:index": 2500, "csat:zendesk": 2500}
    assert (WORST["nps"].ends, WORST["nps"].worst) == (Ends(0.5, 0.5), True)


@pytest.mark.parametrize("name", METRICS)
@given(data=st.data())
def test_nothing_spreads_more_than_the_assumptions_say(name, data):
    """No answers spread more than the worst case, and none with an expected score more than that expectation."""
    metric = METRICS[name]
    scale = st.integers(metric.scale.low, metric.scale.high)
    counts = data.draw(st.dictionaries(scale, st.integers(1, 50), min_size=1))
    spread = variance(metric, counts)
    assert spread <= WORST[name].variance + 1e-9
    if spread:
        value = float(mean_points(CountsByValue.of(counts), answer_points(metric)))
        assert spread <= expected_spread.expected_spread(metric, value).variance + 1e-6


def test_expected_spreads_by_hand():
    """CSAT 69: 69 * 31; NPS 30 without passives: 65 % and 35 %, 10,000 - 900; shares of 50 % and 20 %: 7,000 - 900."""
    csat, nps = (expected_spread.expected_spread(METRICS[name], score) for name, score in (("csat", 69), ("nps", 30)))
    assert (csat.variance, nps.variance) == (pytest.approx(69 * 31), pytest.approx(9100))
    assert (csat.ends.plus, nps.ends.plus, nps.ends.minus) == pytest.approx((0.69, 0.65, 0.35))
    shares = expected_spread.shares_spread(50, 20)
    assert shares.variance == variance(METRICS["nps"], {10: 5, 8: 3, 0: 2}) == 6100
    assert shares.ends == Ends(0.5, 0.2)
    assert expected_spread.known_spread(1.5).variance == 2.25
    assert expected_spread.known_spread(1.5).ends is None


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: expected_spread.expected_spread(METRICS["csat"], 100),
        lambda: expected_spread.expected_spread(METRICS["csat"], nan),
        lambda: expected_spread.known_spread(0),
        lambda: expected_spread.known_spread(inf),
        lambda: expected_spread.shares_spread(60, 50),
        lambda: expected_spread.shares_spread(-1, 50),
        lambda: expected_spread.shares_spread(nan, 50),
        lambda: expected_spread.shares_spread(100, 0),
    ],
)
def test_nonsense_is_refused(nonsense):
    """What cannot be is not expected."""
    with pytest.raises(ValueError, match=r"above 0|between|shares"):
        nonsense()
