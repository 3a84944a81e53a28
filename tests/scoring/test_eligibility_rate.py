import json
from itertools import product
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.config.metric import MetricConfig
from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.eligibility_rate import COUNTED, NOT_COUNTED, OUTSIDE, UNKNOWN, EligibilityRate
from cxcli.scoring.own_metric import own_metric
from tests.laws.typed_rows import fates_of, scored_rows

VECTORS = Path(__file__).parents[1] / "vectors"
AAPOR = json.loads((VECTORS / "growth_response.json").read_text(encoding="utf-8"))["aapor"]
WORDS = {
    "I": "complete",
    "P": "partial",
    "R": "refusal",
    "NC": "non_contact",
    "O": "other",
    "UH": "unknown_household",
    "UO": "unknown_other",
    "NE": "not_eligible",
}
COUNTS = st.integers(0, 30)


def cases(said):
    """The rows of a published sample."""
    return [{"disposition": word} for letter, word in WORDS.items() for _ in range(said[letter])]


def declared(e, name="response_rate:aapor-rr3"):
    """A rate of AAPOR with an e that somebody said."""
    definition, faults = own_metric("mine", MetricConfig(eligible=e), shipped()[name])
    assert faults == []
    return definition


def counted(one, none, unknown=0, outside=0):
    return CountsByValue({COUNTED: one, NOT_COUNTED: none, UNKNOWN: unknown, OUTSIDE: outside})


def estimate(statistic, e=None, confidence=0.95, interval=None):
    metric = EligibilityRate(shipped()["response_rate:aapor-rr3"] if e is None else declared(e))
    return metric.estimate(statistic, confidence=confidence, interval=interval)


@pytest.mark.parametrize(("said", "rate"), [(said, f"RR{number}") for said in AAPOR for number in range(1, 7)])
def test_the_published_response_rates(said, rate):
    """Each of AAPOR's six rates of a published sample; e is what CASRO's method makes of it."""
    if rate in said:
        found = scored_rows(f"response_rate:aapor-{rate.lower()}", cases(said))[0]
        assert found.value / 100 == pytest.approx(said[rate], abs=said["tol"])
        assert found.parts.get("e", 100 * said["e"]) == pytest.approx(100 * said["e"])


@pytest.mark.parametrize("name", ["RR3", "RR4"])
def test_the_published_rates_with_a_declared_e(name):
    """The published e, said rather than estimated, gives the published rates without any case that is not eligible."""
    said = AAPOR[0]
    rows = [row for row in cases(said) if row["disposition"] != "not_eligible"]
    found = scored_rows(declared(said["e"], f"response_rate:aapor-{name.lower()}"), rows)[0]
    assert found.value / 100 == pytest.approx(said[name], abs=said["tol"])


@pytest.mark.parametrize(("rate", "metric"), [("COOP1", "cooperation"), ("REF1", "refusal"), ("CON1", "contact")])
def test_the_published_rates_of_contact(rate, metric):
    """Cooperation, refusal and contact of the same sample."""
    found = scored_rows(f"response_rate:{metric}", cases(AAPOR[0]))[0]
    assert found.value / 100 == pytest.approx(AAPOR[0][rate], abs=AAPOR[0]["tol"])


def test_the_ends_of_e_are_two_other_rates():
    """With e 1 the third rate is the first one, with e 0 the fifth."""
    rows = cases(AAPOR[0])
    for e, rate in ((1, "rr1"), (0, "rr5")):
        assert scored_rows(declared(e), rows)[0].value == scored_rows(f"response_rate:aapor-{rate}", rows)[0].value


@given(one=COUNTS, none=COUNTS)
def test_where_all_is_known_it_is_a_plain_share(one, none):
    """Without unknown cases value and limits are those of Wilson for the eligible ones."""
    if one + none:
        plain = scored_rows(
            "response_rate:aapor-rr5", [{"disposition": "complete"}] * one + [{"disposition": "other"}] * none
        )[0]
        for e in (None, 0.3):
            found = estimate(counted(one, none, outside=4), e)
            assert (found.value, found.low, found.high) == pytest.approx((plain.value, plain.low, plain.high))


def share_of(counts, e=None):
    """The third rate by the words of its definition."""
    one, none, unknown, outside = counts
    known = one + none
    return one / (known + (known / (known + outside) if e is None else e) * unknown)


@pytest.mark.parametrize(("counts", "e"), [*product([(40, 90, 30, 12), (5, 1, 50, 3)], [None, 0.4])])
def test_the_variance_is_that_of_the_counts(counts, e):
    """The effective n is that of the multinomial variance by numeric slopes of the rate (delta method)."""
    steps = [[0.0, 0.0, 0.0, 0.0] for _ in range(4)]
    slopes = []
    for place, step in enumerate(steps):
        step[place] = 1e-4
        up = share_of([each + more for each, more in zip(counts, step, strict=True)], e)
        down = share_of([each - more for each, more in zip(counts, step, strict=True)], e)
        slopes.append((up - down) / 2e-4)
    n = sum(counts)
    mean = sum(each * slope for each, slope in zip(counts, slopes, strict=True)) / n
    variance = sum(each * (slope - mean) ** 2 for each, slope in zip(counts, slopes, strict=True))
    share, found = share_of(counts, e), estimate(counted(*counts), e)
    assert found.value == pytest.approx(100 * share)
    assert found.effective_n == pytest.approx(share * (1 - share) / variance, rel=1e-6)
    wald = estimate(counted(*counts), e, interval="wald")
    assert (wald.high - wald.low) / 200 == pytest.approx(1.959964 * sqrt(variance), rel=1e-5)


def test_none_and_all_have_limits():
    """Where nobody, or everybody, counts, there is no variance, and the base is the n of the limits."""
    none, every = estimate(counted(0, 10, 10, 0), 0.5), estimate(counted(10, 0, 0, 3))
    assert (none.value, none.low, none.effective_n) == (0, 0, 15)
    assert (every.value, every.high, every.effective_n) == (100, 100, 10)


@pytest.mark.parametrize(
    ("statistic", "e", "reason"),
    [
        (counted(0, 0, 5), None, "nobody is known to be eligible or not, so that e is unknown"),
        (counted(0, 0, 0, 5), None, "nobody is eligible"),
        (counted(0, 0, 5, 5), None, "nobody is eligible"),
        (counted(0, 0, 5), 0, "nobody is eligible"),
    ],
)
def test_without_a_base_it_is_undefined(statistic, e, reason):
    """A base of 0, and an e that nothing tells, are undefined and never 0."""
    found = estimate(statistic, e)
    assert (found.value, found.reason) == (None, reason)


def test_a_case_without_disposition_is_in_none_of_the_counts():
    """A blank is blank, words that are not known are unreadable; neither is a non-response."""
    rows = [{"disposition": word} for word in ("complete", "", "?", "not_eligible")]
    assert fates_of("response_rate:aapor-rr3", rows) == ["scored", "blank", "unreadable", "scored"]
    assert scored_rows("response_rate:aapor-rr3", [])[0].status == "no_data"


def test_it_says_what_it_is():
    """The definition has the e that was said, else the letter; the parameters have the conditions."""
    plain, said = (EligibilityRate(each) for each in (shipped()["response_rate:aapor-rr3"], declared(0.25)))
    assert ", and e × those where" in plain.definition
    assert ", and 0.25 × those where" in said.definition
    assert (said.parameters["eligible"], plain.parameters.get("eligible")) == (0.25, None)
    assert plain.parameters["outside"] == "disposition == 'not_eligible'"
    assert plain.intervals[0] == "wilson"


def test_more_unreadable_than_scored_rows_are_refused():
    """Words of dispositions that nobody knows are refused with what to say."""
    metric = EligibilityRate(shipped()["response_rate:aapor-rr3"])
    found = metric.doubts(counted(1, 1), {(Disposition.UNREADABLE, "disposition"): 3})
    assert [problem.code for problem in found.refusals] == ["unreadable"]
    assert metric.empty() == CountsByValue()
