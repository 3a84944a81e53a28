import numpy as np

from cxcli.reporting.activity_arithmetic import user_days_facts
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.user_days import UserDays
from tests.scoring.event_logs import activity, daily, log


def test_the_figures_are_put_in():
    """Three users of June with 30, 15 and 3 days: 48 user days in 30 days, of three users."""
    score = activity(log(*daily([3] * 3 + [2] * 12 + [1] * 15)), metrics="stickiness").overall[0]
    found = UserDays(RatioSums.of(np.full(3, 30), np.array([30, 15, 3])), 1, 30, 0)
    assert user_days_facts(found, score, 1) == [
        ("user days", "48 days on which a user was there, in 1 month of 30 days"),
        ("arithmetic", "100 × (48 / 30) / 3.00 = 100 × 1.60 / 3.00 = 53.3 %"),
    ]
    two = UserDays(RatioSums.of(np.full(3, 61), np.array([30, 15, 3])), 2, 61, 0)
    assert user_days_facts(two, score, 1)[0][1].endswith("2 months of 61 days")
