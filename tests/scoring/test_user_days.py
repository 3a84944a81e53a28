from fractions import Fraction

import numpy as np
import pytest

from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.user_days import UserDays, stickiness, user_days

JANUARY, FEBRUARY = 20_089, 20_120
"""The first days of January and February 2025, in days since 1970."""
MONTHS = {660: 31, 661: 28}


def days_of(*pairs):
    return np.array([user for user, _ in pairs]), np.array([day for _, day in pairs])


def test_days_there_and_days_of_the_months():
    """A day counts once however many events it has; each month with an event counts with all its days."""
    pairs = [(0, JANUARY), (0, JANUARY), (0, JANUARY + 3), (2, JANUARY), (2, FEBRUARY), (2, FEBRUARY + 27)]
    found = user_days(*days_of(*pairs), MONTHS)
    assert found.pairs == ((31, 2), (59, 3))
    mixed = user_days(*days_of(*reversed(pairs)), MONTHS)
    assert mixed == found


def test_a_user_of_one_month_only():
    """The last day of a month and the first of the next are two months, also of two users who stand side by side."""
    assert user_days(*days_of((0, FEBRUARY - 1), (0, FEBRUARY)), MONTHS).pairs == ((59, 2),)
    assert user_days(*days_of((0, FEBRUARY), (1, FEBRUARY)), MONTHS).pairs == ((28, 1), (28, 1))
    assert user_days(*days_of((0, FEBRUARY), (1, JANUARY)), {660: 31, 661: 28}).pairs == ((28, 1), (31, 1))


def test_no_events():
    """Nobody was there."""
    assert user_days(*days_of(), MONTHS) == RatioSums()


def test_daily_over_monthly_users():
    """Three users of a month of 30 days with 30, 15 and 3 days: 48 of 90 user days, 1.6 of 3 users."""
    sums = RatioSums.of(np.full(3, 30), np.array([30, 15, 3]))
    found = UserDays(sums, 1, 30, 2)
    assert (found.daily, found.monthly) == (Fraction(48, 30), 3)
    made = stickiness(found)
    assert made.value == pytest.approx(100 * 48 / 90)
    assert made.parts == {"daily users": 1.6, "monthly users": 3.0, "months": 1.0, "days without events": 2.0}
    assert made.interval == "bootstrap"
    assert 0 <= made.low < made.value < made.high <= 100


def test_limits_are_those_of_a_ratio_over_users():
    """With 60 users of one month they are the t interval of the mean share of days, by hand, with 59 degrees."""
    days = np.arange(60) % 30 + 1
    made = stickiness(UserDays(RatioSums.of(np.full(60, 30), days), 1, 30, 0))
    shares = days / 30
    error = shares.std(ddof=1) / np.sqrt(60)
    assert made.interval == "linearised"
    assert "days without events" not in made.parts
    distance = 2.0009953780882683  # the 97.5 % quantile of Student's t with 59 degrees, from printed tables 2.0010
    assert (made.low, made.high) == pytest.approx(
        (100 * (shares.mean() - distance * error), 100 * (shares.mean() + distance * error))
    )


def test_users_who_are_all_alike_show_no_spread():
    """One user, or users with as many days each, have a value and no limits, and the reason is said."""
    one = stickiness(UserDays(RatioSums.of(np.array([30]), np.array([6])), 1, 30, 0))
    assert (one.value, one.low, one.high) == (20, None, None)
    assert one.reason.startswith("one alone")
    alike = stickiness(UserDays(RatioSums.of(np.full(5, 30), np.full(5, 6)), 1, 30, 0))
    assert (alike.value, alike.low) == (20, None)
