import pytest

from cxcli.errors import UsageError
from cxcli.settings.drivers import AskedDrivers, Flagged, Join, wanted_drivers


def wanted(**asked):
    return wanted_drivers(AskedDrivers(**asked))


def test_names_are_parted_by_commas():
    """A name with a comma stands in quotes; the option may be repeated."""
    assert wanted(drivers=['Q1, "ease, speed"', "Q2,"]).drivers == ["Q1", "ease, speed", "Q2"]


def test_an_outcome_may_be_a_word():
    """A column is a yes or no, or a word in it is the yes."""
    assert wanted(outcome="churned").outcome == Flagged("churned")
    assert wanted(outcome="status = lost").outcome == Flagged("status", "lost")


def test_a_key_may_have_two_names():
    """The key is called alike in both files, or each name is given; the latest row counts where nothing is said."""
    assert wanted(join="a.csv", on="customer").join == Join("customer", "customer", "latest", None)
    said = wanted(join="a.csv", on="customer=requester", take="mean", joined_at="day").join
    assert said == Join("customer", "requester", "mean", "day")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"drivers": ["Q1,Q2,Q1"]}, "driver-twice"),
        ({"on": "customer"}, "join"),
        ({"take": "mean"}, "join"),
        ({"joined_at": "day"}, "join"),
        ({"join": "a.csv"}, "join"),
        ({"outcome": "churned", "outcome_as": "class"}, "outcome"),
    ],
)
def test_what_does_not_go_together_is_refused(asked, code):
    """Each contradiction is named with what to do."""
    with pytest.raises(UsageError) as caught:
        wanted(**asked)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].help


def test_all_problems_are_said_at_once():
    """Several contradictions are one refusal."""
    with pytest.raises(UsageError) as caught:
        wanted(drivers=["a,a"], on="b", outcome="c", outcome_as="score")
    assert len(caught.value.problems) == 3
