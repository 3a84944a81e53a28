from fractions import Fraction

import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.mapping.expression_parse import parse
from cxcli.mapping.records import Records
from cxcli.mapping.vocabulary import counts_hours
from cxcli.mapping.ways import Way
from cxcli.rows import FATES
from cxcli.scoring.worked_out import Circumstances, MetricFields, microseconds, times
from tests.laws.mapped_rows import field
from tests.laws.typed_rows import reader

NOW = np.datetime64("2025-06-15T12:00", "us")
SECOND = 10**6


def fields(columns, ways=None, **more):
    """The fields of a metric with columns of texts, by field, and ways to others."""
    rows = len(next(iter(columns.values())))
    made = {f"m.{name}": field(texts, reader(name)) for name, texts in columns.items()}
    records = Records(
        "a.csv", np.arange(rows), made, np.arange(rows), {f"m.{name}": way for name, way in (ways or {}).items()}
    )
    return MetricFields(records, "m", Circumstances(as_of=NOW, **more))


def by_row(found):
    """What a field says of each row: the value, or the fate in its place."""
    return [
        FATES[found.fates[code]] if found.fates[code] else found.values[code]
        for code in np.asarray(found.codes).tolist()
    ]


def half(_, starts, ends):
    return (ends - starts).astype(np.int64) // 2


def test_a_field_is_fed_or_worked_out():
    """A metric has a field that a column feeds, and one that there is a way to; a column goes first."""
    way = Way(sum=("hold_time",))
    found = fields({"talk_time": ["5"], "hold_time": ["1"]}, {"handle_time": way, "talk_time": way})
    assert [found.has(name) for name in ("talk_time", "handle_time", "wrap_time")] == [True, True, False]
    assert [found.fed(name) for name in ("talk_time", "handle_time")] == [True, False]
    assert by_row(found.field("talk_time")) == [5 * SECOND]
    assert by_row(found.field("handle_time")) == [SECOND]


def test_a_sum_needs_all_its_parts():
    """A part that is blank is never 0; one that cannot be read is told before it."""
    columns = {"talk_time": ["1.5", "", "?", "n/a"], "wrap_time": ["2", "2", "", "2"]}
    found = fields(columns, {"handle_time": Way(sum=("talk_time", "wrap_time"))})
    assert by_row(found.field("handle_time")) == [3_500_000, "blank", "unreadable", "blank"]


def test_the_time_between_two_dates():
    """It is known where both are; an end before its start contradicts itself."""
    columns = {
        "created_at": ["2025-01-01T10:00", "2025-01-01T10:00", "", "2025-01-01T10:00"],
        "solved_at": ["2025-01-01T10:00:01", "2025-01-01T09:00", "2025-01-01", "?"],
    }
    found = fields(columns, {"resolution_time": Way(between=("created_at", "solved_at"))})
    assert by_row(found.field("resolution_time")) == [SECOND, "contradictory", "blank", "unreadable"]


def test_metrics_that_read_other_columns_have_fields_of_their_own():
    """What one metric works out is that of another one where all of it is the same, and else is not."""
    way = Way(between=("created_at", "solved_at"))
    start, end, later = ([f"2025-01-01T10:00:0{second}"] for second in range(3))
    made = {"a.created_at": start, "a.solved_at": end, "b.created_at": start, "b.solved_at": later}
    columns = {name: field(texts, reader("created_at")) for name, texts in made.items()}
    columns |= {f"c.{name}": columns[f"a.{name}"] for name in ("created_at", "solved_at")}
    ways = {f"{metric}.resolution_time": way for metric in "abc"}
    rows = Records("a.csv", np.arange(1), columns, np.arange(1), ways)
    found = [MetricFields(rows, metric, Circumstances(as_of=NOW)).field("resolution_time") for metric in "abc"]
    assert [by_row(each) for each in found] == [[SECOND], [2 * SECOND], [SECOND]]
    assert found[0] is found[2]


def test_the_hours_of_another_schedule_are_not_shared():
    """Two metrics with one way and one column, of which each has its own hours of business."""
    way = Way(between=("created_at", "now"), in_hours=True)
    hours = {"half": half, "none": lambda _, starts, ends: (ends - starts).astype(np.int64) * 0}
    found = fields(
        {"created_at": ["2025-06-15T11:00"]}, {"open_time": way}, hours=lambda name, *at: hours[name](name, *at)
    )
    assert by_row(replace(found, schedule="half").field("open_time")) == [1800 * SECOND]
    assert by_row(replace(found, schedule="none").field("open_time")) == [0]


def test_the_time_until_now():
    """The moment of the report stands for the end; what begins after it contradicts itself."""
    found = fields(
        {"created_at": ["2025-06-15T11:59", "2025-06-16"]}, {"open_time": Way(between=("created_at", "now"))}
    )
    assert by_row(found.field("open_time")) == [60 * SECOND, "contradictory"]


def test_the_time_past_a_due_date_has_two_sides():
    """Before the due date it is below 0, and that is no contradiction; what is due on a day is due at its end."""
    columns = {"due_at": ["2025-06-15T11:59", "2025-06-15T12:01", "2025-06-14", "2025-06-15"]}
    found = fields(columns, {"overdue": Way(between=("due_at", "now"))})
    day = 86_400 * SECOND
    assert by_row(found.field("overdue")) == [60 * SECOND, -60 * SECOND, day // 2 + 1, -day // 2 + 1]
    left = fields({"sla_remaining": ["-5"], "talk_time": ["-5"]})
    assert by_row(left.field("sla_remaining")) == [-5 * SECOND]
    assert by_row(left.field("talk_time")) == ["contradictory"]


def test_business_time():
    """It is counted by the schedule of the metric; backwards it contradicts itself, even between hours."""
    asked = []

    def hours(name, starts, ends):
        asked.append(name)
        return np.zeros(np.broadcast(starts, ends).shape, np.int64)

    columns = {"created_at": ["2025-01-01"] * 2, "solved_at": ["2025-01-02", "2024-12-31"]}
    way = {"resolution_business_time": Way(between=("created_at", "solved_at"), in_hours=True)}
    found = fields(columns, way, hours=hours)
    assert by_row(found.field("resolution_business_time")) == [0, "contradictory"]
    assert asked == [None]


def test_before_the_first_schedule_nobody_knows_the_hours():
    """Such a row is not what the metric is about."""
    columns = {"created_at": ["2025-01-01"], "solved_at": ["2025-01-02"]}
    way = {"resolution_business_time": Way(between=("created_at", "solved_at"), in_hours=True)}
    found = fields(columns, way, hours=lambda *moments: np.full(len(moments[1]), np.iinfo(np.int64).min))
    assert by_row(found.field("resolution_business_time")) == ["not_applicable"]


def test_business_time_needs_a_schedule():
    """Without one it is a fault in cx that it was asked for."""
    columns = {"created_at": ["2025-01-01"], "solved_at": ["2025-01-02"]}
    way = {"resolution_business_time": Way(between=("created_at", "solved_at"), in_hours=True)}
    with pytest.raises(ValueError, match="schedule"):
        fields(columns, way).field("resolution_business_time")


def test_cases_are_tried_in_their_order():
    """The first case that holds says the word; a row that cannot be told before one holds has none."""
    cases = (("yes", parse("status == 'solved'")), ("no", parse("reopens == 0")))
    columns = {"status": ["solved", "open", "open", "", "?", "open"], "reopens": ["0", "0", "1", "0", "0", ""]}
    found = fields(columns, {"solved": Way(cases=cases)})
    assert by_row(found.field("solved")) == ["yes", "no", "not_applicable", "blank", "unreadable", "blank"]
    otherwise = fields(columns, {"solved": Way(cases=cases, otherwise="no")})
    assert by_row(otherwise.field("solved")) == ["yes", "no", "no", "blank", "unreadable", "blank"]
    another = fields(columns, {"solved": Way(cases=cases, otherwise="never")})
    assert by_row(another.field("solved")) == ["yes", "no", "never", "blank", "unreadable", "blank"]
    always = fields(columns, {"solved": Way(otherwise="yes")})
    assert by_row(always.field("solved")) == ["yes"] * 6


def test_conditions_compare_durations_in_seconds():
    """Whatever they are held in; words and numbers are compared as they are."""
    found = fields({"wait_time": ["20", "20.5", ""], "reopens": ["1", "1.5", "2"], "status": ["open"] * 3})
    assert found.truth(parse("wait_time <= 20")).true.tolist() == [True, False, False]
    assert found.truth(parse("reopens > 1 and status == 'open'")).true.tolist() == [False, True, True]


def test_what_was_worked_out_is_kept():
    """A field that several conditions ask for is worked out once."""
    found = fields({"talk_time": ["1"]}, {"handle_time": Way(sum=("talk_time",))})
    assert found.field("handle_time") is found.field("handle_time")


def test_amounts_are_millionths():
    """Numbers, money and durations of each row as whole numbers; a vast number cannot be used."""
    columns = {"mrr": ["19.99", "1e-7", "", "1e12", "-3"], "talk_time": ["0.5", "", "?", "7", "-1"]}
    found = fields(columns)
    values, fates = found.amounts("mrr")
    assert values.tolist() == [19_990_000, 0, 0, 0, -3_000_000]
    assert [FATES[fate] for fate in fates.tolist()] == ["scored", "scored", "blank", "unreadable", "scored"]
    values, fates = found.amounts("talk_time")
    assert values.tolist()[:4] == [500_000, 0, 0, 7_000_000]
    assert [FATES[fate] for fate in fates.tolist()] == ["scored", "blank", "unreadable", "scored", "contradictory"]


def test_amounts_are_rounded_to_the_even_one():
    """Half a millionth goes to the even one, so that sums do not drift."""
    texts = [str(Fraction(1, 2_000_000)), str(Fraction(3, 2_000_000))]
    assert fields({"mrr": texts}).amounts("mrr")[0].tolist() == [0, 2]


def test_the_time_between_moments():
    """Elapsed, or in business hours."""
    found = fields({"talk_time": ["1"]}, hours=half)
    ends = (np.array([text], "datetime64[us]") for text in ("2025-06-15T11:00", "2025-06-15T12:00"))
    start, end = ends
    assert found.elapsed(start, end, in_hours=False).tolist() == [3600 * SECOND]
    assert found.elapsed(start, end, in_hours=True).tolist() == [1800 * SECOND]


def test_nobody_knows_what_time_it_is():
    """Without a now, what hangs on it is not known, and all else is."""
    dated = fields({"created_at": ["2025-06-15T11:00"]}, {"open_time": Way(between=("created_at", "now"))})
    timeless = replace(dated, circumstances=Circumstances(as_of=np.datetime64("NaT", "us")))
    assert by_row(dated.field("open_time")) == [3600 * SECOND]
    assert by_row(timeless.field("open_time")) == ["blank"]


def test_which_durations_are_in_business_hours():
    """Those that are worked out so; a column of the file is none."""
    assert counts_hours("resolution_business_time")
    assert not counts_hours("resolution_time")
    assert not counts_hours("my column")


def test_distinct_values():
    """Durations that are not there are 0, dates NaT."""
    assert microseconds(field(["1", ""], reader("talk_time"))).tolist() == [SECOND, 0]
    assert np.isnat(times(field(["2025-01-01", ""], reader("created_at")))).tolist() == [False, True]


def test_a_difference_of_amounts():
    """What is taken away may be more than there was; numbers are exact, and compared as what they are."""
    columns = {"carts": ["10", "0.5", "", "3"], "purchases": ["4", "0.25", "1", "7"]}
    found = fields(columns, {"abandoned_carts": Way(sum=("carts",), less=("purchases",))})
    values, fates = found.amounts("abandoned_carts")
    assert values[[0, 1, 3]].tolist() == [6 * SECOND, SECOND // 4, -4 * SECOND]
    assert [FATES[fate] for fate in fates.tolist()] == ["scored", "scored", "blank", "scored"]
    said = found.truth(parse("abandoned_carts >= 0.25"))
    assert (said.true.tolist(), said.false.tolist()) == ([True, True, False, False], [False, False, False, True])


def test_a_count_below_0_or_beyond_all_bounds_is_compared_with_nothing():
    """It is no answer to any condition; a field that may be below 0 is compared as it is."""
    found = fields({"reopens": ["-1", "0", "1000000000000", "", "?"], "points_left": ["-1", "0", "1", "", "?"]})
    said = found.truth(parse("reopens < 1"))
    assert [FATES[fate] for fate in said.fates] == ["contradictory", "scored", "unreadable", "blank", "unreadable"]
    assert found.truth(parse("points_left < 0")).true.tolist() == [True, False, False, False, False]


def test_a_part_below_0_makes_no_sum():
    """What is taken away would be added."""
    columns = {"carts": ["9", "9", "-9"], "purchases": ["4", "-4", "4"]}
    found = fields(columns, {"abandoned_carts": Way(sum=("carts",), less=("purchases",))})
    assert by_row(found.field("abandoned_carts")) == [5 * SECOND, "contradictory", "contradictory"]
