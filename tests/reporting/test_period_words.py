from datetime import date

import pytest

from cxcli.reporting.period_words import period_words, short_period
from cxcli.scoring.calendar import Calendar
from cxcli.scoring.periods import Grain
from cxcli.scoring.score import PeriodSpan


def span(label):
    return PeriodSpan(label, date(2025, 6, 1), date(2025, 6, 30), complete=True)


@pytest.mark.parametrize(
    ("label", "words", "short"),
    [
        ("2025-06", "June 2025", "Jun 2025"),
        ("2025-05", "May 2025", "May 2025"),
        ("2025-09-03", "3 September 2025", "3 Sep 2025"),
        ("2025-W06", "week 6 of 2025", "W6 2025"),
        ("week of 2025-08-31", "week of 31 August 2025", "31 Aug 2025"),
        ("2025-Q3", "Q3 2025", "Q3 2025"),
        ("FY2024/25-Q3", "Q3 of FY 2024/25", "Q3 FY 2024/25"),
        ("2025", "2025", "2025"),
        ("FY2024/25", "FY 2024/25", "FY 2024/25"),
        ("2025-04 to 2025-06", "April 2025 to June 2025", "Apr 2025 to Jun 2025"),
        ("something else", "something else", "something else"),
    ],
)
def test_a_period_is_said_as_people_say_it(label, words, short):
    """Months, quarters, weeks, days and fiscal years have their everyday names."""
    assert (period_words(span(label)), short_period(span(label))) == (words, short)


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("calendar", [Calendar(), Calendar(fiscal_start=4, week_start=6)])
def test_every_label_has_words(grain, calendar):
    """No label that periods can have is left as it is, but a plain year."""
    label = calendar.label(660, grain)
    assert period_words(span(label)) != label or label.isdigit()
