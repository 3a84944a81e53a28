from collections import Counter
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.rows import FATES, Disposition
from cxcli.scoring.box_definition import Scale
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.partial import Partial
from cxcli.scoring.periods import Periods
from cxcli.scoring.row_definitions import has_answers
from cxcli.scoring.scores import scores
from cxcli.scoring.sentiment_definition import PolarityDefinition
from tests.laws.dummies import LatestVotes, TwoPeriods, dummy
from tests.laws.mapped_rows import answers, kept, partial, plan_for, records, scored

LOWEST = {11: 0, 2: 0}
"""Scales of so many points begin at 0, others at 1."""


def scales(definition):
    """Every scale that a shipped metric has boxes for."""
    if isinstance(definition, PolarityDefinition):
        return [definition.scale]
    if definition.sized is None:
        return [definition.scale, Scale(definition.scale.low + 1, definition.scale.high)]
    return [Scale(LOWEST.get(points, 1), LOWEST.get(points, 1) + points - 1) for points in definition.sized.points]


OF_ANSWERS = [definition for definition in shipped().values() if has_answers(definition)]
"""The shipped metrics of answers; those of rows have laws of their own."""


def every_metric():
    """Every shipped metric of answers on each of its scales, and in both polarities where it has one."""
    for definition in OF_ANSWERS:
        for polarity in ("ease", "effort") if definition.polarity else (None,):
            for scale in scales(definition):
                if definition.polarity == polarity or definition.sized or scale == definition.scale:
                    metric = settle(definition, scale=scale, polarity=polarity)
                    yield pytest.param(metric, id=f"{metric.id} {scale} {polarity or ''}".strip())


METRICS = list(every_metric())
DUMMIES = [pytest.param(dummy(kind), id=kind.__name__) for kind in (TwoPeriods, LatestVotes)]
DUMMIES.append(pytest.param(dummy(LatestVotes, "csat:mean"), id="LatestVotes of a mean"))
every_shipped = pytest.mark.parametrize("metric", METRICS)
every_one = pytest.mark.parametrize("metric", [*METRICS, *DUMMIES])
few = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=60)

MONTHS = Periods(Grain.MONTH)
CUTS = [
    None,
    MONTHS,
    Periods(Grain.WEEK, Calendar(week_start=6)),
    Periods(Grain.QUARTER, Calendar(fiscal_start=2)),
    Periods(Grain.MONTH, rolling=3),
    Periods(Grain.DAY, rolling=40),
    Periods(Grain.YEAR, Calendar(fiscal_start=12), rolling=2),
]
text = st.one_of(
    st.integers(-1, 12).map(str), st.sampled_from(["", "n/a", "good", "7.5", " 4 ", "4.0", "5", "5", "3", "2"])
)
row = st.fixed_dictionaries(
    {
        "score": text,
        "at": st.sampled_from(["2024-12-31", "2025-01-01", "2025-01-31T23:59", "2025-02-01", "1969-12-31", "", "soon"]),
        "plan": st.sampled_from(["pro", " pro", "free", "", "(blank)"]),
        "region": st.sampled_from(["EU", "US"]),
        "respondent": st.sampled_from(["ann", "bob", "cid", ""]),
        "weight": st.sampled_from(["1", "2.5", "0.1", "0", "", "much"]),
        "kept": st.sampled_from(["yes", "yes", "yes", "no"]),
    }
)
rows_of = st.lists(row, max_size=14)
BY = (("plan",), ("plan", "region"))


def on_scale(metric):
    """Answers on the metric's scale, each with a respondent, a moment and a weight."""
    points = range(metric.scale.low, metric.scale.high + 1)
    if isinstance(metric.source, PolarityDefinition):
        # What is in no box is left out.
        points = sorted(point for box in metric.boxes.values() for point in box)
    return st.lists(st.sampled_from(points), min_size=1, max_size=12)


def rows_with(values):
    """Scored rows of these answers for every metric, dummies included: one of each respondent."""
    return [
        {"score": str(value), "respondent": f"r{number}", "at": "2025-01-05", "weight": str(1 + number % 3)}
        for number, value in enumerate(values)
    ]


def best(metric):
    """The best answer on the scale."""
    return metric.scale.low if metric.source.polarity == "effort" else metric.scale.high


@every_one
@few
@given(
    rows=rows_of,
    cuts=st.lists(st.integers(0, 14), max_size=5),
    random=st.randoms(use_true_random=False),
    periods=st.sampled_from(CUTS),
)
def test_order_and_cut_of_rows_do_not_matter(metric, rows, cuts, random, periods):
    """Rows in any order, cut into parts of any size, empty ones too, give the scores of the whole, bit by bit."""
    plan = plan_for(metric, by=BY, periods=periods)
    order = list(range(len(rows)))
    random.shuffle(order)
    edges = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    lines = [order[start:end] for start, end in pairwise(edges)]
    parts = [partial(plan, [rows[line] for line in each], lines=each) for each in lines]
    whole = scores(plan, partial(plan, rows, lines=range(len(rows))))
    assert scores(plan, reduce(add, parts, Partial.empty())) == whole
    assert scores(plan, reduce(add, reversed(parts)) + Partial.empty()) == whole


@every_one
@few
@given(rows=rows_of)
def test_single_rows_add_up_to_the_whole(metric, rows):
    """Parts of one row each give the scores of the whole."""
    plan = plan_for(metric, by=BY[:1])
    parts = [partial(plan, [each], lines=[line]) for line, each in enumerate(rows)]
    assert scores(plan, reduce(add, parts, Partial.empty())) == scored(plan, rows)


@every_one
@few
@given(rows=rows_of, malformed=st.integers(0, 3))
def test_every_row_is_in_the_account(metric, rows, malformed):
    """What was read is what was scored and what was skipped, by the fate of each row; the statistic counts the same."""
    plan = plan_for(metric)
    mapped = records(rows, metrics=[metric.id])
    fates = plan.fates(mapped, kept(rows, [metric.id]))[metric.id]
    found = plan.partial(mapped, {metric.id: fates}) + plan.malformed(malformed)
    statistic, late = found.tallies[metric.id, OVERALL].statistic.settled()
    dispositions = Counter(FATES[fate] for fate in fates.tolist()) + Counter({Disposition.MALFORMED: malformed})
    score = scores(plan, found)[0]
    assert score.account.read == len(rows) + malformed
    assert score.account.skipped == +(dispositions + Counter(late) - Counter({Disposition.SCORED: len(rows)}))
    assert statistic.n == dispositions[Disposition.SCORED] - sum(late.values()) == score.account.scored == score.n


@every_one
@few
@given(rows=rows_of, periods=st.sampled_from(CUTS))
def test_groups_add_up_to_the_whole(metric, rows, periods):
    """Each row is in one group of each breakdown: the accounts of the groups add up to that of all rows and periods."""
    plan = plan_for(metric, by=BY, periods=periods)
    tallies = partial(plan, rows).tallies
    for number in range(1, len(BY) + 1):
        cells = {key: tally for (_, key), tally in tallies.items() if key.breakdown == number}
        for period in {key.period for key in cells}:
            groups = [tally.account for key, tally in cells.items() if key.period == period]
            overall = tallies[metric.id, replace(OVERALL, period=period)].account
            assert sum(groups[1:], start=groups[0]) == overall


@every_shipped
@few
@given(rows=rows_of)
def test_the_whole_is_the_merger_of_its_groups_and_periods(metric, rows):
    """The statistics of the groups add up to that of all rows; periods lack the rows without a date."""
    plan = plan_for(metric, by=BY, periods=MONTHS)
    tallies = partial(plan, rows).tallies
    overall = tallies[metric.id, OVERALL]
    for part in ({"breakdown": 1, "period": None}, {"breakdown": 2, "period": None}):
        cells = [tally for (_, key), tally in tallies.items() if part.items() <= vars_of(key).items()]
        assert reduce(add, (tally.statistic for tally in cells), metric.empty()) == overall.statistic
    months = [tally for (_, key), tally in tallies.items() if key.breakdown == 0 and key.period is not None]
    assert reduce(add, (tally.statistic for tally in months), metric.empty()) == overall.statistic
    undated = [each for each in rows if each["at"] in ("", "soon")]
    assert sum(tally.account.read for tally in months) == len(rows) - len(undated)


def vars_of(key):
    return {"breakdown": key.breakdown, "period": key.period}


@every_one
@few
@given(data=st.data(), confidence=st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_the_limits_hold_the_value(metric, data, confidence):
    """Every interval that a metric can have holds the value; only t for answers without any spread is unknown."""
    values = data.draw(on_scale(metric))
    for interval in (None, *metric.intervals):
        score = scored(plan_for(metric, confidence=confidence, interval=interval), rows_with(values))[0]
        assert score.status == "ok"
        assert score.interval == interval or interval is None
        if score.interval == "t" and len(set(values)) == 1:
            assert (score.low, score.high) == (None, None)
            assert score.reason.endswith("show no spread, so the interval of their mean is unknown")
        else:
            assert score.low <= score.value <= score.high
            assert score.reason is None


@every_one
@few
@given(data=st.data())
def test_a_better_answer_never_makes_a_worse_score(metric, data):
    """One more answer that is the best on the scale never lowers a score of which higher is better, nor the reverse."""
    values = data.draw(on_scale(metric))
    before, after = (scored(plan_for(metric), rows_with(each))[0].value for each in (values, [*values, best(metric)]))
    assert after >= before if metric.direction == "higher" else after <= before


@every_shipped
@few
@given(rows=rows_of)
def test_the_value_is_that_of_the_plain_answers(metric, rows):
    """Value and n are those of the answers on the scale of the rows that the filter keeps, counted one by one."""
    score = scored(plan_for(metric), rows)[0]
    values = [plain for each in rows if each["kept"] == "yes" for plain in plain_answers(each["score"], metric.scale)]
    if isinstance(metric.source, PolarityDefinition):
        values = [value for value in values if any(value in box for box in metric.boxes.values())]
    assert score.n == len(values)
    if not values:
        assert (score.status, score.value, score.low, score.high) == ("no_data", None, None, None)
        return
    assert score.value == pytest.approx(plain_value(metric, values), rel=1e-12, abs=1e-12)
    for name, box in metric.boxes.items():
        assert score.parts[name] == pytest.approx(100 * sum(value in box for value in values) / len(values))


def plain_answers(said, scale):
    """The answer in a text, if it is one, as a list."""
    try:
        value = float(said)
    except ValueError:
        return []
    return [int(value)] if value in range(scale.low, scale.high + 1) else []


def plain_value(metric, values):
    """The value of some answers by the form of the metric's value."""
    form, low, high = metric.source.value, metric.scale.low, metric.scale.high
    if form.mean:
        return sum(values) / len(values)
    if form.index:
        return sum(100 * (value - low) / (high - low) for value in values) / len(values)
    good, bad = form.plus or form.share, form.minus
    of = {name: sum(value in box for value in values) for name, box in metric.boxes.items()}
    return 100 * (of[good] - (of[bad] if bad else 0)) / len(values)


EFFORT = [definition for definition in OF_ANSWERS if definition.polarity]


@pytest.mark.parametrize("definition", EFFORT, ids=[each.id for each in EFFORT])
@few
@given(values=st.lists(st.integers(1, 7), min_size=1, max_size=12))
def test_a_scale_turned_over_gives_the_same_shares(definition, values):
    """Answers mirrored on the scale, with the other polarity, give the same shares, and a mirrored mean."""
    ease = settle(definition, scale=Scale(1, 7), polarity="ease")
    effort = settle(definition, scale=Scale(1, 7), polarity="effort")
    straight = scored(plan_for(ease), answers(*values))[0]
    mirrored = scored(plan_for(effort), answers(*(8 - value for value in values)))[0]
    if definition.value.mean:
        assert straight.value + mirrored.value == pytest.approx(8, abs=1e-12)
        assert {ease.direction, effort.direction} == {"higher", "lower"}
    else:
        assert (straight.value, straight.low, straight.high) == (mirrored.value, mirrored.low, mirrored.high)
        assert ease.direction == effort.direction == "higher"


@given(st.lists(st.integers(0, 10), min_size=1, max_size=15))
@many
def test_exchanged_boxes_exchange_the_sign(values):
    """Detractors minus promoters is the Net Promoter Score with the other sign, limits included."""
    nps = shipped()["nps"]
    turned = replace(nps, value=nps.value.model_copy(update={"plus": "detractors", "minus": "promoters"}))
    for interval in settle(nps).intervals:
        score, negative = (
            scored(plan_for(settle(each), interval=interval), answers(*values))[0] for each in (nps, turned)
        )
        assert negative.value == -score.value
        assert (negative.low, negative.high) == pytest.approx((-score.high, -score.low), abs=1e-9)


@given(rows_of)
@many
def test_weights_of_one_change_nothing(rows):
    """Where each weight is 1, a weighted score is the plain one."""
    ones = [each | {"weight": "1"} for each in rows]
    plan = plan_for(settle(shipped()["nps"]))
    weighted, plain = scored(plan, ones, more=("weight",))[0], scored(plan, rows)[0]
    assert (weighted.value, weighted.low, weighted.high, weighted.n, weighted.account) == (
        *(plain.value, plain.low, plain.high, plain.n),
        plain.account,
    )


@given(st.lists(st.tuples(st.integers(0, 10), st.sampled_from(["1", "2.5", "0.1"])), min_size=1, max_size=12))
@many
def test_a_weighted_score_weighs(pairs):
    """The value is that of the sums of weights, and the interval that of Kish's effective number of answers."""
    rows = [{"score": str(value), "weight": weight} for value, weight in pairs]
    nps = settle(shipped()["nps"])
    score = scored(plan_for(nps), rows, more=("weight",))[0]
    weights = [(value, Fraction(weight)) for value, weight in pairs]
    of = {sign: sum(w for value, w in weights if (value > 8) - (value < 7) == sign) for sign in (1, -1)}
    total = sum(weight for _, weight in weights)
    assert score.value == pytest.approx(float(100 * (of[1] - of[-1]) / total), abs=1e-12)
    assert score.n == len(pairs)
    n = float(total**2 / sum(weight**2 for _, weight in weights))
    wald = scored(plan_for(nps, interval="wald"), rows, more=("weight",))[0]
    spread = float((of[1] + of[-1]) / total) - (score.value / 100) ** 2
    assert wald.high == pytest.approx(min(100, score.value + 100 * 1.959963984540054 * np.sqrt(max(spread, 0) / n)))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10)), min_size=1, max_size=12))
@many
def test_the_latest_vote_of_each_is_scored(votes):
    """A score of latest votes is the plain score of the last answer of each respondent; the others are superseded."""
    rows = [
        {"score": str(value), "respondent": who, "at": f"2025-01-{day:02}"} for day, (who, value) in enumerate(votes, 1)
    ]
    score = scored(plan_for(dummy(LatestVotes)), rows)[0]
    plain = scored(plan_for(settle(shipped()["nps"])), answers(*dict(votes).values()))[0]
    assert (score.value, score.low, score.high, score.n) == (plain.value, plain.low, plain.high, plain.n)
    superseded = len(votes) - len(dict(votes))
    assert score.account.skipped == ({Disposition.SUPERSEDED: superseded} if superseded else {})


@given(rows_of, st.sampled_from(CUTS))
@many
def test_a_vote_is_superseded_within_its_cell_only(rows, periods):
    """In each cell, groups, periods and windows included, as many rows are scored as respondents have an answer."""
    plan = plan_for(dummy(LatestVotes), by=BY, periods=periods)
    found = scored(plan, rows)
    for score in found:
        here = [each for each in rows if in_cell(each, score) and each["respondent"] and each["kept"] == "yes"]
        voted = {
            each["respondent"]
            for each in here
            if each["at"] not in ("", "soon") and plain_answers(each["score"], Scale(0, 10))
        }
        assert score.n == len(voted)


def in_cell(each, score):
    """Whether a row belongs to the group and the period of a score."""
    same = all((each[column].strip() or "(blank)") == wanted for column, wanted in score.group.items())
    if score.period is None:
        return same
    return same and str(score.period.start) <= each["at"][:10] <= str(score.period.end)


@given(rows_of)
@many
def test_a_row_of_two_periods_is_counted_in_both(rows):
    """Each month holds its own rows and those of the month before, and the whole holds each row once."""
    plan = plan_for(dummy(TwoPeriods), periods=MONTHS)
    overall, *months = scored(plan, rows)
    assert overall.account.read == len(rows)
    dated = [each for each in rows if each["at"] not in ("", "soon")]
    assert sum(month.account.read for month in months) == 2 * len(dated)
    following = {"2024-12": "2025-01", "2025-01": "2025-02", "2025-02": "2025-03", "1969-12": "1970-01"}
    for month in months:
        label = month.period.label
        here = [each for each in dated if label in (each["at"][:7], following[each["at"][:7]])]
        values = [
            value for each in here if each["kept"] == "yes" for value in plain_answers(each["score"], Scale(0, 10))
        ]
        assert (month.account.read, month.n) == (len(here), len(values))
        if values:
            assert month.value == pytest.approx(plain_value(settle(shipped()["nps"]), values), abs=1e-12)
