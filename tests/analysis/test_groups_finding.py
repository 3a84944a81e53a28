import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.analysis.groups_finding import groups_finding
from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.ratio_sums import RatioSums
from cxcli.scoring.ready import ready

CSAT = settle(shipped()["csat"])
GOOD, BAD = {5: 90, 1: 10}, {5: 50, 1: 50}


def score(name, counts, **more):
    made = Counted({}, CountsByValue.of(counts), by_answer=True)
    found = score_of_counts(CSAT, made, confidence=0.95, interval=None, population=None)
    return replace(found, group={"agent": name} if name else {}, **more)


def found(groups, strata=None, *, mix=(), apart=(), min_n=10):
    scores = [score(name, counts) for name, counts in groups.items()]
    return groups_finding(
        score("", {5: 1}),
        scores,
        {place: CountsByValue.of(counts) for place, counts in (strata or {}).items()},
        CSAT,
        column="agent",
        mix=mix,
        apart=apart,
        interval=None,
        min_n=min_n,
        level=0.05,
    )


def test_groups_beside_all_that_are_somebody():
    """The overall value is that of Ann and Bob, 140 of 200; the bot is apart, and so is who is named."""
    made = found({"Ann": GOOD, "Bob": BAD, "Answer Bot": {1: 50}, "Kim": {1: 9}}, apart=["KIM"])
    assert (made.overall.value, made.overall.n) == (70, 200)
    assert made.overall.account == RowAccount(200)
    assert [each.group["agent"] for each in made.apart] == ["Answer Bot", "Kim"]
    assert [(each.name, each.verdict) for each in made.judgement.groups] == [("Ann", "better"), ("Bob", "worse")]
    assert (made.mix, made.reason) == (None, None)


def test_strata_are_told():
    """Strata are counted, rare ones are one, and answers of one group alone are told."""
    cells = {("Ann", ("a",)): GOOD, ("Ann", ("b",)): {5: 3}, ("Bob", ("a",)): BAD, ("Bob", ("c",)): {1: 2}}
    made = found({"Ann": {5: 93, 1: 10}, "Bob": {5: 50, 1: 52}}, cells, mix=("channel",))
    assert (made.mix.columns, made.mix.strata, made.mix.rare, made.mix.alone) == (("channel",), 2, 2, 0)
    lonely = {("Ann", ("a",)): GOOD, ("Bob", ("a",)): BAD, ("Bob", ("b",)): {1: 30}}
    assert found({"Ann": GOOD, "Bob": {5: 50, 1: 80}}, lonely, mix=("channel",)).mix.alone == 30


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ({}, "no row of any group was scored"),
        ({"(blank)": GOOD, "bot": BAD}, "all answers are of groups that are nobody"),
        ({"Ann": GOOD, "-": BAD}, "only one group has answers"),
        ({"Ann": {5: 9}, "Bob": {1: 9}, "Cy": GOOD}, "fewer than two groups have 10 answers"),
        ({"Ann": {5: 20}, "Bob": {4: 20}}, "all answers to the same cases are alike"),
    ],
)
def test_why_no_group_is_judged(groups, reason):
    """Nobody, one group, small groups and answers that are all alike have a reason in place of a judgement."""
    made = found(groups)
    assert made.reason == reason
    assert made.judgement is None or not made.judgement.standings


def test_groups_without_common_cases_are_not_judged():
    """Where each group has cases of its own, nothing can be compared."""
    cells = {("Ann", ("a",)): GOOD, ("Bob", ("b",)): BAD}
    assert found({"Ann": GOOD, "Bob": BAD}, cells, mix=("channel",)).reason == "no two groups have the same cases"


def test_the_account_of_rows_and_answers():
    """The overall score has the rows of all groups that are somebody, and their answers where a row is several."""
    account = RowAccount(101, {Disposition.BLANK: 1})
    scores = [score(name, GOOD, account=account, answers=RowAccount(100)) for name in ("Ann", "Bob")]
    like = replace(scores[0], group={}, answers=RowAccount(1))
    made = groups_finding(
        like, scores, {}, CSAT, column="agent", mix=(), apart=(), interval="wald", min_n=1, level=0.05
    )
    assert made.overall.account == RowAccount(202, {Disposition.BLANK: 2})
    assert made.overall.answers == RowAccount(200)
    assert made.overall.interval == "wald"


def test_cases_without_any_base_are_told():
    """A ratio of which all bases of a case are 0 has nothing that could be expected."""
    metric = ready(shipped()["aht"])
    one, none = (RatioSums.of(np.full(20, x), np.arange(20)) for x in (1, 0))
    scores = [score(name, GOOD, statistic=one + none) for name in ("Ann", "Bob")]
    strata = {(name, (case,)): each for name in ("Ann", "Bob") for case, each in (("a", one), ("b", none))}
    made = groups_finding(
        score("", GOOD), scores, strata, metric,
        column="agent", mix=("case",), apart=(), interval=None, min_n=1, level=0.05,
    )  # fmt: skip
    assert made.judgement is None
    assert made.reason == "in some cases nothing can be expected, since their bases add up to 0"


def test_a_score_without_what_it_was_made_of_is_refused():
    """Groups are judged by their statistics, which a score must have."""
    with pytest.raises(ValueError, match="scored from"):
        groups_finding(
            score("", GOOD), [score("Ann", GOOD, statistic=None)], {}, CSAT,
            column="agent", mix=(), apart=(), interval=None, min_n=1, level=0.05,
        )  # fmt: skip
