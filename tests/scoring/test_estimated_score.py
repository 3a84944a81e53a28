from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.estimated_score import with_estimate
from tests.scoring.customer_files import scored


def test_a_score_takes_over_all_of_an_estimate():
    """Value, limits, n and parts are those of the rows that the estimate was made from; the rest stays."""
    counts = CountsByValue.of({10: 3, 8: 1, 0: 1})
    estimate = settle(shipped()["nps"]).estimate(counts, confidence=0.95, interval=None)
    (before,) = scored("score\n9\n", metrics="nps").overall
    found = with_estimate(before, estimate, counts)
    assert (found.value, found.n, found.statistic) == (40, 5, counts)
    assert (found.low, found.high, found.interval) == (estimate.low, estimate.high, "score")
    assert found.parts == {"promoters": 60, "passives": 20, "detractors": 20}
    assert (found.metric, found.account) == (before.metric, before.account)
