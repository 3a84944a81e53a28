from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.row_definitions import has_answers

METRICS = {name: settle(definition) for name, definition in shipped().items() if has_answers(definition)}
every_metric = pytest.mark.parametrize("name", METRICS)
weights = st.fractions(min_value=Fraction(1, 10), max_value=10, max_denominator=10)


@every_metric
@given(data=st.data())
def test_the_mean_of_the_points_is_the_value(name, data):
    """For any counts of any shipped metric, weighted or not, the mean of the points is the metric's value."""
    metric = METRICS[name]
    scale = st.integers(metric.scale.low, metric.scale.high)
    plain = st.dictionaries(scale, st.integers(1, 50), min_size=1).map(CountsByValue.of)
    weighted = st.dictionaries(st.tuples(scale, weights), st.integers(1, 9), min_size=1).map(CountsByValue.weighted)
    counts = data.draw(plain | weighted)
    value = metric.estimate(counts, confidence=0.95, interval=None).value
    assert float(mean_points(counts, answer_points(metric))) == pytest.approx(value, abs=1e-12)


def test_points_by_hand():
    """Promoters get 100 and detractors -100; satisfied answers 100; a mean's answers themselves; an index 0 to 100."""
    nps, csat = answer_points(METRICS["nps"]), answer_points(METRICS["csat"])
    assert nps == {**dict.fromkeys(range(7), -100), 7: 0, 8: 0, 9: 100, 10: 100}
    assert csat == {1: 0, 2: 0, 3: 0, 4: 100, 5: 100}
    assert answer_points(METRICS["csat:mean"]) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    assert answer_points(METRICS["csat:index"]) == {1: 0, 2: 25, 3: 50, 4: 75, 5: 100}


@pytest.mark.parametrize("counts", [{}, {11: 1}, {Fraction(1, 2): 1}])
def test_answers_without_points(counts):
    """No answers, and answers that are not on the scale, have no mean of points."""
    with pytest.raises(ValueError, match=r"no answers|on the scale"):
        mean_points(CountsByValue.of(counts), answer_points(METRICS["nps"]))
