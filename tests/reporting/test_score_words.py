import math
from datetime import date

import pytest

from cxcli.reporting.score_words import (
    account_text,
    column_text,
    confidence_text,
    days_text,
    decimals_for,
    distribution_texts,
    headline,
    limits_text,
    method_text,
    n_texts,
    part_texts,
    raw_texts,
    reason_words,
    rows_text,
    value_text,
    votes_texts,
)
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import Window


@pytest.mark.parametrize(("unit", "asked", "places"), [("points", None, 1), ("score", None, 2), ("score", 0, 0)])
def test_decimals(score, unit, asked, places):
    """A value has one decimal, a mean on its scale two, and as many as asked where asked."""
    assert decimals_for(score(unit=unit), asked) == places


def test_the_first_line(score):
    """Name and value, limits with their confidence, and n."""
    assert headline(score(), 1) == ["NPS 42.1", "95 % 37.8 to 46.2", "n 1,225"]
    assert headline(score(metric="csat", unit="percent"), 0) == ["CSAT 42 %", "95 % 38 to 46", "n 1,225"]


@pytest.mark.parametrize(
    ("status", "word"), [("no_data", "no data"), ("undefined", "undefined"), ("suppressed", "not shown")]
)
def test_a_score_without_a_value_says_why(no_score, status, word):
    """In the place of a value stands what is the matter, with the reason in brackets and n."""
    nothing = no_score(status=status, reason="because")
    assert value_text(nothing, 1) == word
    assert headline(nothing, 1) == [f"NPS {word}", "(because)", "n 0"]


def test_a_value_without_limits(score):
    """Without limits there is nothing in their place; if there is a reason it is said."""
    bare = score(low=None, high=None)
    assert limits_text(bare, 1) == ""
    assert headline(bare, 1) == ["NPS 42.1", "n 1,225"]
    assert headline(score(low=None, high=None, reason="one answer"), 1) == ["NPS 42.1", "(one answer)", "n 1,225"]


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (date(2025, 6, 3), date(2025, 8, 31), "2025-06-03 to 2025-08-31"),
        (date(2025, 6, 3), None, "from 2025-06-03"),
        (None, date(2025, 8, 31), "until 2025-08-31"),
        (None, None, ""),
    ],
)
def test_the_days_that_count(since, until, text):
    """The first and the last day that count are said as far as there is such a bound."""
    assert days_text(Window(since, until)) == text


@pytest.mark.parametrize(("share", "text"), [(0.95, "95 %"), (0.999, "99.9 %"), (0.9, "90 %")])
def test_confidence_in_percent(score, share, text):
    """A confidence is shown in percent without digits that say nothing."""
    assert confidence_text(score(confidence=share)) == text


def test_parts(score):
    """Shares carry a percent sign, a mean and a deviation do not."""
    parts = {"promoters": 58.249, "mean": 4.2, "standard deviation": 1.0}
    assert part_texts(score(parts=parts)) == ["promoters 58.2 %", "mean 4.20", "standard deviation 1.00"]


def test_the_account(score):
    """The account says rows read, scored, and each reason with its offenders, the most frequent first."""
    given = score()
    assert account_text(given.account, given.offenders) == (
        "1,300 rows read: 1,225 scored, 71 blank, 4 off scale (11 ×3, 99)"
    )
    assert account_text(RowAccount(1), {}) == "1 row read: 1 scored"
    assert account_text(RowAccount(), {}) == "0 rows read: 0 scored"


@pytest.mark.parametrize("word", ["text", "date"])
def test_words_among_the_offenders_are_counted(word):
    """An offender that is no number is never shown by what it says, and always with its count."""
    account = RowAccount(2, {Disposition.UNREADABLE: 1})
    assert account_text(account, {(Disposition.UNREADABLE, word): 1}) == (
        f"2 rows read: 1 scored, 1 unreadable ({word} ×1)"
    )


def test_many_offenders_are_counted_beyond_six():
    """At most six offenders are shown, and how many other values there are."""
    offenders = {(Disposition.OFF_SCALE, str(20 + n)): 9 - n for n in range(8)}
    account = RowAccount(44, {Disposition.OFF_SCALE: 44})
    assert account_text(account, offenders).endswith("(20 ×9, 21 ×8, 22 ×7, 23 ×6, 24 ×5, 25 ×4, 2 more values)")


def test_reasons_in_words():
    """A reason is written as words."""
    assert reason_words(Disposition.OUT_OF_PERIOD) == "out of period"


def test_columns():
    """One column is named once, however many files have it; several are listed."""
    assert column_text(["Q1", "Q1"]) == 'column "Q1"'
    assert column_text(["Q1", "Q2"]) == 'columns "Q1", "Q2"'


def test_the_method(score):
    """A number names its definition, and the interval if it has one."""
    assert method_text(score()) == "nps: % 9-10 minus % 0-6 · score interval"
    assert method_text(score(interval=None)) == "nps: % 9-10 minus % 0-6"


def test_the_points_of_the_scale_stand_apart_from_the_boxes(score):
    """Where a metric shows its whole distribution, that is a line of its own, and no box runs into a point."""
    made = score(parts={"easy": 60.0, "1": 10.0, "-2": 5.0, "mean": 4.5})
    assert part_texts(made) == ["easy 60.0 %", "mean 4.50"]
    assert distribution_texts(made) == ["1: 10.0 %", "-2: 5.0 %"]


@pytest.mark.parametrize(
    ("base", "effective", "texts"),
    [
        (None, None, ["n 1,225"]),
        (1210.04, 1100.4, ["n 1,225", "weighted base 1,210.0", "effective n 1,100"]),
        (0.99994, 1100.6, ["n 1,225", "weighted base 1", "effective n 1,101"]),
        (0.0000123456, 3.0, ["n 1,225", "weighted base 1.23e-05", "effective n 3"]),
        (None, math.inf, ["n 1,225", "of all"]),
    ],
)
def test_how_many_answers_there_are(score, base, effective, texts):
    """Answers, their weighted base, and the effective n; a census says so."""
    assert n_texts(score(base=base, effective_n=effective)) == texts


def test_answers_have_an_account_of_their_own(score):
    """Where rows stand for several answers, both are accounted for; one row is not called rows."""
    account, answers = RowAccount(1), RowAccount(715, {Disposition.BLANK: 15})
    text = rows_text(score(account=account, answers=answers, offenders={}))
    assert text == "1 row read: 1 scored; 715 answers: 700 scored, 15 blank"
    assert rows_text(score(account=account, answers=RowAccount(1), offenders={})).endswith("; 1 answer: 1 scored")


def test_who_has_a_vote_is_said(score):
    """One vote each, and the population of the overall score, not of a group."""
    parameters = {"scale": "0-10", "one_vote": "first", "population": 1200}
    assert votes_texts(score(parameters=parameters)) == ["one vote each, the first", "population 1,200"]
    assert votes_texts(score(parameters=parameters, group={"plan": "pro"})) == ["one vote each, the first"]
    assert votes_texts(score()) == []


def test_all_answers_stand_beside_the_votes(score):
    """The raw score has its own first line."""
    assert raw_texts(score(raw=score(n=2000)), 1) == ["all answers: NPS 42.1", "95 % 37.8 to 46.2", "n 2,000"]
    assert raw_texts(score(), 1) == []


def test_flagged_rows_are_told_among_the_scored(score):
    """Rows that need a second look are named behind the scored ones."""
    flagged = score(account=RowAccount(10), offenders={(Disposition.SCORED, "speeder"): 3})
    assert rows_text(flagged) == "10 rows read: 10 scored (speeder ×3)"


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ({"low": 3600.0, "high": 10800.0}, "median with running 2.0 h (1.0 to 3.0)"),
        ({"low": 3600.0}, "median with running 2.0 h (from 60.0 min)"),
        ({"high": 10800.0}, "median with running 2.0 h (up to 3.0 h)"),
        ({}, "median with running 2.0 h"),
    ],
)
def test_a_figure_with_limits_of_its_own_has_them_behind_it(score, limits, text):
    """Both, or the one that is known; they are no figures by themselves."""
    parts = {"median with running": 7200.0, **{f"median with running, {end}": value for end, value in limits.items()}}
    assert part_texts(score(unit="seconds", parts={"mean": 60.0, **parts})) == ["mean 60.0 s", text]
