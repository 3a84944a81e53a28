from datetime import date

import numpy as np
import pytest

from cxcli.config.metric import MetricConfig, ValueConfig
from cxcli.rows import Disposition
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.duration import spoken
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.periods import Periods
from cxcli.scoring.ready import ready
from tests.laws.mapped_rows import plan_for
from tests.laws.typed_rows import fates_of, scored_rows, typed_records

SECOND = 10**6
TICKETS = [
    {"created_at": "2025-06-15T06:00", "solved_at": "2025-06-15T08:00", "status": "solved"},
    {"created_at": "2025-06-15T06:00", "solved_at": "", "status": "open"},
    {"created_at": "2025-06-15T13:00", "solved_at": "", "status": "open"},
    {"created_at": "", "solved_at": "", "status": "open"},
    {"created_at": "?", "solved_at": "", "status": "open"},
    {"created_at": "2025-06-15T06:00", "solved_at": "", "status": "solved"},
    {"created_at": "2025-06-15T06:00", "solved_at": "2025-06-15T05:00", "status": "solved"},
    {"created_at": "2025-06-15T06:00", "solved_at": "2025-06-15T08:00", "status": "?"},
]


def test_a_duration_says_what_it_is():
    """What is taken of which field, of which rows."""
    metric = ready(shipped()["resolution_time:p90"])
    assert metric.definition == "p90 of resolution_time among live == 'yes'"
    assert dict(metric.parameters) == {"among": "live == 'yes'", "running": "solved == 'no'"}
    assert metric.intervals == ("order-statistics",)
    assert ready(shipped()["talk_time"]).intervals == ("t",)


@pytest.mark.parametrize(
    ("value", "said"), [({"median": True}, "median"), ({"mean": True}, "mean"), ({"percentile": 75}, "p75")]
)
def test_the_forms_in_words(value, said):
    """Median, mean, percentile."""
    assert spoken(ValueConfig.model_validate(value)) == said


def test_a_row_that_runs_has_lasted_until_now():
    """Open tickets are scored as running; one from the future contradicts itself, one without a start is blank."""
    assert fates_of("resolution_time", TICKETS) == [
        *("scored", "scored", "contradictory", "blank", "unreadable", "blank", "contradictory", "unreadable")
    ]
    score = scored_rows("resolution_time", TICKETS)[0]
    assert (score.value, score.n, score.account.scored) == (7200, 1, 2)
    assert score.statistic.durations.tolist() == [7200 * SECOND, 6 * 3600 * SECOND]
    assert score.statistic.censored.tolist() == [0, 1]


def test_a_row_that_has_just_begun_has_lasted_for_nothing():
    """Created at this very moment it runs, for no time; a microsecond later it would be of the future."""
    rows = [{"created_at": f"2025-06-15T12:00:00{part}", "solved_at": "", "status": "open"} for part in ("", ".000001")]
    assert fates_of("resolution_time", rows) == ["scored", "contradictory"]
    assert scored_rows("resolution_time", rows)[0].statistic.durations.tolist() == [0]


def test_what_the_metric_is_not_about_does_not_run():
    """A deleted ticket is not applicable though it was never solved, whether or not its creation is known."""
    rows = [{"created_at": text, "solved_at": "", "status": "deleted"} for text in ("2025-06-15T06:00", "", "?")]
    assert fates_of("resolution_time", rows) == ["not_applicable"] * 3


def test_without_a_start_those_that_run_are_too_recent():
    """That they run is known, but not for how long."""
    rows = [{"status": "open", "resolution_time": ""}, {"status": "solved", "resolution_time": "60"}]
    assert fates_of("resolution_time", rows) == ["too_recent", "scored"]


def test_the_hours_of_who_measured_are_not_known():
    """Where a column holds business time, that of a running row is not worked out in other hours."""
    rows = [{"status": "open", "created_at": "2025-06-15T06:00", "resolution_business_time": ""}]
    assert fates_of("resolution_time:business", rows) == ["too_recent"]


def test_before_the_first_schedule_nobody_knows_the_hours():
    """Running rows from then are not what the metric is about, nor are those that have ended."""
    rows = [
        {"status": "open", "created_at": "2025-06-15T06:00", "solved_at": ""},
        {"status": "solved", "created_at": "2025-06-15T06:00", "solved_at": "2025-06-15T07:00"},
    ]

    def unknown(*moments):
        return np.full(len(moments[1]), np.iinfo(np.int64).min)

    assert fates_of("resolution_time:business", rows, hours=unknown) == ["not_applicable"] * 2


def test_nothing_runs_where_nobody_says_so():
    """A duration without `running` is blank where it is blank."""
    rows = [{"answered": "yes", "talk_time": "5"}, {"answered": "yes", "talk_time": ""}]
    assert fates_of("talk_time", rows) == ["scored", "blank"]


def test_none_that_has_ended_is_undefined_and_small_cells_are_hidden():
    """Rows are scored but there is no value; below the least number of finished ones nothing is shown."""
    score = scored_rows("resolution_time", TICKETS[1:2])[0]
    assert (score.status, score.n, score.account.scored, score.reason) == ("undefined", 0, 1, "none has ended yet")
    hidden = scored_rows("resolution_time", TICKETS, min_n=2)[0]
    assert (hidden.status, hidden.value, hidden.parts) == ("suppressed", None, {})
    assert scored_rows("resolution_time", [])[0].status == "no_data"


def test_a_period_is_that_of_the_first_date():
    """Solved tickets are in the month of their solution, open ones in none; over all time both count."""
    overall, june = scored_rows("resolution_time", TICKETS[:2], periods=Periods(Grain.MONTH))
    assert (june.period.label, june.n, june.account.read) == ("2025-06", 1, 1)
    assert (overall.account.read, overall.account.scored, overall.parts["running"]) == (2, 2, 1)


def test_periods_change_nothing_over_all_time():
    """With periods the scores of all rows and of groups are those of a run without them, open tickets in them."""
    rows = [{**row, "team": team} for row, team in zip(TICKETS, "ABABABAB", strict=True)]
    plain = scored_rows("resolution_time", rows, by=(("team",),))
    cut = scored_rows("resolution_time", rows, by=(("team",),), periods=Periods(Grain.MONTH))
    assert [score for score in cut if score.period is None] == plain
    assert [dict(score.group) for score in plain] == [{}, {"team": "A"}, {"team": "B"}]


@pytest.mark.parametrize("bound", ["since", "until"])
def test_a_row_without_a_date_is_in_no_named_days(bound):
    """Where days are named, whether an open ticket is of them cannot be told."""
    (score,) = scored_rows("resolution_time", TICKETS[:2], **{bound: date(2025, 6, 15)})
    assert (score.account.scored, score.account.skipped) == (1, {Disposition.UNDATED: 1})


WAITED = [
    {"created_at": "2025-06-15T06:00", "first_reply_at": "2025-06-15T08:00", "solved_at": "", "closed_at": ""},
    {"created_at": "2025-06-15T06:00", "first_reply_at": "", "solved_at": "2025-06-15T07:00", "closed_at": ""},
    {"created_at": "2025-06-15T06:00", "first_reply_at": "", "solved_at": "", "closed_at": "2025-06-15T07:30"},
    {"created_at": "2025-06-15T06:00", "first_reply_at": "", "solved_at": "", "closed_at": ""},
]


def test_a_ticket_that_was_solved_without_a_reply_waits_no_longer():
    """It was watched until it was solved, or closed where no solution is dated; one that is open, until now."""
    (score,) = scored_rows("first_response_time", WAITED)
    assert score.statistic.durations.tolist() == [3600 * SECOND, 5400 * SECOND, 7200 * SECOND, 6 * 3600 * SECOND]
    assert score.statistic.censored.tolist() == [1, 1, 0, 1]
    assert (score.value, score.n, score.parts["not ended"]) == (7200, 1, 3)
    assert "running" not in score.parts
    assert "median with these" in score.parts


def test_what_may_be_wrong_with_the_date_of_a_solution():
    """Before the creation it contradicts itself; one that cannot be read says that a wait ended, but not when."""
    rows = [{**WAITED[1], "solved_at": text} for text in ("2025-06-15T05:00", "?", "2025-06-15T07:00")]
    assert fates_of("first_response_time", rows) == ["contradictory", "unreadable", "scored"]
    answered = [{**WAITED[0], "solved_at": "?"}]
    assert fates_of("first_response_time", answered) == ["scored"]


def test_how_long_nobody_waited_any_more_needs_a_start():
    """Without a creation a ticket that waits is too recent, and one that was solved without a reply blank."""
    rows = [{"first_reply_time": "", "solved_at": text} for text in ("2025-06-15T07:00", "?", "")]
    assert fates_of("first_response_time", rows) == ["blank", "unreadable", "too_recent"]


def test_waiting_is_counted_in_business_hours_too():
    """Up to the solution in the hours of the schedule, here a third of all time."""

    def third(_, starts, ends):
        return (ends - starts).astype(np.int64) // 3

    (score,) = scored_rows("first_response_time:business", WAITED[:2], hours=third)
    assert score.statistic.durations.tolist() == [1200 * SECOND, 2400 * SECOND]
    assert score.statistic.censored.tolist() == [1, 0]


def test_hours_are_counted_between_known_moments():
    """The schedule is not asked about a row of which a moment is not known, whether it runs or has ended."""

    def all_time(_, starts, ends):
        assert not (np.isnat(starts) | np.isnat(ends)).any()
        return (ends - starts).astype(np.int64)

    rows = [{**ticket, "status": status} for ticket in (TICKETS[1], TICKETS[3]) for status in ("open", "solved")]
    fates = fates_of("resolution_time:business", [*rows, TICKETS[0]], hours=all_time)
    assert fates == ["scored", "blank", "blank", "blank", "scored"]


def test_each_row_is_told_what_it_is():
    """Ended, watched no more before its end, or still running: only the last kind goes on."""
    definition = shipped()["first_response_time"]
    metric = ready(definition)
    records = plan_for(metric).completed(typed_records([definition], WAITED))
    states = records.fields[metric.still]
    assert [states.values[code] for code in states.codes] == ["", "not ended", "not ended", "running"]
    assert metric.runs(records).tolist() == [False, False, False, True]


def test_zeros_are_doubted_where_something_may_not_have_happened():
    """A talk of 0 s is a short one; a resolution time of 0 may be none."""
    rows = [{"status": "solved", "resolution_time": text, "answered": "yes", "talk_time": text} for text in ("0", "5")]
    for name, told in (("resolution_time", 1), ("talk_time", 0)):
        metric, score = ready(shipped()[name]), scored_rows(name, rows)[0]
        assert len(metric.doubts(score.statistic, {}).notices) == told


def test_zeros_are_doubted_of_metrics_of_ones_own_too():
    """What is measured decides, not whether the metric says which rows still run."""
    for measure, told in (("first_reply_time", 1), ("open_time", 1), ("hold_time", 0)):
        keys = {"kind": "duration", "title": "Mine", "direction": "lower", "measure": measure, "value": {"mean": True}}
        definition, faults = own_metric("mine", MetricConfig.model_validate(keys), None)
        assert faults == []
        score = scored_rows(definition, [{measure: text} for text in ("0", "5")])[0]
        assert len(ready(definition).doubts(score.statistic, {}).notices) == told, measure


def test_more_unreadable_rows_than_scored_ones_refuse_the_number():
    """As for every metric of rows."""
    metric = ready(shipped()["talk_time"])
    assert metric.doubts(metric.empty(), {(Disposition.UNREADABLE, "talk_time"): 1}).refusals


def test_a_start_of_ones_own():
    """What a duration is counted from may be any date."""
    keys = {"measure": "agent_resolution_time", "start": "handed_off_at"}
    definition, faults = own_metric("mine", MetricConfig.model_validate(keys), shipped()["resolution_time"])
    assert faults == []
    rows = [{"handed_off_at": "2025-06-15T11:00", "solved_at": "", "status": "new"}]
    assert scored_rows(definition, rows)[0].statistic.durations.tolist() == [3600 * SECOND]
