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
from tests.laws.typed_rows import fates_of, scored_rows

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
    """Solved tickets are in the month of their solution, open ones in none."""
    overall, june = scored_rows("resolution_time", TICKETS[:2], periods=Periods(Grain.MONTH))
    assert (june.period.label, june.n, june.account.read) == ("2025-06", 1, 1)
    assert overall.account.skipped == {Disposition.UNDATED: 1}


def test_zeros_are_doubted_where_something_may_not_have_happened():
    """A talk of 0 s is a short one; a resolution time of 0 may be none."""
    rows = [{"status": "solved", "resolution_time": text, "answered": "yes", "talk_time": text} for text in ("0", "5")]
    for name, told in (("resolution_time", 1), ("talk_time", 0)):
        metric, score = ready(shipped()[name]), scored_rows(name, rows)[0]
        assert len(metric.doubts(score.statistic, {}).notices) == told


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
