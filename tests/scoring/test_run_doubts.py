from datetime import date
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from cxcli.errors import DataError, Notice
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.partial import Partial
from cxcli.scoring.periods import Periods
from cxcli.scoring.ready import ready
from cxcli.scoring.run_doubts import doubts, file_doubts
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import AS_OF, answers, partial, plan_for
from tests.laws.typed_rows import typed_partial
from tests.scoring.customer_files import scored


def nps():
    return settle(shipped()["nps"])


def test_doubts_of_all_metrics_come_at_once():
    """What refuses the numbers of several metrics is one error."""
    plan = plan_for(nps(), settle(shipped()["ces"]), settle(shipped()["csat"]))
    with pytest.raises(DataError) as caught:
        doubts(plan, partial(plan, answers(1, 2, 3, 4, 5)), "a.csv")
    assert [problem.message.partition(":")[0] for problem in caught.value.problems] == ["nps", "ces"]


def test_notices_name_the_source():
    """What does not refuse the number is said with the name of its source."""
    plan = plan_for(nps())
    part = partial(plan, answers(*[10] * 60, *[1] * 50))
    message = "nps: no 0 among 110 answers: was the question asked on a scale of 1-10?"
    assert doubts(plan, part, "a.csv") == [Notice(code="no-zero", message=message, source="a.csv")]


def test_a_file_on_another_scale_is_named():
    """Answers up to 5 in one file are not made answers on 0-10 by those of another file; all such files are named."""
    plan = plan_for(nps())
    short, full = partial(plan, answers(*[5] * 5)), partial(plan, answers(*[10] * 60, *[1] * 50))
    assert doubts(plan, short + full, "a.csv, b.csv")
    file_doubts(plan, {"b.csv": full})
    with pytest.raises(DataError) as caught:
        file_doubts(plan, {"a.csv": short, "b.csv": full, "c.csv": short})
    assert [(each.code, each.file) for each in caught.value.problems] == [("scale", "a.csv"), ("scale", "c.csv")]


def test_nothing_read_is_not_doubted():
    """No rows at all raise no doubt."""
    assert doubts(plan_for(nps()), Partial.empty(), "a.csv") == []


def test_what_is_not_done_to_a_metric_is_said():
    """One vote each and a population are for answers: of other metrics in the run it is said that they are without."""
    rows = [{"answered": "yes", "talk_time": "5"}]
    metrics = [ready(shipped()[name]) for name in ("abandon_rate", "talk_time")]
    plan = plan_for(*metrics, ballot=Ballot(person=True, response=False), population=10)
    found = typed_partial(plan, [metric.source for metric in metrics], rows)[0]
    assert [notice.message for notice in doubts(plan, found, "a.csv")] == [
        "abandon_rate: one vote each is for answers, and its rows are none",
        "talk_time: one vote each is for answers, and its rows are none",
        "talk_time: a population is for answers, and its rows are none",
    ]
    assert [dict(score.parameters).get("population") for score in scores(plan, found)] == [10, None]


def test_amounts_in_several_currencies_are_refused():
    """Unless each group is of one currency: then the groups have a figure, and all rows together none."""
    rows = [{"churned": "yes", "mrr": "10", "currency": money, "team": team} for money, team in ("€A", "$B", "€A")]
    metric = ready(shipped()["revenue_churn:flag"])
    for by in ((), (("churned",),)):
        plan = plan_for(metric, by=by)
        with pytest.raises(DataError) as caught:
            doubts(plan, typed_partial(plan, [metric.source], rows)[0], "a.csv")
        (problem,) = caught.value.problems
        assert problem.message == "revenue_churn:flag: the amounts are in 2 currencies, which do not add up: $, €"
    plan = plan_for(metric, by=(("team",),))
    found = typed_partial(plan, [metric.source], rows)[0]
    assert doubts(plan, found, "a.csv") == []
    assert [score.value for score in scores(plan, found)] == [None, 100, 100]


TICKETS = [
    {"created_at": "2025-05-01T08:00", "solved_at": "2025-05-01T09:00", "status": "solved"},
    {"created_at": "2025-05-30T08:00", "solved_at": "", "status": "open"},
    {"created_at": "2025-06-10T23:00", "solved_at": "", "status": "open"},
]


def test_an_old_export_is_told_with_what_to_add():
    """Where the clock is now, rows that run are told if no date is near; not if somebody has said what time it is."""
    metric = ready(shipped()["resolution_time"])
    for by_clock, told in ((True, 1), (False, 0)):
        plan = plan_for(metric, by_clock=by_clock)
        found = doubts(plan, typed_partial(plan, [metric.source], TICKETS)[0], "a.csv")
        assert len(found) == told
    (notice,) = doubts(plan_for(metric, by_clock=True), _partial_by_clock(metric, TICKETS), "a.csv")
    assert (notice.code, notice.source) == ("old-export", "a.csv")
    assert notice.message == (
        "resolution_time: the latest date before now is 2025-06-10, and 2 rows are taken as if nothing had happened "
        "since; if the file is of that time: --now 2025-06-11"
    )
    assert _told_by_clock(metric, TICKETS[:1]) == []


def test_the_day_to_add_is_that_of_the_report():
    """The latest date is told by the clocks of the report, so that the day after is the first moment that is later."""
    metric = ready(shipped()["resolution_time"])
    plan = replace(plan_for(metric, by_clock=True), as_of=AS_OF.astimezone(ZoneInfo("Europe/Berlin")))
    (notice,) = doubts(plan, typed_partial(plan, [metric.source], TICKETS[1:])[0], "a.csv")
    assert notice.message.endswith("--now 2025-06-12")


def _partial_by_clock(metric, rows):
    return typed_partial(plan_for(metric, by_clock=True), [metric.source], rows)[0]


def _told_by_clock(metric, rows):
    return doubts(plan_for(metric, by_clock=True), _partial_by_clock(metric, rows), "a.csv")


def test_tickets_that_stand_in_several_rows_are_told():
    """Each row counts, whether it is the same as the other one or not."""
    metric = ready(shipped()["resolution_time"])
    plan = plan_for(metric)
    for ids, told in (
        ("aab", "1 id stands in 2 rows, and each row counts"),
        ("aaabbc", "2 ids stand in 5 rows, and each row counts"),
        ("abc", None),
    ):
        found = typed_partial(plan, [metric.source], [{**TICKETS[0], "ticket": name} for name in ids])[0]
        notices = doubts(plan, found, "a.csv")
        assert [(each.code, each.message) for each in notices] == (
            [("repeated-ids", f"resolution_time: {told}")] if told else []
        )


CALLS = [{"answered": "yes", "created_at": "2025-05-01"}] + [{"answered": "no", "created_at": ""}] * 2


def test_rows_of_no_period_are_told():
    """They count over all time; with windows that overlap each row is in several, and counted once."""
    metric = ready(shipped()["abandon_rate"])
    for options, told in (
        ({"periods": Periods(Grain.MONTH)}, ["abandon_rate: 2 scored rows have no date, and so no period"]),
        ({"periods": Periods(Grain.MONTH, rolling=3)}, ["abandon_rate: 2 scored rows have no date, and so no period"]),
        ({"periods": Periods(Grain.MONTH), "since": date(2025, 1, 1)}, []),
        ({}, []),
    ):
        plan = plan_for(metric, **options)
        found = doubts(plan, typed_partial(plan, [metric.source], CALLS)[0], "a.csv")
        assert [notice.message for notice in found if notice.code == "no-period"] == told
    plan = plan_for(metric, periods=Periods(Grain.MONTH))
    found = doubts(plan, typed_partial(plan, [metric.source], CALLS[:2])[0], "a.csv")
    assert "abandon_rate: 1 scored row has no date, and so no period" in [notice.message for notice in found]


def test_what_still_runs_is_in_no_period_and_needs_no_word():
    """Beside the number stands how many rows run."""
    metric = ready(shipped()["resolution_time"])
    plan = plan_for(metric, periods=Periods(Grain.MONTH))
    assert doubts(plan, typed_partial(plan, [metric.source], TICKETS)[0], "a.csv") == []


def test_amounts_that_cannot_be_read_refuse_the_number():
    """More rows with a weight that is no number than rows that are scored, and nothing else is said of the answers."""
    rows = [*answers(9, weight="1"), *answers(9, 8, weight="much")]
    plan = plan_for(nps())
    with pytest.raises(DataError) as caught:
        doubts(plan, partial(plan, rows, more=("weight",)), "a.csv")
    (problem,) = caught.value.problems
    assert problem.message == "nps: the weight of 2 rows is no number; 1 rows can be scored"


def test_rows_of_periods_to_come_are_told():
    """They count: what is wrong, the dates or what is taken for now, is for the reader to say."""
    text = "at,score\n2025-09-01,9\n2025-10-31,9\n2025-11-01,10\n2026-01-15,0\n2026-02-15,\n"

    def told(text, **asked):
        notices = scored(text, metrics="nps", now="2025-10-01", **asked).notices
        return [notice.message.partition(";")[0] for notice in notices if notice.code == "after-now"]

    said = "nps: 2 scored rows are in periods that begin after now, 2025-10-01, and count"
    assert told(text, period="month") == [said]
    assert told(text.replace("2026-01-15,0\n", ""), period="month", by=["score"]) == [
        "nps: 1 scored row is in periods that begin after now, 2025-10-01, and counts"
    ]
    assert told(text, period="month", until="2025-10-31") == []
    assert told(text, period="year") == [
        said.replace("2 scored rows are", "1 scored row is").replace("count", "counts")
    ]
    assert told(text) == []
    assert told(text, rolling=(2, "month")) == []


def test_customers_that_stand_in_several_rows_are_told():
    """Where a metric says whose ids stand in one row each, those that do not are told."""
    metric = ready(shipped()["adoption_rate"])
    rows = [{"adopted": "yes", "customer": name} for name in "aab"]
    found = typed_partial(plan_for(metric), [metric.source], rows)[0]
    assert [each.message for each in doubts(plan_for(metric), found, "a.csv")] == [
        "adoption_rate: 1 id stands in 2 rows, and each row counts"
    ]


def test_what_cannot_be_read_is_told_in_one_order():
    """Whichever of the rows comes first, and however they are cut."""
    rows = [
        {"created_at": "2025-01-01", "solved_at": "soon", "status": "solved"},
        {"created_at": "never", "solved_at": "2025-01-02", "status": "solved"},
    ]
    metric = shipped()["resolution_time"]
    plan = plan_for(ready(metric))
    said = []
    for one, other in (rows, rows[::-1]):
        parts = [typed_partial(plan, [metric], [each], lines=[place])[0] for place, each in enumerate((one, other))]
        with pytest.raises(DataError) as refused:
            doubts(plan, parts[0] + parts[1], "a.csv")
        said.append([each.message.partition(" cannot")[0] for each in refused.value.problems])
    assert said == [["resolution_time: created_at", "resolution_time: solved_at"]] * 2
