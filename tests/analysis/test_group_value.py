from fractions import Fraction
from math import inf

import pytest

from cxcli.analysis.group_value import GroupValue, refuse_unjudged
from cxcli.errors import UsageError
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.ready import ready


def of(metric):
    return GroupValue.of(ready(shipped()[metric]))


@pytest.mark.parametrize(
    ("metric", "possible", "proportional", "counts", "higher"),
    [
        ("csat", (0, 100), True, True, True),
        ("reopen_rate", (0, 100), True, True, False),
        ("fcr", (0, 100), True, True, True),
        ("nps", (-100, 100), False, False, True),
        ("csat:mean", (1, 5), False, False, True),
        ("csat:index", (0, 100), False, False, True),
        ("aht", (0, inf), True, False, False),
    ],
)
def test_what_a_value_is_made_of(metric, possible, proportional, counts, higher):
    """Shares are counted, shares and ratios are multiples, and each value has its ends and its better side."""
    found = of(metric)
    assert (found.possible, found.proportional) == (possible, proportional)
    assert (found.counts, found.higher) == (counts, higher)


def test_the_points_of_first_contacts():
    """Three of four tickets were first contacts: 75 %."""
    assert of("fcr").moments(CountsByValue.of({1: 3, 0: 1})).value == Fraction(75)


@pytest.mark.parametrize(
    "metric", ["resolution_time", "first_response_time:mean", "churn_rate", "clv", "usage_decline"]
)
def test_durations_and_customers_are_refused(metric):
    """The message names the metric, why, and what to do."""
    with pytest.raises(UsageError, match=f"not judged by {metric}") as refused:
        refuse_unjudged([shipped()["nps"], shipped()[metric]])
    assert [(problem.code, "cx score" in problem.help) for problem in refused.value.problems] == [("kind", True)]


def test_the_others_pass():
    """Box scores, rates, ratios and first contacts are judged."""
    refuse_unjudged([shipped()[name] for name in ("nps", "csat:mean", "reopen_rate", "aht", "fcr")])
