import pytest

from cxcli.presentation.explaining import explanation
from tests.scoring.event_logs import activity, daily, list_of, log

USE = log(("ann", "2025-06-01", "x"), ("bob", "2025-06-02", ""), ("cid", "2025-06-03", "y"))


@pytest.mark.parametrize(
    ("texts", "metric", "asked", "lines"),
    [
        (
            [log(*daily([2] + [1] * 29))],
            "stickiness",
            {},
            ["arithmetic  100 × (31 / 30) / 2.00 = 100 × 1.03 / 2.00 = 51.7 %"],
        ),
        (
            [USE],
            "feature_utilisation:events",
            {},
            ["counts      used 2 · did not 1", "arithmetic  100 × 2 / 3 = 66.7 %"],
        ),
        (
            [list_of(("ann", "2025-01-01"), ("dot", "2025-01-01")), USE],
            "community_engagement:events",
            {"during": "2025-06"},
            ["arithmetic  100 × 1 / 2 = 50.0 %", "beside      used 50.0 % · did not 50.0 % · days known 3"],
        ),
        (
            [USE],
            "community_engagement:events",
            {"during": "2025-06"},
            ["arithmetic  undefined: all who were seen until"],
        ),
        ([USE], "conversion_rate:funnel", {}, ["arithmetic  undefined: it takes the steps in their order"]),
    ],
)
def test_the_pages_of_active_users(texts, metric, asked, lines):
    """Who is counted, and what is made of it with its figures, or why there is no number."""
    shown = explanation(activity(*texts, metrics=metric, **asked), 80)
    assert [line for line in lines if line not in shown] == []
