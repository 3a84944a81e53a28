from datetime import date

import pytest

from cxcli.reporting.sentence import metric_name, period_words, sentence
from cxcli.rows import RowAccount
from cxcli.scoring.score import PeriodSpan, Score

SEPTEMBER = PeriodSpan("2026-09", date(2026, 9, 1), date(2026, 9, 30), complete=True)


def score(**changes):
    given = {
        "metric": "nps",
        "title": "Net Promoter Score",
        "definition": "% 9-10 minus % 0-6",
        "parameters": {},
        "group": {},
        "period": SEPTEMBER,
        "status": "ok",
        "reason": None,
        "value": 42.12,
        "low": 37.8,
        "high": 46.2,
        "unit": "points",
        "confidence": 0.95,
        "interval": "score",
        "n": 1225,
        "parts": {},
        "account": RowAccount(1300, {}),
    }
    return Score(**(given | changes))


def test_a_score_in_one_line():
    """Name, value, limits, n and period stand in one line."""
    assert sentence(score()) == "NPS 42 (38 to 46), n 1,225, Sept 2026"


def test_decimals_and_units():
    """Decimals go to value and limits, and percent carry their sign."""
    assert sentence(score(unit="percent", period=None), decimals=1) == "NPS 42.1 % (37.8 to 46.2), n 1,225"


def test_a_group_is_named():
    """A group stands between n and period, and nothing in it is obeyed."""
    assert sentence(score(group={"plan": "pro", "region": "\x1b[1m"})) == (
        "NPS 42 (38 to 46), n 1,225, plan pro, region \\x1b[1m, Sept 2026"
    )


@pytest.mark.parametrize("gone", [{"low": None}, {"high": None}])
def test_without_limits_there_are_no_brackets(gone):
    """A score without an interval says none."""
    assert sentence(score(**gone)) == "NPS 42, n 1,225, Sept 2026"


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        ("no_data", None, "NPS no data, n 0"),
        ("undefined", "no answered rows", "NPS undefined (no answered rows), n 0"),
        ("suppressed", "fewer than 5", "NPS not shown (fewer than 5), n 0"),
    ],
)
def test_without_a_value_the_sentence_says_why(status, reason, said):
    """No data is never a zero: the sentence says what there is instead."""
    assert sentence(score(status=status, reason=reason, value=None, n=0, period=None)) == said


@pytest.mark.parametrize(
    ("metric", "name"),
    [("nps", "NPS"), ("csat:net", "CSAT:net"), ("osat", "OSAT"), ("first_response", "first_response"), ("n_p", "n_p")],
)
def test_a_short_name_is_in_capitals(metric, name):
    """A stem of up to four letters is an abbreviation; a dialect and a longer name stay as they are typed."""
    assert metric_name(metric) == name


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "Q3 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "Q1 2026"),
        (date(2026, 2, 1), date(2026, 4, 30), "label"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "label"),
        (date(2026, 12, 1), date(2026, 12, 31), "Dec 2026"),
        (date(2026, 9, 3), date(2026, 9, 3), "3 Sept 2026"),
        (date(2026, 9, 2), date(2026, 9, 30), "label"),
        (date(2026, 1, 1), date(2026, 2, 28), "label"),
        (date(2025, 1, 1), date(2026, 1, 31), "label"),
        (date(2025, 12, 29), date(2026, 1, 4), "label"),
    ],
)
def test_periods_in_words(start, end, words):
    """Years, quarters, months and days are named; any other span has its label."""
    assert period_words(PeriodSpan("label", start, end, complete=True)) == words


@pytest.mark.parametrize("label", ["FY2026/27-Q2", "2026-07 to 2026-09"])
def test_a_fiscal_quarter_and_a_window_keep_their_names(label):
    """The months from July to September are not called Q3 where they are not."""
    assert period_words(PeriodSpan(label, date(2026, 7, 1), date(2026, 9, 30), complete=True)) == label


def test_a_score_over_all_time_says_which_days_count():
    """Where days were asked for, they stand in the place of a period; a period says enough by itself."""
    assert sentence(score(period=None), days="from 2026-01-01") == "NPS 42 (38 to 46), n 1,225, from 2026-01-01"
    assert sentence(score(), days="from 2026-01-01") == sentence(score())


def test_a_period_that_is_not_over_says_so():
    """An incomplete period is never passed off as a whole one."""
    assert (
        period_words(PeriodSpan("x", date(2026, 9, 1), date(2026, 9, 30), complete=False)) == "Sept 2026 (incomplete)"
    )


def test_a_mean_keeps_two_decimals():
    """Shares and points are rounded to whole numbers, a mean in points of a scale is not."""
    assert (
        sentence(score(unit="score", value=3.876, low=3.8, high=3.951, period=None))
        == "NPS 3.88 (3.80 to 3.95), n 1,225"
    )
    assert sentence(score(unit="score", value=3.876, low=3.8, high=3.951, period=None), decimals=0).startswith(
        "NPS 4 ("
    )
