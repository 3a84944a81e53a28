from datetime import UTC, date, datetime

import pytest

from cxcli.errors import UsageError
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.stretches import Stretch
from cxcli.settings import Asked
from cxcli.settings.sides import AskedSides, compared, without_dates

NOW = datetime(2025, 10, 1, tzinfo=UTC)


def of(sides=None, loaded=None, **asked):
    return compared(Asked(metrics=["nps"], **asked), AskedSides(**sides or {}), loaded, NOW)


def refused(sides, **asked):
    with pytest.raises(UsageError) as raised:
        of(sides, **asked)
    (problem,) = raised.value.problems
    assert problem.help
    return problem.code, problem.message


def test_without_a_word_files_are_compared():
    """Two files are groups of the file that a row stands in, and each person has a vote in each."""
    settings, sides = of(one_vote_per="email")
    assert (sides.kind, sides.column, sides.two, sides.votes) == ("files", "file", True, True)
    assert settings.by == [("file",)]
    assert settings.wants.by == ["file"]
    assert settings.ballot == Ballot(person=True, response=False, within=("file",))


@pytest.mark.parametrize(
    ("between", "keys"),
    [
        (["region=EMEA,AMER"], ("EMEA", "AMER")),
        (["region = EMEA , (blank)"], ("EMEA", "(blank)")),
        (["region=Asia, all", "region=EMEA"], ("Asia, all", "EMEA")),
        (["region=a=b,c"], ("a=b", "c")),
    ],
)
def test_two_groups(between, keys):
    """Values are parted by commas, or given once each, where they may hold commas."""
    settings, sides = of({"between": between})
    assert (sides.kind, sides.column, sides.keys, sides.two) == ("groups", "region", keys, True)
    assert (settings.by, settings.periods, settings.wants.dated) == ([("region",)], None, False)


@pytest.mark.parametrize(("between", "keys"), [("region", ()), ("region=A,B,C", ("A", "B", "C"))])
def test_many_groups(between, keys):
    """A column alone, or more than two values, are many groups."""
    _, sides = of({"between": [between]})
    assert (sides.keys, sides.two) == (keys, False)


@pytest.mark.parametrize(
    ("between", "before", "after"),
    [
        ("2025-Q1,2025-Q2", ("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30")),
        ("2025,2024-10..2024-12", ("2025-01-01", "2025-12-31"), ("2024-10-01", "2024-12-31")),
        ("2024-01 to 2024-02,last month", ("2024-01-01", "2024-02-29"), ("2025-09-01", "2025-09-30")),
    ],
)
def test_two_periods(between, before, after):
    """Periods are what bounds understand, or two bounds with dots between them, in the order given."""
    settings, sides = of({"between": [f"period={between}"], "by": ["plan+region"]})
    assert sides.kind == "periods"
    found = [Stretch(*map(date.fromisoformat, days)) for days in (before, after)]
    assert [sides.spans.before, sides.spans.after] == found
    assert settings.periods is sides.spans
    assert (settings.by, settings.wants.dated, sides.segments) == ([("plan", "region")], True, ("plan", "region"))


def test_the_groups_and_periods_of_the_report_are_left_out(tmp_path):
    """What the config's report breaks down by has nothing to do with the sides."""
    from cxcli.config.load import load  # noqa: PLC0415 - one test has a config

    path = tmp_path / "cx.yaml"
    path.write_text("report: {by: [plan], period: month, one_vote_per: email}\n")
    settings, sides = of({"between": ["region=A,B"], "paired": "email"}, load(path))
    assert (settings.by, settings.periods, sides.votes) == ([("region",)], None, True)
    with pytest.raises(UsageError, match="paired by 'account'"):
        of({"between": ["region=A,B"], "paired": "account"}, load(path))


def test_respondents_have_a_vote_on_each_side():
    """Pairs need votes apart by side, whether the scores are of votes or not; which one is kept may be said."""
    settings, sides = of({"between": ["region=A,B"], "paired": "email", "by": ["plan"]}, keep="first")
    assert settings.ballot == Ballot(person=True, response=False, keep="first", within=("region",))
    assert settings.wants.voters == {"voter": "email"}
    assert (sides.paired, sides.votes, settings.wants.dated) == ("email", False, True)
    assert settings.by == [("region",), ("region", "plan")]
    alone, _ = of({"between": ["region=A,B"]}, one_vote_per="email")
    assert alone.ballot == Ballot(person=True, response=False)


def test_pairs_without_dates():
    """Where there are no dates, a key is taken for that of a response, which needs none."""
    settings, _ = of({"paired": "email"})
    bare = without_dates(settings, "email")
    assert bare.ballot == Ballot(person=False, response=True, within=("file",))
    assert (bare.wants.dated, bare.wants.voters) == (False, {"response": "email"})


@pytest.mark.parametrize(
    ("sides", "code"),
    [
        ({"between": ["=A,B"]}, "between"),
        ({"between": ["region=A", "plan=B"]}, "between"),
        ({"between": ["region=A"]}, "between"),
        ({"between": ["region=A,"]}, "between"),
        ({"between": ["region=A, A"]}, "between"),
        ({"between": ["period"]}, "between"),
        ({"between": ["period=2025-Q1"]}, "between"),
        ({"between": ["period=2025-Q1,2025-Q2,2025-Q3"]}, "between"),
        ({"between": ["period=2025-Q1,2025-Q1"]}, "between"),
        ({"between": ["period=2025,2025-Q1"]}, "between"),
        ({"between": ["period=2025-Q1,soon"]}, "period-bound"),
        ({"between": ["region"], "by": ["plan"]}, "between"),
        ({"between": ["region"], "paired": "email"}, "between"),
        ({"between": ["region=A,B"], "by": ["region+plan"]}, "by"),
        ({"by": ["plan+"]}, "by"),
        ({"by": ["plan", "region"]}, "by"),
        ({"power": 0.4}, "power"),
        ({"power": 1.0}, "power"),
    ],
)
def test_what_is_no_comparison_is_refused(sides, code):
    """One side, the same side twice, sides that overlap and the like are refused with what to type."""
    assert refused(sides)[0] == code


def test_votes_of_another_key_are_refused():
    """Pairs and votes are of one key; and a row of several answers is of nobody."""
    assert refused({"paired": "email"}, one_vote_per="account")[0] == "paired"
    assert refused({"paired": "email"}, count="n")[0] == "paired"
    assert refused({}, keep="first")[0] == "votes"
