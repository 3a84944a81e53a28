from datetime import UTC, datetime

import pytest

from cxcli.errors import UsageError
from cxcli.scoring.box_definition import Scale
from cxcli.settings.calculation import calculation, chances, one_amount, two_sizes


def asked(metric, **said):
    return calculation(metric, said, None, datetime(2025, 10, 1, tzinfo=UTC))


def test_the_metric_comes_settled():
    """The metric has the scale and polarity that were said, the settings the rest."""
    metric, settings = asked("CES", scale="1-5", polarity="effort", decimals=2)
    assert (metric.id, metric.scale, metric.source.polarity) == ("ces", Scale(1, 5), "effort")
    assert (settings.decimals, settings.confidence) == (2, 0.95)


@pytest.mark.parametrize(
    ("metric", "said", "message"),
    [
        ("nps,csat", {}, "counts are of one metric"),
        ("nps", {"polarity": "effort"}, "a high answer of nps means one thing only"),
        ("resolution_time", {}, "resolution_time is a duration: nothing is calculated of its counts"),
    ],
)
def test_what_no_calculation_can_be_made_of_is_refused(metric, said, message):
    """Counts are those of one metric that counts, and a polarity is for one whose high answers may mean two things."""
    with pytest.raises(UsageError, match=message):
        asked(metric, **said)


def test_amounts_and_sizes():
    """A margin or a change; one size stands for two; chances as they were said."""
    metric, _ = asked("nps")
    assert one_amount(metric, margin=5, change=None) == ("margin", 5)
    assert one_amount(metric, margin=None, change=6) == ("change", 6)
    assert two_sizes([400], None) == (400, 400)
    assert two_sizes([400, 380], 400) == (400, 380)
    assert chances(0.9, 0.5, 7).power == 0.5
    with pytest.raises(UsageError, match="power"):
        chances(0.9, 1, None)


@pytest.mark.parametrize(
    ("margin", "change", "message"),
    [
        (None, None, "either a margin or a change"),
        (5, 6, "either a margin or a change"),
        (0, None, "a margin of 0 is not between 0 and 200"),
        (None, 200, "a change of 200 is not between 0 and 200"),
    ],
)
def test_one_amount_that_the_metric_can_differ_by(margin, change, message):
    """Of margin and change one is given, above 0 and below all that the NPS can differ, from -100 to 100."""
    metric, _ = asked("nps")
    with pytest.raises(UsageError, match=message):
        one_amount(metric, margin=margin, change=change)


@pytest.mark.parametrize(
    ("sizes", "population", "message"),
    [
        ([], None, "a change is between two samples"),
        ([1, 2, 3], None, "a change is between two samples"),
        ([10, 11], 10, "11 answers are more than a population of 10 can give"),
    ],
)
def test_sizes_that_cannot_be(sizes, population, message):
    """There are one or two sizes, none of them above the population."""
    with pytest.raises(UsageError, match=message):
        two_sizes(sizes, population)
