import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.config.metric import ValueConfig
from cxcli.reporting.row_arithmetic import duration_facts, eligibility_facts, rate_facts, ratio_facts
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.duration import Duration
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.ready import ready

SECOND = 10**6


def arithmetic(facts):
    return dict(facts)["arithmetic"]


def table(ended, running=()):
    """A table of durations in seconds."""
    lengths = (np.array([*ended, *running]) * SECOND).astype(np.int64)
    return DurationTable.of(lengths, np.arange(len(lengths)) < len(ended))


def sums(*pairs):
    """The sums of rows of a base and an amount."""
    base, amount = (np.array(column) * SECOND for column in zip(*pairs, strict=True))
    return RatioSums.of(base.astype(np.int64), amount.astype(np.int64))


def duration(**value):
    metric = ready(shipped()["resolution_time"])
    return Duration(replace(metric.source, value=ValueConfig(**value)))


def test_a_rate(score):
    """The rows of each side, and 100 times the one by all."""
    found = rate_facts(ready(shipped()["sla"]), CountsByValue.of({1: 3, 0: 1}), score(value=75, unit="percent"), 1)
    assert found == [("n", ""), ("boxes", "met 3 · breached 1"), ("arithmetic", "100 × 3 / 4 = 75.0 %")]


def test_a_rate_of_weighted_rows(score):
    """What is divided are weights, and how many plain rows they are worth stands beside."""
    counts = CountsByValue.weighted({(1, 2): 1, (0, 1): 2})
    found = dict(rate_facts(ready(shipped()["sla"]), counts, score(value=50, unit="percent", effective_n=2.67), 1))
    assert found["n"] == "n 1,225 · effective n 3"
    assert found["arithmetic"] == "100 × 2.00 / 4.00 = 50.0 %"


@pytest.mark.parametrize(
    ("metric", "pairs", "value", "unit", "text"),
    [
        ("aht", [(1, 60), (1, 90)], 75, "seconds", "150 s / 2 = 75.0 s"),
        ("aht", [(1, 86_400), (1, 0.5)], 43_200.25, "seconds", "86,400.50 s / 2 = 43,200.25 s = 12.0 h"),
        ("aht:contacts", [(311, 600), (4000, 900)], 0.348, "seconds", "1,500 s / 4,311 = 0.3 s"),
        ("revenue_churn:flag", [(30, 30), (70.5, 0)], 29.85, "percent", "100 × 30 / 100.50 = 29.8 %"),
        ("revenue_churn:flag", [(0.125, 0)], 0, "percent", "100 × 0 / 0.125 = 0.0 %"),
    ],
)
def test_a_ratio(score, metric, pairs, value, unit, text):
    """The two sums, and what comes of them, in seconds and in a unit that people read."""
    found = score(value=value, unit=unit)
    assert arithmetic(ratio_facts(ready(shipped()[metric]), sums(*pairs), found, 1)) == text


def test_a_ratio_that_is_undefined_says_why(score):
    """Nothing can be divided by 0."""
    found = score(value=None, status="undefined", reason="the sum of mrr is 0", unit="percent")
    facts = ratio_facts(ready(shipped()["revenue_churn:flag"]), sums((0, 5)), found, 1)
    assert arithmetic(facts) == "5 / 0: the sum of mrr is 0"


@pytest.mark.parametrize(
    ("value", "ended", "result", "text"),
    [
        ({"mean": True}, [86_400, 0], 43_200, "86,400 s / 2 = 43,200 s = 12.0 h"),
        ({"mean": True}, [1, 2], 1.5, "3 s / 2 = 1.5 s"),
        ({"median": True}, [10, 20, 90], 20, "place 2 of 3 in order of length: 20 s = 20.0 s"),
        (
            {"median": True},
            [100, 200, 400, 900],
            300,
            "place 2.5 of 4 in order of length: 200 s + 0.5 × (400 s - 200 s) = 300 s = 5.0 min",
        ),
        ({"median": True}, [5, 5], 5, "place 1.5 of 2 in order of length: 5 s = 5.0 s"),
        (
            {"percentile": 90},
            [2, 4, 7, 9, 15, 21, 33, 47, 60, 120],
            66,
            "place 9.1 of 10 in order of length: 60 s + 0.1 × (120 s - 60 s) = 66.0 s",
        ),
    ],
)
def test_a_duration(score, value, ended, result, text):
    """A mean is a sum by a number; a quantile lies at a place between two that have ended."""
    found = duration_facts(duration(**value), table(ended), score(value=result, unit="seconds"), 1)
    assert dict(found)["durations"] == f"{len(ended)} have ended"
    assert arithmetic(found) == text
    assert dict(found)["running"] == ""


def test_those_that_were_watched_no_more_are_explained(score):
    """Of tickets without a reply some are solved, so that not all of them still run."""
    response = ready(shipped()["first_response_time"])
    facts = dict(duration_facts(response, table([5], [9, 9]), score(value=5, unit="seconds"), 1))
    assert facts["durations"] == "1 has ended · 2 have not, and were watched until now or to a date of their own"
    assert facts["running"].startswith("in the median with these, a duration that has not ended counts as longer than")


def test_those_that_run_are_explained(score):
    """How many there are, and what the median makes of them; where none has ended there is no median."""
    facts = dict(duration_facts(duration(median=True), table([5], [9, 9]), score(value=5, unit="seconds"), 1))
    assert facts["durations"] == "1 has ended · 2 still running"
    assert "Kaplan and Meier 1958" in facts["running"]
    none = score(value=None, status="undefined", reason="none has ended yet", unit="seconds")
    facts = dict(duration_facts(duration(median=True), table([], [9]), none, 1))
    assert (facts["arithmetic"], facts["running"]) == ("undefined: none has ended yet", "")


def test_a_rate_of_the_eligible(score):
    """The rows of each kind, how e comes of them, and the share; without a base the reason."""
    metric = ready(shipped()["response_rate:aapor-rr3"])
    found = eligibility_facts(metric, CountsByValue({1: 4, 0: 5, 2: 2, 3: 1}), score(value=37.04, unit="percent"), 1)
    assert dict(found) == {
        "counts": "counted 4 · other eligible 5 · unknown 2 · not eligible 1",
        "e": "0.9000 (9 / 10)",
        "arithmetic": "100 × 4 / (9 + 0.9000 × 2) = 37.0 %",
    }
    none = score(value=None, unit="percent", reason="nobody is eligible", status="undefined")
    assert arithmetic(eligibility_facts(metric, CountsByValue({3: 2}), none, 1)).endswith(": nobody is eligible")


def test_a_margin_stands_in_the_arithmetic(score):
    """What is below is multiplied by it."""
    metric = ready(replace(shipped()["cac:payback"], margin=0.8))
    assert arithmetic(ratio_facts(metric, sums((100, 1200)), score(value=15, unit="ratio"), 2)) == (
        "1,200 / (100 × 0.8) = 15.00"
    )


def test_a_median_with_those_that_have_not_ended(score):
    """It is read from the curve."""
    found = duration_facts(ready(shipped()["time_to_value"]), table([1, 2]), score(value=1.5, unit="seconds"), 1)
    assert arithmetic(found) == "the first time by which 50 % are there by the curve of Kaplan and Meier = 1.5 s"
