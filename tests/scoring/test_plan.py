import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.errors import UsageError
from cxcli.rows import FATES, Disposition
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, Window
from cxcli.scoring.periods import Periods
from cxcli.scoring.ready import ready
from tests.laws.dummies import LatestVotes, TwoPeriods, dummy
from tests.laws.mapped_rows import answers, kept, partial, plan_for, records, scored
from tests.laws.typed_rows import typed_records

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
NPS = json.loads((VECTORS / "nps.json").read_text(encoding="utf-8"))
CSAT = {case["metric"]: case for case in json.loads((VECTORS / "csat_ces.json").read_text(encoding="utf-8"))["cases"]}


def metric(name, **options):
    return settle(shipped()[name], **options)


def overall(name, rows, **options):
    return scored(plan_for(metric(name), **options), rows)[0]


def each_of(counts):
    return answers(*(value for value, count in enumerate(counts, 1) for _ in range(count)))


def fates(rows, made=None, more=(), **options):
    made = made or metric("nps")
    plan = plan_for(made, **options)
    found = plan.fates(records(rows, metrics=[made.id], more=more), kept(rows, [made.id]))[made.id]
    return [str(FATES[fate]) for fate in found.tolist()]


def test_published_satisfaction():
    """74 of 107 answers are 4 or 5: 69.16 %, as Delighted prints it."""
    case = CSAT["csat_top2"]
    score = overall("csat", each_of(case["counts_1_to_5"]))
    assert (score.n, round(score.value, 2), round(score.value)) == (107, case["value_pct"], case["displayed"])
    assert score.value == pytest.approx(100 * 74 / 107, rel=1e-15)


def test_published_index():
    """An index of 61.8 at a mean of 3.47, as Brilliant Future prints it."""
    case = CSAT["index_0_100"]
    rows = each_of(case["counts_1_to_5"])
    assert overall("csat:index", rows).value == pytest.approx(case["value"], abs=case["tol"])
    assert overall("csat:mean", rows).value == pytest.approx(case["mean"], abs=0.005)


def test_published_effort_corrected():
    """4, 5, 6, 7 and 7 have the mean 5.8; the page that prints 4.8 has added wrongly."""
    case = CSAT["ces_mean"]
    assert overall("ces:mean", answers(*case["scores"])).value == case["correct"] != case["printed"]


@pytest.mark.parametrize("case", NPS["raw_scores"])
def test_published_nps_of_raw_scores(case):
    """NPS of published lists of scores comes out as printed, in points."""
    assert overall("nps", answers(*case["scores"])).value == pytest.approx(100 * case["nps"], abs=1e-12)


@pytest.mark.parametrize("case", [case for case in NPS["point_var_se"] if "nps" in case])
def test_published_nps_of_counts(case):
    """NPS of published counts comes out as printed, whichever detractor, passive and promoter gave it."""
    rows = [*answers(*[3] * case["d"]), *answers(*[7] * case["p"]), *answers(*[10] * case["c"])]
    assert overall("nps", rows).value == pytest.approx(100 * case["nps"], abs=1e-12)


@pytest.mark.parametrize("case", NPS["weighted"])
def test_published_weighted_nps(case):
    """A weighted NPS agrees with R's survey package."""
    rows = [
        {"score": str(value), "weight": str(weight)}
        for value, weight in zip(case["scores"], case["weights"], strict=True)
    ]
    score = scored(plan_for(metric("nps")), rows, more=("weight",))[0]
    assert score.effective_n == pytest.approx(case["n_eff_kish"])
    assert score.value == pytest.approx(100 * case["nps"], abs=1e-10)
    assert score.parts["promoters"] == pytest.approx(100 * case["promoter_share"], abs=1e-9)


def test_good_and_bad_ratings():
    """Three good ratings of four, one unanswered: Zendesk's satisfaction score is 75 %."""
    score = overall("csat:zendesk", answers(1, 1, 1, 0, "n/a"))
    assert (score.value, score.n, score.definition) == (75.0, 4, "% 1 of 0-1")


def test_the_first_reason_decides_the_fate():
    """Filters go before dates, dates before what the answer says."""
    rows = [
        *answers("", at="", kept="no"),
        *answers(11, at="soon"),
        *answers("", at=""),
        *answers(11, at="2024-12-31"),
        *answers(11, "", "n/a", "often", 9, at="2025-01-01"),
    ]
    assert fates(rows, since=date(2025, 1, 1)) == [
        *("filtered", "unreadable", "undated", "out_of_period"),
        *("off_scale", "blank", "missing", "unreadable", "scored"),
    ]


def test_dates_matter_only_where_they_are_asked_for():
    """Without periods and bounds a row needs no date."""
    rows = answers(9, at="soon")
    assert not plan_for(metric("nps")).needs_dates(metric("nps"))
    assert fates(rows) == ["scored"]
    for option in ({"periods": Periods(Grain.DAY)}, {"since": date(2025, 1, 1)}, {"until": date(2025, 1, 1)}):
        assert plan_for(metric("nps"), **option).needs_dates(metric("nps"))
        assert fates(rows, **option) == ["unreadable"]


def test_the_window_is_that_of_the_bounds():
    """The days that count run from since to until."""
    since, until = date(2025, 1, 1), date(2025, 3, 31)
    assert plan_for(metric("nps"), since=since, until=until).window == Window(since, until)


def test_rejected_records_were_read():
    """Records that were no rows are in the overall account of every metric and in no group."""
    plan = plan_for(metric("nps"), metric("csat"), by=[("plan",)])
    found = plan.malformed(4)
    assert set(found.tallies) == {("nps", OVERALL), ("csat", OVERALL)}
    for tally in found.tallies.values():
        assert (tally.account.read, tally.account.skipped) == (4, {Disposition.MALFORMED: 4})


@pytest.mark.parametrize(
    ("names", "interval", "messages"),
    [
        (["nps"], "wilson", ["nps has no interval 'wilson'"]),
        (["nps", "csat"], "score", ["csat has no interval 'score'"]),
        (
            ["csat:mean", "nps", "csat:index"],
            "wald",
            ["csat:mean has no interval 'wald'", "csat:index has no interval 'wald'"],
        ),
        (["nps", "csat"], "wald", []),
    ],
)
def test_an_interval_that_a_metric_cannot_have_is_refused_before_anything_is_read(names, interval, messages):
    """All metrics that cannot have the interval are named, with those that they can have."""
    metrics = [metric(name) for name in names]
    if not messages:
        assert plan_for(*metrics, interval=interval).interval == interval
        return
    with pytest.raises(UsageError) as caught:
        plan_for(*metrics, interval=interval)
    assert [problem.message for problem in caught.value.problems] == messages


def test_the_intervals_to_choose_from_are_printed():
    """The help is the options to paste."""
    with pytest.raises(UsageError) as caught:
        plan_for(metric("nps"), interval="t")
    assert caught.value.problems[0].help == ("for nps: --interval score or --interval adjusted-wald or --interval wald")


def test_periods_outside_of_the_bounds_are_not_reported():
    """Rows before the first day have no period of their own; one that the bound cuts shows them as out of period."""
    rows = [*answers(9, at="2024-12-31"), *answers(9, at="2025-01-05"), *answers(2, at="2025-01-20")]
    whole, january = scored(plan_for(metric("nps"), periods=Periods(Grain.MONTH), since=date(2025, 1, 10)), rows)
    assert (whole.account.read, whole.account.skipped, whole.n) == (3, {Disposition.OUT_OF_PERIOD: 2}, 1)
    assert (january.period.label, january.account.read, january.n) == ("2025-01", 2, 1)
    assert january.account.skipped == {Disposition.OUT_OF_PERIOD: 1}
    assert not january.period.complete


def test_a_row_of_two_periods_counts_where_one_of_them_does():
    """A customer of January who is active in February counts in February, though January is out of the period."""
    rows = [*answers(9, at="2025-01-15"), *answers(2, at="2025-02-15"), *answers(9, at="2024-12-15")]
    plan = plan_for(dummy(TwoPeriods), periods=Periods(Grain.MONTH), since=date(2025, 2, 1), until=date(2025, 2, 28))
    whole, february = scored(plan, rows)
    assert (whole.n, whole.value, whole.account.skipped) == (2, 0.0, {Disposition.OUT_OF_PERIOD: 1})
    assert (february.period.label, february.n, february.value) == ("2025-02", 2, 0.0)


def test_a_vote_from_another_file_supersedes():
    """The latest vote is that of all sources; at the same moment the later file and line have it."""
    plan = plan_for(dummy(LatestVotes))
    ann = {"respondent": "ann", "at": "2025-01-01"}
    first, second = partial(plan, answers(2, 3, **ann)), partial(plan, answers(9, **ann), file="b.csv")
    for both in (first + second, second + first):
        statistic, late = both.tallies["latestvotes", OVERALL].statistic.settled()
        assert (dict(statistic.counts), late) == ({9: 1}, {Disposition.SUPERSEDED: 2})


@pytest.mark.parametrize("amount", ["weight", "count"])
def test_rows_without_weight_or_count_are_skipped_with_a_reason(amount):
    """A weight of 0, a blank and an unreadable one leave the row out, by reason; the answer goes first."""
    rows = [row for text in ("2", "0", "", "x") for row in answers(9, **{amount: text})] + answers("", **{amount: "x"})
    assert fates(rows, metric("nps"), more=(amount,)) == ["scored", "not_applicable", "blank", "unreadable", "blank"]


def test_rows_without_respondent_are_skipped_with_a_reason():
    """A kind of its own can leave out rows without respondent, and they are in the account."""
    rows = [*answers(9, 11, at="2025-01-01"), *answers(9, respondent="ann"), *answers(11, at="soon")]
    assert fates(rows, dummy(LatestVotes)) == ["not_applicable", "off_scale", "undated", "off_scale"]


def test_several_metrics_are_scored_in_one_pass():
    """Each metric has its own answers, fates and cells, in the order in which they were asked for."""
    metrics = [metric("csat"), metric("nps"), metric("ces:mean"), dummy(LatestVotes)]
    rows = [*answers(5, 4, plan="pro", respondent="ann", at="2025-01-01"), *answers(9, plan="free")]
    found = scored(plan_for(*metrics, by=[("plan",)]), rows)
    assert [(score.metric, tuple(score.group.values()), score.n) for score in found] == [
        *(("csat", (), 2), ("csat", ("free",), 0), ("csat", ("pro",), 2)),
        *(("nps", (), 3), ("nps", ("free",), 1), ("nps", ("pro",), 2)),
        *(("ces:mean", (), 2), ("ces:mean", ("free",), 0), ("ces:mean", ("pro",), 2)),
        *(("latestvotes", (), 1), ("latestvotes", ("free",), 0), ("latestvotes", ("pro",), 1)),
    ]


def test_a_metric_on_a_declared_scale_is_another_one():
    """The same answers on another scale have another value."""
    rows = answers(8, 8, 5, 1)
    assert overall("csat", rows).n == 2
    assert scored(plan_for(metric("csat", scale=replace(metric("nps").scale))), rows)[0].value == 50.0


def of_rows(*names):
    """Shipped metrics of rows, ready to work."""
    return [ready(shipped()[name]) for name in names]


def test_fields_are_worked_out_before_rows_are_judged():
    """The rows have what each metric makes of its fields, beside what columns feed."""
    rates = of_rows("transfer_rate", "talk_time")
    rows = [{"answered": "yes", "transferred": "no", "talk_time": "5"}]
    mapped = typed_records([each.source for each in rates], rows)
    completed = plan_for(*rates).completed(mapped)
    assert set(completed.fields) - set(mapped.fields) == {
        *("transfer_rate.score", "talk_time.:quantity", "talk_time.:running")
    }
    answers_only = records(answers(9), metrics=["nps"])
    assert plan_for(metric("nps")).completed(answers_only).fields == answers_only.fields


def test_votes_and_populations_are_of_answers():
    """Rows of tickets and calls are no votes and need no date for one; a rate has a population, a duration has none."""
    rate, duration = of_rows("transfer_rate", "talk_time")
    ballot = Ballot(person=True, response=False)
    plan = plan_for(metric("nps"), rate, duration, ballot=ballot, population=500, drop=["test"])
    assert [plan.ballot_of(each) for each in plan.metrics] == [ballot, None, None]
    assert [plan.population_of(each) for each in plan.metrics] == [500, 500, None]
    assert [plan.needs_dates(each) for each in plan.metrics] == [True, False, False]
    assert [dict(plan.parameters_of(each)) for each in plan.metrics] == [
        {"one_vote": "latest", "population": 500, "dropped": ["test"]},
        {"population": 500, "dropped": ["test"]},
        {"dropped": ["test"]},
    ]


@pytest.mark.parametrize("amount", ["weight", "count"])
def test_amounts_are_refused_where_nobody_knows_what_to_make_of_them(amount):
    """A duration of a row that weighs, or stands for several, is not made up; a rate of such rows is known."""
    rate, duration = of_rows("transfer_rate", "talk_time")
    rows = [{"answered": "yes", "transferred": "no", "talk_time": "5"}]
    amounts = {amount: records(answers(1, weight="2", count="2"), more=(amount,)).fields[amount]}
    for each in (rate, duration):
        plan = plan_for(each)
        mapped = typed_records([each.source], rows)
        mapped = plan.completed(replace(mapped, fields=mapped.fields | amounts))
        filtered = kept(rows, [each.id])
        if each is rate:
            assert plan.fates(mapped, filtered)[each.id].tolist() == [0]
            continue
        with pytest.raises(UsageError) as caught:
            plan.fates(mapped, filtered)
        (problem,) = caught.value.problems
        assert problem.message == f"talk_time knows no {amount}: each row of it counts once"


def test_business_hours_are_handed_on():
    """What counts them, and the moment of the report in UTC, reach the metrics."""
    hours = object()
    circumstances = plan_for(metric("nps"), hours=hours).circumstances
    assert (str(circumstances.as_of), circumstances.hours) == ("2025-06-15T12:00:00.000000", hours)
