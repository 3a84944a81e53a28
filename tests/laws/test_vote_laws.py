"""What holds for weights, counts, votes, responses and flags, against a look at every row."""

from collections import defaultdict
from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from operator import add

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxcli.rows import Disposition
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.partial import Partial
from cxcli.scoring.periods import Periods
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import partial, plan_for

NPS = settle(shipped()["nps"])
MEAN = settle(shipped()["csat:mean"])
BY = (("plan",), ("plan", "region"))
MONTHS = Periods(Grain.MONTH)
WINDOWS = Periods(Grain.MONTH, rolling=2)

row = st.fixed_dictionaries(
    {
        "score": st.sampled_from(["1", "5", "9", "10", "7", "", "99", "bad"]),
        "at": st.sampled_from(["2025-01-01", "2025-01-31T23:59", "2025-02-01", "2025-04-02", "", "soon"]),
        "plan": st.sampled_from(["pro", "free", ""]),
        "region": st.sampled_from(["EU", "US"]),
        "respondent": st.sampled_from(["ann", "bob", "cid", "dan", ""]),
        "response": st.sampled_from(["r1", "r2", "r3", "r4", "r5", ""]),
        "weight": st.sampled_from(["1", "2.5", "0.1", "0", "", "much"]),
        "count": st.sampled_from(["1", "3", "20", "0", "", "many"]),
        "speeder": st.sampled_from(["yes", "no", "no"]),
        "kept": st.sampled_from(["yes", "yes", "no"]),
    }
)
rows_of = st.lists(row, max_size=24)
cuts_of = st.lists(st.integers(0, 24), max_size=5)
many = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))

BALLOTS = {
    "person": (Ballot(person=True, response=False), ("voter",)),
    "first": (Ballot(person=True, response=False, keep="first"), ("voter",)),
    "response": (Ballot(person=False, response=True), ("response",)),
    "both": (Ballot(person=True, response=True), ("voter", "response")),
    "within": (Ballot(person=True, response=False, within=("plan",)), ("voter",)),
}
WAYS = {
    **{name: ({"ballot": ballot}, more) for name, (ballot, more) in BALLOTS.items()},
    "weights": ({}, ("weight",)),
    "counts": ({}, ("count",)),
    "weighted counts": ({}, ("weight", "count")),
    "weighted votes": ({"ballot": BALLOTS["person"][0]}, ("voter", "weight", "flag:speeder")),
    "dropped": ({"drop": ("speeder",)}, ("flag:speeder",)),
}
every_way = pytest.mark.parametrize(("options", "more"), WAYS.values(), ids=WAYS)


@every_way
@pytest.mark.parametrize("periods", [None, MONTHS, WINDOWS], ids=["all time", "months", "windows"])
@many
@given(rows=rows_of, cuts=cuts_of, random=st.randoms(use_true_random=False))
def test_order_and_cut_of_rows_do_not_matter(options, more, periods, rows, cuts, random):
    """Rows in any order, cut into parts of any size, give the scores of the whole, bit by bit."""
    plan = plan_for(NPS, by=BY, periods=periods, **options)
    order = list(range(len(rows)))
    random.shuffle(order)
    edges = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    parts = [
        partial(plan, [rows[line] for line in order[start:end]], lines=order[start:end], more=more)
        for start, end in pairwise(edges)
    ]
    whole = scores(plan, partial(plan, rows, lines=range(len(rows)), more=more))
    assert scores(plan, reduce(add, parts, Partial.empty())) == whole
    assert scores(plan, reduce(add, reversed(parts)) + Partial.empty()) == whole


def usable(each, more):
    """Whether a row is scored before votes are looked at."""
    good = each["kept"] == "yes" and each["score"] in ("1", "5", "7", "9", "10")
    return good and all(each[name] not in ("0", "", "much", "many") for name in ("weight", "count") if name in more)


def place(item):
    """Where a vote stands among those of one person: by time, then by line."""
    line, each = item
    return each["at"], line


def standing(ballot, items, everywhere):
    """The rows that stand among (line, row) items; `everywhere` are the items of all time."""
    if ballot.response:
        last = {}
        for item in sorted(everywhere, key=place):
            last[item[1]["response"] or f"line {item[0]}"] = item[0]
        items = [item for item in items if item[0] in last.values()]
    if ballot.person:
        votes = {}
        for line, each in sorted(items, key=place, reverse=ballot.keep == "first"):
            within = tuple(each[column] for column in ballot.within)
            votes[each["respondent"] or f"line {line}", within] = (line, each)
        items = list(votes.values())
    return items


def windows_of(each, periods):
    """The months, as numbers since 1970, of the windows that a row is in."""
    month = (int(each["at"][:4]) - 1970) * 12 + int(each["at"][5:7]) - 1
    return range(month, month + periods.rolling)


def nps_of(items):
    """The score of some rows, in points."""
    answers = [int(each["score"]) for _, each in items]
    return float(Fraction(100 * sum((answer >= 9) - (answer <= 6) for answer in answers), len(answers)))


@pytest.mark.parametrize(("ballot", "more"), BALLOTS.values(), ids=BALLOTS)
@pytest.mark.parametrize("periods", [MONTHS, WINDOWS], ids=["months", "windows"])
@many
@given(rows=rows_of)
def test_the_votes_that_stand_are_those_that_a_look_at_each_row_finds(ballot, more, periods, rows):
    """Of each person the latest (or first) answer counts: overall, in each group, period and window."""
    plan = plan_for(NPS, by=BY, periods=periods, ballot=ballot)
    made = scores(plan, partial(plan, rows, lines=range(len(rows)), more=more))
    dated = [(line, each) for line, each in enumerate(rows) if usable(each, ()) and each["at"] not in ("", "soon")]
    ends = defaultdict(list)
    for item in dated:
        for end in windows_of(item[1], periods):
            ends[end].append(item)
    for score in made:
        days = dated
        if score.period is not None:
            end = (score.period.end.year - 1970) * 12 + score.period.end.month - 1
            days = ends[end]
        stands = standing(ballot, days, dated)
        here = [item for item in stands if in_group(item[1], score.group)]
        before = [item for item in days if in_group(item[1], score.group)]
        assert score.n == len(here)
        assert score.value == (pytest.approx(nps_of(here), abs=1e-12) if here else None)
        gone = sum(score.account.skipped.get(each, 0) for each in (Disposition.SUPERSEDED, Disposition.DUPLICATE))
        assert gone == len(before) - len(here)
    assert len(made) >= 1


def in_group(each, group):
    """Whether a row is in a group."""
    return all((each[column] or "(blank)") == text for column, text in group.items())


@pytest.mark.parametrize("metric", [NPS, MEAN], ids=["nps", "csat:mean"])
@pytest.mark.parametrize(
    "more", [("weight",), ("count",), ("weight", "count")], ids=["weights", "counts", "weighted counts"]
)
@many
@given(rows=rows_of)
def test_weights_and_counts_are_those_that_a_look_at_each_row_finds(metric, more, rows):
    """A weighted value is a sum over a sum; a row of k answers is k rows; n, base and effective n go with them."""
    plan = plan_for(metric)
    [score] = scores(plan, partial(plan, rows, more=more))
    scale = [str(point) for point in range(metric.scale.low, metric.scale.high + 1)]
    items = [each for each in rows if usable(each, more) and each["score"] in scale]
    weights = [Fraction(each["weight"]) if "weight" in more else Fraction(1) for each in items]
    counts = [int(each["count"]) if "count" in more else 1 for each in items]
    assert (score.account.scored, score.n) == (len(items), sum(counts))
    if not items:
        return
    base = sum(weight * count for weight, count in zip(weights, counts, strict=True))
    points = [point_of(metric, int(each["score"])) for each in items]
    total = sum(weight * count * point for weight, count, point in zip(weights, counts, points, strict=True))
    assert score.value == pytest.approx(float(total / base), abs=1e-9)
    kish = base**2 / sum(weight**2 * count for weight, count in zip(weights, counts, strict=True))
    if "weight" in more:
        assert score.base == pytest.approx(float(base))
    assert (score.effective_n or score.n) == pytest.approx(float(kish))
    if "count" in more:
        assert score.answers is None or score.answers.scored == sum(counts)


def point_of(metric, answer):
    """What an answer adds to the value, in the metric's unit."""
    return answer if metric.id == "csat:mean" else 100 * ((answer >= 9) - (answer <= 6))


@given(rows=rows_of)
@many
def test_flagged_rows_are_counted_and_dropped_only_when_asked(rows):
    """What is flagged counts, and is told; dropped, it is filtered."""
    good = [each for each in rows if usable(each, ())]
    speeders = [each for each in good if each["speeder"] == "yes"]
    flagged, left = (
        scores(plan, partial(plan, rows, more=("flag:speeder",)))[0]
        for plan in (plan_for(NPS), plan_for(NPS, drop=("speeder",)))
    )
    assert flagged.n == len(good)
    assert flagged.offenders.get((Disposition.SCORED, "speeder"), 0) == len(speeders)
    assert left.n == len(good) - len(speeders)
    assert (Disposition.SCORED, "speeder") not in left.offenders
    filtered = [each for each in rows if each["kept"] == "no" or each["speeder"] == "yes"]
    assert left.account.skipped.get(Disposition.FILTERED, 0) == len(filtered)
    assert left.offenders.get((Disposition.FILTERED, "speeder"), 0) == sum(
        each["speeder"] == "yes" for each in filtered
    )


@pytest.mark.parametrize(("keep", "person"), list(product(["latest", "first"], [True])))
@many
@given(rows=rows_of)
def test_flags_are_told_of_the_votes_that_stand(keep, person, rows):
    """Of several answers of a speeder only the one that stands is flagged."""
    ballot = Ballot(person=person, response=False, keep=keep)
    plan = plan_for(NPS, ballot=ballot)
    [score] = scores(plan, partial(plan, rows, lines=range(len(rows)), more=("voter", "flag:speeder")))
    dated = [(line, each) for line, each in enumerate(rows) if usable(each, ()) and each["at"] not in ("", "soon")]
    speeders = [each for _, each in standing(ballot, dated, dated) if each["speeder"] == "yes"]
    assert score.offenders.get((Disposition.SCORED, "speeder"), 0) == len(speeders)
    unknown = [each for _, each in standing(ballot, dated, dated) if not each["respondent"]]
    assert score.offenders.get((Disposition.SCORED, "without respondent"), 0) == len(unknown)


@pytest.mark.parametrize("more", [("weight",), ("count",), ("weight", "count")])
@many
@given(rows=rows_of)
def test_what_cannot_be_used_for_its_weight_is_told(more, rows):
    """Rows that do not count for their weight or count are told by field, and no row is told twice."""
    plan = plan_for(NPS)
    [score] = scores(plan, partial(plan, rows, more=more))
    good = [each for each in rows if usable(each, ())]
    for text, fate in (("", Disposition.BLANK), ("0", Disposition.NOT_APPLICABLE)):
        first = more[0]
        here = sum(each[first] == text for each in good)
        assert score.offenders.get((fate, first), 0) == here
    unread = sum(n for (fate, said), n in score.offenders.items() if fate is Disposition.UNREADABLE)
    assert unread == score.account.skipped.get(Disposition.UNREADABLE, 0)
