import pytest

from cxcli.errors import UsageError

TEXT = (
    "plan,region,at,nps\n"
    + "pro,EU,2025-01-05,10\n" * 3
    + "Free,EU,2025-01-06,9\nfree,US,2025-02-07,3\n,US,2025-02-08,0\n"
)


def refusal(found, **rows):
    with pytest.raises(UsageError) as raised:
        found(TEXT, rows=rows, maps=["at=at"])
    (problem,) = raised.value.problems
    return problem


def test_a_group_that_no_row_is_in_is_refused(found):
    """The refusal repeats what was typed and how many groups there are, and not the keys of the data."""
    problem = refusal(found, groups=["plan=team"])
    assert (problem.code, problem.message) == ("no-such-group", "no row has plan 'team'")
    assert problem.help == "there are 4 groups, (blank) for rows without: cx score --by plan lists them"
    assert refusal(found, groups=["file=9.csv"]).help.startswith("there is 1 group,")


def test_a_key_that_differs_in_capitals_alone_is_named(found):
    """Capitals make two groups; the one that was probably meant is named, being what was typed but for them."""
    assert refusal(found, groups=["plan=PRO"]).help.startswith("did you mean 'plan=pro'? there are 4 groups")
    assert refusal(found, groups=["plan=FREE"]).help.startswith("did you mean 'plan=Free' or 'plan=free'? ")


def test_the_column_whose_key_is_not_there_is_named(found):
    """Of a crossed group the key that no row has is named; where each of them occurs, the pair is."""
    assert refusal(found, groups=["plan=pro+region=APAC"]).message == "no row has region 'APAC'"
    assert refusal(found, groups=["plan=pro+region=US"]).message == "no row has plan 'pro' and region 'US'"


def test_a_period_that_no_row_is_in_is_refused(found):
    """There is a refusal for a period without rows, of all of them or of a group."""
    problem = refusal(found, period="2024-01")
    assert (problem.code, problem.message) == ("no-such-group", "no row is in 2024-01")
    assert refusal(found, groups=["plan=pro"], period="2025-02").message == "no row of this group is in 2025-02"


def test_the_rows_behind_a_score_that_is_not_shown_are_not_listed(found):
    """Where the score of a group is hidden for its few answers, its rows are not listed, either."""
    with pytest.raises(UsageError) as raised:
        found(TEXT, rows={"groups": ["plan=free"]}, min_n=3)
    assert [(each.code, each.message) for each in raised.value.problems] == [
        ("hidden-group", "the score of these rows is not shown: fewer than 3 answers")
    ]
    assert found(TEXT, rows={"groups": ["plan=pro"]}, min_n=3).listing.found == 3


def test_a_file_without_rows_of_the_group_has_none(places):
    """Of two files, one of which has no row of the group, the rows of the other are listed."""
    assert places("plan,nps\nfree,9\n", "plan,nps\npro,3\nfree,8\n", rows={"groups": ["plan=pro"]}) == [("1.csv", 2)]


def test_rows_without_a_key_are_a_group(places):
    """The blank group is named as tables show it; spaces around a key do not count."""
    assert places(TEXT, rows={"groups": ["plan=(blank)"]}) == [("0.csv", 7)]
    assert places(TEXT, rows={"groups": ["plan = free "]}) == [("0.csv", 6)]


def test_a_group_may_be_crossed_and_cut_by_a_period(places):
    """All keys and the period hold together, however they were typed."""
    assert places(TEXT, rows={"groups": ["plan=free+region=US"], "period": "2025-Q1"}, maps=["at=at"]) == [("0.csv", 6)]
    assert places(TEXT, rows={"groups": ["plan=Free", "region=EU"]}) == [("0.csv", 5)]
