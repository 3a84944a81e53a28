import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxcli.scoring import business_time as module
from cxcli.scoring.business_time import NOT_KNOWN, Counted, business_time, business_time_by_code
from cxcli.scoring.schedule import ALWAYS, Opening, Schedule, ScheduleHistory

VECTORS = json.loads((Path(__file__).resolve().parents[1] / "vectors" / "business_time.json").read_text("utf-8"))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SECOND, MINUTE, HOUR = 1_000_000, 60_000_000, 3_600_000_000
ROUND_THE_CLOCK = tuple(Opening(day, 0, 1440) for day in range(7))
OFFICE = tuple(Opening(day, 540, 1020) for day in range(5))
UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")


def stamps(*texts):
    return np.array([datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None) for text in texts], "M8[us]")


def between(start, end, schedule, counted=Counted.AT_EVENT):
    return int(business_time(stamps(start), stamps(end), schedule, counted)[0])


def minutes(time):
    hours, _, rest = time.partition(":")
    return int(hours) * 60 + int(rest)


def from_sunday(spans):
    """Openings from minutes since Sunday 00:00, cut at each midnight."""
    openings = []
    for begin, end in spans:
        cuts = [begin, *range((begin // 1440 + 1) * 1440, end, 1440), end]
        for low, high in pairwise(cuts):
            openings.append(Opening((low // 1440 + 6) % 7, low % 1440, low % 1440 + high - low))
    return tuple(openings)


@pytest.mark.parametrize("case", VECTORS["business_seconds"])
def test_published_business_seconds(case):
    """The numbers of the working_hours package come out, those on days when the clocks change too."""
    hours = case.get("calendar") or {day: [["09:00", "17:00"]] for day in DAYS[:5]}
    openings = [Opening(DAYS.index(day), *map(minutes, span)) for day, spans in hours.items() for span in spans]
    schedule = Schedule(ZoneInfo(case.get("tz", "UTC")), tuple(openings))
    assert between(case["from"], case["to"], schedule) == case["seconds"] * SECOND


@pytest.mark.parametrize(
    ("counted", "key", "misprinted"),
    [
        (Counted.WHILE_HELD, "business_minutes_each_schedule_while_it_held", 959.46),
        (Counted.AT_EVENT, "business_minutes_schedule_at_the_event_only", 689.46),
    ],
)
def test_published_ticket_under_two_schedules(counted, key, misprinted):
    """Each schedule counts while it held, or the one at the event, for all of the time; the printed sums are wrong."""
    case = VECTORS["two_schedules"]
    before, after = (Schedule(UTC_ZONE, from_sunday(case[name])) for name in ("before_change", "after_change"))
    history = ScheduleHistory(((ALWAYS, before), (stamps(case["schedule_change"])[0], after)))
    found = between(case["created"], case["first_public_reply"], history, counted)
    assert found / MINUTE == pytest.approx(case[key], abs=1e-9, rel=0)
    assert found / MINUTE != pytest.approx(misprinted, abs=0.5)


@pytest.mark.parametrize(
    ("zone", "midnight", "next_midnight"),
    [
        ("Europe/Berlin", "2024-03-31T00:00+01:00", "2024-04-01T00:00+02:00"),
        ("Europe/Berlin", "2024-10-27T00:00+02:00", "2024-10-28T00:00+01:00"),
        ("America/New_York", "2024-03-10T00:00-05:00", "2024-03-11T00:00-04:00"),
        ("America/New_York", "2024-11-03T00:00-04:00", "2024-11-04T00:00-05:00"),
        ("Australia/Lord_Howe", "2024-10-06T00:00+10:30", "2024-10-07T00:00+11:00"),
        ("Australia/Lord_Howe", "2024-04-07T00:00+11:00", "2024-04-08T00:00+10:30"),
    ],
)
def test_days_on_which_the_clocks_change_have_their_hours(zone, midnight, next_midnight):
    """A Sunday of 23 or 25 hours (23.5 or 24.5 on Lord Howe) has as many business hours as its schedule says."""
    for openings, hours in ((ROUND_THE_CLOCK, 24), ((Opening(6, 0, 480),), 8), ((Opening(6, 540, 1020),), 8)):
        schedule = Schedule(ZoneInfo(zone), openings)
        assert between(midnight, next_midnight, schedule) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        ("2024-10-27T02:30+02:00", "2024-10-27T02:45+02:00", 15),
        ("2024-10-27T02:30+02:00", "2024-10-27T02:10+01:00", 30),
        ("2024-10-27T02:10+01:00", "2024-10-27T02:50+01:00", 0),
        ("2024-10-27T02:50+01:00", "2024-10-27T03:10+01:00", 10),
        ("2024-03-31T01:50+01:00", "2024-03-31T03:10+02:00", 80),
    ],
)
def test_times_shown_twice_count_once(start, end, counted):
    """What the clocks show again does not count again, what they skip counts, and time never runs back."""
    schedule = Schedule(BERLIN, ROUND_THE_CLOCK)
    assert between(start, end, schedule) == counted * MINUTE
    assert between(end, start, schedule) == -counted * MINUTE


def test_openings_are_half_open():
    """The microsecond before the opening does not count, the one before the close does."""
    schedule = Schedule(BERLIN, OFFICE)
    assert between("2024-06-03T08:59:59.999999+02:00", "2024-06-03T09:00+02:00", schedule) == 0
    assert between("2024-06-03T09:00+02:00", "2024-06-03T09:00:00.000001+02:00", schedule) == 1
    assert between("2024-06-03T16:59:59.999999+02:00", "2024-06-03T17:00+02:00", schedule) == 1
    assert between("2024-06-03T17:00+02:00", "2024-06-04T09:00+02:00", schedule) == 0


def test_holidays_are_out_in_the_zone_of_the_schedule():
    """Christmas Day is closed from midnight to midnight in Auckland, which is another day in UTC."""
    auckland = Schedule(ZoneInfo("Pacific/Auckland"), ROUND_THE_CLOCK, frozenset({date(2024, 12, 25)}))
    assert between("2024-12-24T10:00Z", "2024-12-25T12:00Z", auckland) == 2 * HOUR
    assert between("2024-12-24T11:00Z", "2024-12-25T11:00Z", auckland) == 0
    assert between("2024-12-24T15:00Z", "2024-12-25T11:30Z", auckland) == HOUR // 2


def test_holidays_in_a_row_and_at_weekends():
    """Wednesday and Thursday of Christmas 2024 are out; that the Sunday is one takes nothing away."""
    holidays = frozenset({date(2024, 12, 25), date(2024, 12, 26), date(2024, 12, 29)})
    schedule = Schedule(BERLIN, OFFICE, holidays)
    assert between("2024-12-23T00:00+01:00", "2024-12-30T00:00+01:00", schedule) == 3 * 8 * HOUR


def test_what_is_missing_is_not_known():
    """Where start or end is NaT the result is the sentinel, which numpy reads as NaT; other pairs are as ever."""
    nat = np.datetime64("NaT")
    starts = np.array(["2024-06-03T10:00", nat, "2024-06-03T10:00", nat], "M8[us]")
    ends = np.array(["2024-06-03T11:00", "2024-06-03T10:00", nat, nat], "M8[us]")
    schedule = Schedule(BERLIN, OFFICE)
    for counted in Counted:
        found = business_time(starts, ends, schedule, counted)
        assert found.tolist() == [HOUR, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN]
        assert np.isnat(found.view("m8[us]")).tolist() == [False, True, True, True]


def test_no_pairs_have_no_business_time():
    """Empty in, empty out."""
    nothing = np.array([], "M8[us]")
    assert business_time(nothing, nothing, Schedule(BERLIN, OFFICE)).tolist() == []
    assert business_time_by_code(nothing, nothing, np.array([], np.int64), []).tolist() == []


@pytest.mark.parametrize("unit", ["s", "ms", "ns"])
def test_other_units_are_converted(unit):
    """Times in another unit than microseconds have the same business time."""
    starts, ends = stamps("2024-06-03T10:00Z").astype(f"M8[{unit}]"), stamps("2024-06-03T11:00Z").astype(f"M8[{unit}]")
    assert business_time(starts, ends, Schedule(UTC_ZONE, OFFICE)).tolist() == [HOUR]


def test_as_many_starts_as_ends():
    """A start without an end is an error, not a pair."""
    with pytest.raises(ValueError, match="as many starts as ends"):
        business_time(stamps("2024-06-03T10:00Z"), stamps(), Schedule(UTC_ZONE, OFFICE))


def test_before_the_first_schedule_nothing_is_known():
    """At the event only the later instant needs a schedule; while each held, both do."""
    history = ScheduleHistory(((stamps("2024-06-04T00:00Z")[0], Schedule(UTC_ZONE, OFFICE)),))
    assert between("2024-06-03T10:00Z", "2024-06-03T11:00Z", history) == NOT_KNOWN
    assert between("2024-06-03T16:00Z", "2024-06-04T10:00Z", history) == 2 * HOUR
    assert between("2024-06-04T10:00Z", "2024-06-03T16:00Z", history) == -2 * HOUR
    assert between("2024-06-03T16:00Z", "2024-06-04T10:00Z", history, Counted.WHILE_HELD) == NOT_KNOWN
    assert between("2024-06-04T10:00Z", "2024-06-03T16:00Z", history, Counted.WHILE_HELD) == NOT_KNOWN


def test_a_schedule_holds_from_its_instant_on():
    """The event at the very instant of the change is under the new schedule, one before it under the old."""
    old, new = Schedule(UTC_ZONE, (Opening(0, 0, 1440),)), Schedule(UTC_ZONE, (Opening(0, 600, 660),))
    history = ScheduleHistory(((ALWAYS, old), (stamps("2024-06-03T12:00Z")[0], new)))
    assert between("2024-06-03T09:00Z", "2024-06-03T12:00Z", history) == HOUR
    assert between("2024-06-03T09:00Z", "2024-06-03T11:59:59Z", history) == 3 * HOUR - SECOND


def test_each_row_by_the_schedule_of_its_team():
    """Rows of several teams each have their own schedule or history; a team without one is not known."""
    late = Schedule(ZoneInfo("America/New_York"), OFFICE)
    history = ScheduleHistory(((ALWAYS, late), (stamps("2024-06-03T00:00Z")[0], Schedule(UTC_ZONE, OFFICE))))
    starts, ends = stamps(*["2024-06-03T06:00Z"] * 5), stamps(*["2024-06-03T14:00Z"] * 5)
    codes = np.array([1, 0, -1, 2, 0])
    found = business_time_by_code(starts, ends, codes, [Schedule(BERLIN, OFFICE), late, history])
    assert found.tolist() == [HOUR, 7 * HOUR, NOT_KNOWN, 5 * HOUR, 7 * HOUR]


@pytest.mark.parametrize("codes", [[0], [0, 1], [0, -2]])
def test_a_code_has_a_schedule(codes):
    """There are as many codes as pairs, and each is a position in the list or -1."""
    starts = stamps("2024-06-03T06:00Z", "2024-06-03T06:00Z")
    with pytest.raises(ValueError, match="each pair has a code"):
        business_time_by_code(starts, starts, np.array(codes), [Schedule(BERLIN, OFFICE)])


ZONES_AND_DAYS = [
    ("UTC", "2024-02-29"),
    ("Europe/Berlin", "2024-03-31"),
    ("Europe/Berlin", "2024-10-27"),
    ("America/New_York", "2024-03-10"),
    ("America/New_York", "2024-11-03"),
    ("Australia/Lord_Howe", "2024-04-07"),
    ("Australia/Lord_Howe", "2024-10-06"),
    ("America/Sao_Paulo", "2018-02-18"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("Pacific/Apia", "2011-12-30"),
    ("Asia/Kolkata", "1969-12-31"),
]


@st.composite
def schedules(draw):
    """A schedule with any openings, and holidays about the day on which something happens in its zone."""
    zone, day = draw(st.sampled_from(ZONES_AND_DAYS))
    openings = []
    for weekday in range(7):
        cuts = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
        openings += [Opening(weekday, *pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    assume(openings)
    around = [date.fromisoformat(day) + timedelta(days=each) for each in range(-2, 3)]
    return Schedule(ZoneInfo(zone), tuple(openings), draw(st.frozensets(st.sampled_from(around), max_size=3))), day


@st.composite
def with_instants(draw, count, unit):
    """A schedule, and instants in UTC within two days of the day on which something happens."""
    schedule, day = draw(schedules())
    reach = timedelta(days=2) // timedelta(**{unit: 1})
    steps = draw(st.lists(st.integers(-reach, reach), min_size=count, max_size=count))
    return schedule, [datetime.fromisoformat(day) + timedelta(**{unit: step}) for step in steps]


def shown(instant, zone):
    """The wall time by the standard library; one that is shown again is put at the end of the repeated stretch."""
    local = instant.replace(tzinfo=UTC).astimezone(zone)
    wall, fold = local.replace(tzinfo=None), local.fold
    while fold:
        wall += timedelta(minutes=1)
        fold = wall.replace(tzinfo=zone).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset()
    return wall


def walked(start, end, schedule):
    """The open minutes between two instants, by walking from wall minute to wall minute."""
    if end < start:
        return -walked(end, start, schedule)
    wall, last = shown(start, schedule.zone), shown(end, schedule.zone)
    found = 0
    while wall < last:
        minute = wall.hour * 60 + wall.minute
        found += wall.date() not in schedule.holidays and any(
            each.weekday == wall.weekday() and each.opens <= minute < each.closes for each in schedule.openings
        )
        wall += timedelta(minutes=1)
    return found


@given(with_instants(2, "minutes"))
def test_it_is_what_walking_minute_by_minute_finds(drawn):
    """Business time is the open minutes that one passes on the wall clock, holidays out."""
    schedule, (start, end) = drawn
    found = business_time(np.array([start], "M8[us]"), np.array([end], "M8[us]"), schedule)
    assert found.tolist() == [walked(start, end, schedule) * MINUTE]


@given(with_instants(3, "microseconds"))
def test_stretches_add_up(drawn):
    """From a to c is from a to b and from b to c, to the microsecond, in whatever order the three are."""
    schedule, instants = drawn
    a, b, c = (np.array([each], "M8[us]") for each in instants)
    assert business_time(a, c, schedule) == business_time(a, b, schedule) + business_time(b, c, schedule)


@given(with_instants(2, "microseconds"))
def test_the_reverse_is_the_negative(drawn):
    """An end before its start gives the negative of the reverse; an end after it never gives less than nothing."""
    schedule, instants = drawn
    start, end = (np.array([each], "M8[us]") for each in instants)
    assert business_time(start, end, schedule) == -business_time(end, start, schedule)
    assert business_time(np.minimum(start, end), np.maximum(start, end), schedule) >= 0


@settings(max_examples=50)
@given(with_instants(4, "minutes"), schedules(), schedules())
def test_each_schedule_counts_while_it_held(drawn, other, third):
    """While each held, it is the sum over the schedules of the time between the two instants in which each held."""
    first, (start, end, *changes) = drawn
    assume(changes[0] != changes[1] and start <= end)
    bounds = [datetime.min, *sorted(changes), datetime.max]  # noqa: DTZ901 - UTC without saying so, as the arrays
    versions = (first, other[0], third[0])
    history = ScheduleHistory(
        tuple(
            (ALWAYS if number == 0 else np.datetime64(bounds[number], "us"), each)
            for number, each in enumerate(versions)
        )
    )
    parts = [
        walked(max(start, low), min(end, high), schedule)
        for schedule, low, high in zip(versions, bounds, bounds[1:], strict=False)
        if max(start, low) < min(end, high)
    ]
    found = business_time(np.array([start], "M8[us]"), np.array([end], "M8[us]"), history, Counted.WHILE_HELD)
    assert found.tolist() == [sum(parts) * MINUTE]


@given(with_instants(12, "minutes"), st.permutations(range(6)))
def test_neither_order_nor_cut_of_the_rows_matters(drawn, order):
    """Each pair has the business time that it has alone, whatever rows are with it and however many at a time."""
    schedule, instants = drawn
    starts, ends = np.array(instants[:6], "M8[us]"), np.array(instants[6:], "M8[us]")
    alone = [business_time(starts[row : row + 1], ends[row : row + 1], schedule)[0] for row in order]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_ROWS", 4)
        assert business_time(starts[order], ends[order], schedule).tolist() == alone
