from datetime import date

import pytest

from cxcli.errors import DataError
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.partial import Partial, Tally
from cxcli.scoring.periods import Periods
from cxcli.scoring.run_doubts import doubts
from cxcli.scoring.scores import AccountError, scores
from tests.laws.dummies import Forgetful, LatestVotes, Retracting, Undefined, dummy
from tests.laws.mapped_rows import answers, plan_for, scored

VOTE = {"respondent": "ann", "at": "2025-01-01"}


def nps():
    return settle(shipped()["nps"])


def test_a_score_has_all_that_defends_it():
    """Value, limits, definition, choices, shares, account and offenders stand in one score."""
    (score,) = scored(plan_for(nps(), confidence=0.9), answers(10, 9, 8, 2, 11, "", 11))
    assert (score.metric, score.title, score.definition) == ("nps", "Net Promoter Score", "% 9-10 minus % 0-6")
    assert (score.status, score.reason, score.value, score.unit, score.n) == ("ok", None, 25.0, "points", 4)
    assert (score.confidence, score.interval, score.group, score.period) == (0.9, "score", {}, None)
    assert score.low < 25 < score.high
    assert score.parts == {"promoters": 50.0, "passives": 25.0, "detractors": 25.0}
    assert score.parameters == nps().parameters
    assert score.account == RowAccount(7, {Disposition.OFF_SCALE: 2, Disposition.BLANK: 1})
    assert score.offenders == {(Disposition.OFF_SCALE, "11"): 2}


@pytest.mark.parametrize("rows", [[], answers("", "n/a", 11)])
def test_nothing_scored_is_no_data_and_never_0(rows):
    """Without a scored row there is no value, and the account still says what was read."""
    (score,) = scored(plan_for(nps()), rows)
    assert (score.status, score.reason) == ("no_data", "no row was scored")
    assert (score.value, score.low, score.high, score.interval, score.n) == (None, None, None, None, 0)
    assert score.account.read == len(rows)
    assert score.parts == {}


def test_a_run_without_any_part_has_an_overall_score():
    """Each metric has an overall score, even where nothing at all was read."""
    found = scores(plan_for(nps(), settle(shipped()["csat"])), Partial.empty())
    assert [(score.metric, score.status, score.account.read) for score in found] == [
        ("nps", "no_data", 0),
        ("csat", "no_data", 0),
    ]


def test_small_cells_are_hidden_but_counted():
    """Below min_n there is no value, no limits and no shares; n and account stay, and an empty cell has no data."""
    rows = [*answers(9, 9, plan="a"), *answers(9, 2, 2, plan="b"), *answers("", plan="c")]
    found = scored(plan_for(nps(), by=[("plan",)], min_n=3), rows)
    assert [(score.status, score.n, score.value is None, score.reason) for score in found] == [
        ("ok", 5, False, None),
        ("suppressed", 2, True, "fewer than 3 answers"),
        ("ok", 3, False, None),
        ("no_data", 0, True, "no row was scored"),
    ]
    hidden = found[1]
    assert (hidden.low, hidden.high, hidden.interval, hidden.parts) == (None, None, None, {})
    assert hidden.account == RowAccount(2)


def test_a_value_that_cannot_be_formed_is_undefined():
    """A metric that has rows and no value says why."""
    (score,) = scored(plan_for(dummy(Undefined)), answers(9))
    assert (score.status, score.reason, score.value, score.n) == ("undefined", "nothing to divide by", None, 1)


def test_a_value_without_limits_says_why():
    """The mean of one answer is a value; its limits are null, with the reason."""
    (score,) = scored(plan_for(settle(shipped()["csat:mean"])), answers(4))
    assert (score.status, score.value, score.low, score.high) == ("ok", 4.0, None, None)
    assert score.reason.startswith("fewer than two answers")


def test_overall_comes_first_then_breakdowns_as_asked_for():
    """Groups are in natural order: numbers as numbers, numbers in words too, the blank key last."""
    plans = ["10", "9", "-1", "2.5", "", "Agent 10", "agent 9", "beta", "Alpha", "99999999999999999999"]
    rows = [{"score": "9", "plan": plan, "region": "EU"} for plan in plans]
    found = scored(plan_for(nps(), by=[("region",), ("plan",)]), rows)
    assert [tuple(score.group.items()) for score in found[:2]] == [(), (("region", "EU"),)]
    assert [score.group["plan"] for score in found[2:]] == [
        *("-1", "2.5", "9", "10", "99999999999999999999"),
        *("agent 9", "Agent 10", "Alpha", "beta", "(blank)"),
    ]


def test_crossed_groups_have_all_their_keys():
    """A crossed breakdown sorts by its columns in the order in which they are named."""
    rows = [{"score": "9", "plan": plan, "region": region} for plan in ("pro", "free") for region in ("US", "EU", "")]
    found = scored(plan_for(nps(), by=[("plan", "region")]), rows)
    assert [tuple(score.group.values()) for score in found] == [
        (),
        *(("free", "EU"), ("free", "US"), ("free", "(blank)")),
        *(("pro", "EU"), ("pro", "US"), ("pro", "(blank)")),
    ]


def test_each_group_has_all_time_first_then_its_periods():
    """Periods follow one another in time below their group; complete are those that are over and not cut."""
    rows = [
        {"score": "9", "plan": plan, "at": at}
        for plan in ("b", "a")
        for at in ("2025-06-01", "2025-05-31", "2024-12-31")
    ]
    plan = plan_for(nps(), by=[("plan",)], periods=Periods(Grain.MONTH), since=date(2024, 12, 15))
    found = scored(plan, rows)
    labels = [None, "2024-12", "2025-05", "2025-06"]
    assert [score.period and score.period.label for score in found] == labels * 3
    assert [score.group.get("plan") for score in found] == [None] * 4 + ["a"] * 4 + ["b"] * 4
    assert [score.period.complete for score in found[1:4]] == [False, True, False]
    assert (found[1].period.start, found[1].period.end) == (date(2024, 12, 1), date(2024, 12, 31))


def test_a_statistic_that_lost_a_row_stops_the_run():
    """Where the statistic's own count differs from the account nothing is printed."""
    with pytest.raises(AccountError, match="forgetful: the statistic holds 1 rows, the account 2"):
        scored(plan_for(dummy(Forgetful)), answers(9, 2))


def test_a_statistic_that_counts_what_it_took_back_stops_the_run():
    """Rows said to be superseded and counted nevertheless are found, however many they are."""
    plan = plan_for(dummy(Retracting))
    with pytest.raises(AccountError, match="retracting: the statistic holds 1 rows, the account -999"):
        scored(plan, answers(9, **VOTE))


def test_an_account_that_lost_a_row_stops_the_run():
    """Not only the statistic is suspected: a row that the account lacks is found as well."""
    tally = Tally(CountsByValue.of({9: 2}), RowAccount(1))
    plan = plan_for(nps())
    for check in (lambda part: scores(plan, part), lambda part: doubts(plan, part, "a.csv")):
        with pytest.raises(AccountError):
            check(Partial({("nps", OVERALL): tally}))


def test_superseded_rows_move_from_scored_to_skipped():
    """The account of the score has the rows that only the end of the run could tell."""
    (score,) = scored(plan_for(dummy(LatestVotes)), answers(9, 2, "", **VOTE))
    assert score.n == 1
    assert score.account == RowAccount(3, {Disposition.BLANK: 1, Disposition.SUPERSEDED: 1})


def test_a_known_population_brings_the_limits_closer():
    """100 of 300 answered: the effective n is 100 / (1 - 100/300) = 150, and the limits are those of 150."""
    rows = answers(*[10] * 60, *[0] * 40)
    (score,) = scored(plan_for(nps(), population=300), rows)
    assert (score.value, score.n, score.effective_n) == (20, 100, 150)
    larger = scored(plan_for(nps()), answers(*[10] * 90, *[0] * 60))[0]
    assert (score.low, score.high) == (larger.low, larger.high)
    assert score.parameters["population"] == 300


def test_who_has_asked_everybody_knows():
    """Of a census the limits are the value."""
    (score,) = scored(plan_for(nps(), population=3), answers(10, 10, 0))
    assert score.low == score.value == score.high


def test_more_answers_than_people_are_refused():
    """The population cannot be smaller than those who answered."""
    with pytest.raises(DataError) as refused:
        scored(plan_for(nps(), population=2), answers(10, 10, 0))
    assert refused.value.problems[0].code == "population"


def test_the_population_of_groups_is_not_known():
    """Limits of groups are those of an endless population."""
    rows = answers(10, 10, 0, plan="pro")
    whole, group = scored(plan_for(nps(), population=3, by=(("plan",),)), rows)
    assert whole.low == whole.high
    assert group.low < group.value < group.high
