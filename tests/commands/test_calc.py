import re

import pytest
from scipy import stats


@pytest.mark.parametrize(
    ("typed", "value", "n"),
    [
        ("nps 713 315 197", 100 * (713 - 197) / 1225, 1225),
        ("counts nps 713 315 197", 100 * (713 - 197) / 1225, 1225),
        ("net-promoter 713 315 197", 100 * (713 - 197) / 1225, 1225),
        ("csat 69 of 100", 69, 100),
        ("csat 69/100", 69, 100),
        ("csat 69 / 100", 69, 100),
        ("ces 3 of 4", 75, 4),
        ("osat 3 OF 4", 75, 4),
        ("csat 50 30 20", 50, 100),
        ("csat --scale 1-5 3 5 12 40 40", 80, 100),
        ("--scale 1-5 csat 3 5 12 40 40", 80, 100),
        ("csat:mean 3 5 12 40 40", 4.09, 100),
        ("csat:index 1 0 0 0 1", 50, 2),
        ("csat:net 50 30 20", 30, 100),
        ("ces:effort 5 0 0 0 0 0 5", 50, 10),
        ("ces --polarity effort 7 0 0 0 0 0 3", 70, 10),
        ("nps 1 0 0 0 0 0 0 0 0 0 3", 50, 4),
        ("nps detractors=1 Promoters=3 passives=0", 50, 4),
        ("csat:mean 5=1 4=1 3=0 2=0 1=0", 4.5, 2),
        ("csat:zendesk 1=3 0=1", 75, 4),
        ("csat:zendesk satisfied=3 dissatisfied=1", 75, 4),
    ],
)
def test_a_score_of_counts(cx, typed, value, n):
    """Counts of boxes, of a share or of answers, in order or by name, make the score of any metric."""
    score = cx("calc", *typed.split(), "--format", "json").data["score"]
    assert (score["value"], score["n"]) == (pytest.approx(value), n)


def test_counts_are_shown_by_name(cx):
    """The output names what was counted, with the definition and the interval."""
    ended = cx("calc", "nps", "713", "315", "197")
    assert (ended.code, ended.err) == (0, "")
    assert "promoters 713 (58.2 %) · passives 315 (25.7 %) · detractors 197 (16.1 %)" in ended.out
    assert "nps: % 9-10 minus % 0-6 · score interval" in ended.out


def test_how_counts_are_scored(cx):
    """Interval, confidence, population and decimals are those asked for."""
    low, high = stats.binomtest(69, 100).proportion_ci(0.9, method="exact")
    asked = ("calc", "csat", "69", "of", "100", "--interval", "clopper-pearson", "--confidence", "0.9")
    score = cx(*asked, "--format", "json").data["score"]
    assert (score["low"], score["high"]) == pytest.approx((100 * low, 100 * high))
    assert f"69.000 %   90 % {100 * low:.3f} to {100 * high:.3f}" in cx(*asked, "--decimals", "3").out
    small = cx("calc", "csat", "69", "of", "100", "--population", "100", "--format", "json").data["score"]
    assert (small["low"], small["high"], small["population"], small["effective_n"]) == (69, 69, 100, None)


def test_a_metric_of_the_config(cx, config):
    """Metrics, confidence and decimals of the config hold; `counts` may be a metric's name, too."""
    config("metrics: {sample: {extends: csat, boxes: {satisfied: 5}}}\nreport: {confidence: 0.8}")
    score = cx("calc", "counts", "sample", "1", "3", "--format", "json").data["score"]
    assert (score["value"], score["confidence"], score["counts"]) == (25, 0.8, {"satisfied": 1, "other": 3})


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("nps", "counts", "PROMOTERS PASSIVES DETRACTORS"),
        ("nps 1 2", "counts", "2 numbers are given"),
        ("nps 5", "counts", "1 number is given"),
        ("nps 69 of 100", "counts", "nps is no share"),
        ("nps 1,225 3 4", "counts", "whole numbers"),
        ("nps 1 2 3.5", "counts", "whole numbers"),
        ("nps promoters=1 2 3", "counts", "whole numbers"),
        ("nps promoters=1 passives=2", "counts", "named once"),
        ("nps promoters=1 passives=2 promoters=2 detractors=3", "counts", "named once"),
        ("csat:mean 50 30 20", "counts", "3 numbers are given"),
        ("csat 101 of 100", "counts", "101 of 100"),
        ("csat 0 of 0", "counts", "all counts are 0"),
        ("csat --scale 1-3 1 2 3", "counts", "satisfied=N neutral=N dissatisfied=N; or cx calc csat 1=N 2=N 3=N"),
        ("csat 69 of 100 --population 99", "population", "100 answers are more than"),
        ("csat 69 of 100 --interval score", "interval", "--interval wilson"),
        ("csat 69 of 100 --confidence 95", "confidence", "--confidence 0.95"),
        ("nps,csat 1 2 3", "metric", "one metric"),
        ("npss 1 2 3", "metric", "did you mean 'nps'"),
        ("nps 1 2 3 --polarity effort", "usage", "leave --polarity away"),
        ("csat --scale 1-9 1 2 3", "scale", "no boxes"),
        ("sample nps", "amount", "--margin 5"),
        ("sample nps --margin 5 --change 6", "amount", "either a margin or a change"),
        ("sample nps --margin 0", "amount", "between 0 and 200"),
        ("sample csat --change 100", "amount", "between 0 and 100"),
        ("sample csat --margin nan", "amount", "between 0 and 100"),
        ("sample csat --change 5 --power 80", "power", "--power 0.8"),
        ("sample csat --margin 5 --expect 100", "expected", "cannot be 100"),
        ("sample csat --margin 5 --expect high", "expected", "a number"),
        ("sample csat --margin 5 --expect 50,30,20", "expected", "--expect N"),
        ("sample nps --margin 5 --expect 50,30", "expected", "--expect PROMOTERS,PASSIVES,DETRACTORS"),
        ("sample nps --margin 5 --expect 0,0,0", "expected", "no expectation"),
        ("sample nps --margin 5 --expect 50,-30,20", "expected", "no expectation"),
        ("sample nps --margin 5 --expect 100,0,0", "expected", "one is enough"),
        ("sample nps --margin 5 --spread 3", "expected", "leave --spread away"),
        ("sample csat:mean --margin 0.1 --spread 0", "expected", "above 0"),
        ("sample csat:mean --margin 0.1 --spread 1 --expect 4", "expected", "leave --expect away"),
        ("change nps", "amount", "--n 400 --n 380"),
        ("change nps --n 1 --n 2 --n 3", "amount", "two samples"),
        ("change nps --n 400 --n 380 --population 399", "population", "400 answers are more than"),
    ],
)
def test_what_is_refused(cx, typed, code, said):
    """What makes no sense is wrong usage, and the error says what to type."""
    ended = cx("calc", *typed.split(), "--format", "json")
    assert ended.code == 2
    assert [problem["code"] for problem in ended.data["problems"]] == [code]
    assert said in ended.errors[0]
    assert ended.data["problems"][0]["help"]


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("nps --margin 5", [1537]),
        ("csat --margin 3", [1068]),
        ("csat --margin 5 --population 1000", [278]),
        ("csat --margin 5 --expect 90", [196]),
        ("nps --margin 5 --expect 50,30,20", [971]),
        ("nps --margin 5 --expect 500,300,200", [971]),
        ("csat:mean --margin 0.1 --spread 1", [387]),
        ("csat --margin 5 --confidence 0.9", [271]),
    ],
)
def test_how_many_answers_it_takes(cx, typed, answers):
    """Nothing expected: z squared variance over margin squared; else the interval the other way round.

    For 90 % the lower Wilson limit of 196 answers is 85.00, that of 195 is 84.99; for a deviation of 1, t of 386
    degrees is 1.9661, over sqrt(387) 0.0999; the limits of 971 NPS answers are 4.9996 off at most, those of 970 5.002.
    """
    assert cx("calc", "sample", *typed.split(), "--format", "json").data["plan"]["answers"] == answers


def test_what_a_change_takes_in_words(cx):
    """The answer, how sure it is, and what it assumes are said."""
    lines = cx("calc", "sample", "csat", "--change", "10", "--population", "9000").out.splitlines()
    found = re.match(r"CSAT: (\d+) answers each time to see a change of 10 percentage points", lines[0])
    assert 377 <= int(found[1]) <= 382  # 392.4 / (1 + 392.4 / 9000) is 376.0, and a few more for steps
    assert lines[1] == "confidence 95 % · power 80 % · population 9,000"
    assert lines[2].startswith("assumed: half of all answers at each end, the worst case")


def test_which_change_would_show(cx):
    """(1.960 + 0.8416) * 100 * sqrt(1/400 + 1/380) is 20.07, and steps add less than 0.2; one size is that of both."""
    asked = ("calc", "change", "nps", "--n", "400")
    words = r"NPS: a change of (20\.[12]) points or more would show with 400 and 380 answers"
    assert re.match(words, cx(*asked, "--n", "380").out)
    assert re.search(r" 20\.[12]\d\d points", cx(*asked, "--n", "380", "--decimals", "3").out)
    assert cx(*asked, "--format", "json").data["plan"]["answers"] == [400, 400]
    assert cx("calc", "change", "csat", "--n", "2").out.startswith("CSAT: no change that there can be would show")


def test_calc_without_anything_is_help(cx):
    """Without a word there is help, and each command has its own."""
    assert "sample" in cx("calc").out
    assert "sample" in cx("calc", "--help").out
    assert "--margin" in cx("calc", "sample", "--help").out
