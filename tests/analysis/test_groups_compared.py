import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.analysis.groups_compared import groups_compared, others
from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue

NPS = settle(shipped()["nps"])
MEAN = settle(shipped()["csat:mean"])


def group(key, counts, metric=NPS, blank=0):
    """The score of a group with so many answers of each value, and so many blanks beside them."""
    statistic = CountsByValue.of(counts)
    made = Counted({}, statistic, by_answer=True)
    filled = made if statistic.n else Counted({}, CountsByValue.of({9: 1}), by_answer=True)
    score = score_of_counts(metric, filled, confidence=0.95, interval=None, population=None)
    account = RowAccount(statistic.n + blank, {Disposition.BLANK: blank})
    score = replace(score, group={"region": key}, account=account, n=statistic.n, statistic=statistic)
    return score if statistic.n else replace(score, value=None, status="no_data", reason="no row was scored")


def hidden(score):
    return replace(score, value=None, low=None, high=None, status="suppressed", reason="fewer than 30 answers")


def found(scores, metric=NPS, min_n=0):
    return groups_compared(
        scores, metric, column="region", interval=None, power=0.8, min_n=min_n, elsewhere=RowAccount()
    )


GROUPS = [
    group("EMEA", {10: 60, 8: 20, 0: 20}),
    group("AMER", {10: 50, 8: 20, 0: 30}, blank=3),
    group("APAC", {10: 20, 8: 20, 0: 60}),
]


def test_each_group_is_compared_with_the_others_together():
    """EMEA scores 40; the others have 70 promoters and 90 detractors of 200, -10."""
    first, second, third = found(GROUPS).groups
    assert (first.key, first.score.value, first.others.value, first.others.n) == ("EMEA", 40, -10, 200)
    assert first.difference.value == 50
    assert first.others.account == RowAccount(203, {Disposition.BLANK: 3})
    assert (first.verdict, second.verdict, third.verdict) == ("higher", "unclear", "lower")


def test_p_values_are_adjusted_for_the_number_of_groups():
    """By hand: the largest p stays, the middle one is times 3/2, the smallest times 3, and none passes a larger one."""
    groups = found(GROUPS).groups
    raw = sorted(each.difference.test.p for each in groups)
    expected = [min(3 * raw[0], 1.5 * raw[1], raw[2]), min(1.5 * raw[1], raw[2]), raw[2]]
    assert sorted(each.p for each in groups) == pytest.approx(expected)


def test_a_small_group_is_not_shown_but_counts_among_the_others():
    """What is hidden is counted; what is empty is, too, and stands in nobody's way."""
    small = hidden(group("LATAM", {0: 10}))
    seen = found([*GROUPS, small, group("nowhere", {})], min_n=30)
    assert [each.key for each in seen.groups] == ["EMEA", "AMER", "APAC"]
    assert (seen.hidden, seen.empty, seen.reason) == (1, 1, None)
    assert seen.groups[0].others.n == 210


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([], "no row was scored"),
        ([group("a", {}), group("b", {})], "no row was scored"),
        ([group("a", {}), GROUPS[0]], "only one group has answers"),
        ([hidden(GROUPS[0]), hidden(GROUPS[1])], "all groups have fewer than 30 answers"),
    ],
)
def test_nothing_to_compare(scores, reason):
    """Where no group can be compared, a reason says why."""
    made = found(scores, min_n=30)
    assert (made.groups, made.reason) == ([] if "all" in reason else (), reason)


def test_a_group_without_spread_has_no_test():
    """Answers that are all alike in all groups show no spread of a mean: no p, no verdict."""
    alike = [group(key, {3: 5}, MEAN) for key in "ab"]
    made = found(alike, MEAN)
    assert [(each.p, each.verdict) for each in made.groups] == [(None, "unclear")] * 2


def test_without_others_there_is_no_score_of_them():
    """A group alone has no others; the caller sees to it."""
    with pytest.raises(ValueError, match="others that have answers"):
        others(GROUPS[0], [GROUPS[0]], NPS, None)
    with pytest.raises(ValueError, match="rests on counts by value"):
        others(GROUPS[0], [GROUPS[0], replace(GROUPS[1], statistic=None)], NPS, None)


@given(st.lists(st.dictionaries(st.integers(0, 10), st.integers(1, 9), min_size=1), min_size=2, max_size=5))
def test_a_group_and_its_others_are_all(counts):
    """For any groups, the answers of each and of its others are all answers."""
    scores = [group(str(number), each) for number, each in enumerate(counts)]
    everything = sum((score.statistic for score in scores), start=CountsByValue())
    for each in found(scores).groups:
        assert each.score.statistic + each.others.statistic == everything


def test_a_group_is_called_only_where_limits_and_adjusted_p_agree():
    """A p above 0.05 after adjusting, limits that hold 0, or none at all: each alone makes a group unclear."""
    clear = found(GROUPS).groups[0]
    assert clear.verdict == "higher"
    assert replace(clear, p=0.06).verdict == "unclear"
    assert replace(clear, p=None).verdict == "unclear"
    for low, high in ((-1.0, 9.0), (None, None)):
        assert replace(clear, difference=replace(clear.difference, low=low, high=high)).verdict == "unclear"


def test_a_group_that_is_all_alike():
    """Two answers of 5 beside many others show no spread: no test, no limits, no verdict, and the reason."""
    made = found([group("a", {5: 2}, MEAN), group("b", {1: 30, 3: 30, 5: 10}, MEAN)], MEAN)
    assert [(each.p, each.verdict) for each in made.groups] == [(None, "unclear")] * 2
    assert "all answers are alike" in made.groups[0].difference.reason
