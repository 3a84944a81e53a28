from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxcli.rows import Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Calendar, Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, CellKey, Window
from cxcli.scoring.partial import Partial
from cxcli.scoring.periods import Periods
from cxcli.scoring.plan import Plan
from cxcli.scoring.rolling import first_day, shown
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import answers, partial, plan_for, scored

THREE_MONTHS = Periods(Grain.MONTH, rolling=3)
JANUARY = 660
"""The code of January 2025."""


def nps():
    return settle(shipped()["nps"])


def cells(*periods):
    return [OVERALL, *(CellKey(0, (), period) for period in periods)]


def test_windows_after_the_last_period_with_rows_are_not_shown():
    """Rows of January alone make windows that end in January, February and March; January's is shown."""
    assert shown(cells(*range(JANUARY, JANUARY + 3)), THREE_MONTHS, Window()) == cells(JANUARY)


def test_windows_are_shown_between_the_bounds():
    """Rows from January to June, of which March to April counts: windows that end in March and April."""
    found = shown(cells(*range(JANUARY, JANUARY + 8)), THREE_MONTHS, Window(date(2025, 3, 15), date(2025, 4, 1)))
    assert found == cells(JANUARY + 2, JANUARY + 3)


@pytest.mark.parametrize("periods", [None, Periods(Grain.MONTH)])
def test_without_windows_all_cells_are_shown(periods):
    """What does not roll stays, and its first day is the bound."""
    keys = cells(JANUARY) if periods else cells()
    days = Window(date(2025, 1, 10))
    assert (shown(keys, periods, days), first_day(keys, periods, days)) == (keys, days.since)


def test_no_rows_make_no_window():
    """Where nothing has a date, only the whole is left."""
    assert shown(cells(), THREE_MONTHS, Window()) == cells()
    assert first_day(cells(), THREE_MONTHS, Window()) is None


@pytest.mark.parametrize(
    ("since", "first"),
    [(None, date(2025, 1, 1)), (date(2024, 5, 5), date(2025, 1, 1)), (date(2025, 1, 9), date(2025, 1, 9))],
)
def test_a_window_is_known_from_the_first_period_with_rows(since, first):
    """What came before the first period with rows, or before the bound, is not known."""
    assert first_day(cells(JANUARY, JANUARY + 1, JANUARY + 2), THREE_MONTHS, Window(since)) == first


def test_three_months_at_the_end_of_each():
    """Answers of January, February, March and May: each window has the rows of its months, worked out by hand."""
    rows = [
        *answers(10, 10, at="2025-01-15"),
        *answers(0, at="2025-02-15"),
        *answers(10, at="2025-03-31T23:59"),
        *answers(0, 0, "", at="2025-05-01"),
    ]
    overall, *windows = scored(plan_for(nps(), periods=THREE_MONTHS), rows)
    assert (overall.n, overall.account.read) == (6, 7)
    assert [(each.period.label, each.n, each.account.read, each.value) for each in windows] == [
        ("2024-11 to 2025-01", 2, 2, 100.0),
        ("2024-12 to 2025-02", 3, 3, pytest.approx(100 / 3)),
        ("2025-01 to 2025-03", 4, 4, 50.0),
        ("2025-02 to 2025-04", 2, 2, 0.0),
        ("2025-03 to 2025-05", 3, 4, pytest.approx(-100 / 3)),
    ]
    assert [each.period.complete for each in windows] == [False, False, True, True, True]


def test_a_window_shows_the_rows_that_a_bound_leaves_out():
    """Rows of a window before the first day that counts are out of period, and the window is incomplete."""
    rows = [*answers(10, at="2025-01-15"), *answers(0, at="2025-02-20")]
    plan = plan_for(nps(), periods=Periods(Grain.MONTH, rolling=2), since=date(2025, 2, 10))
    _, window = scored(plan, rows)
    assert (window.period.label, window.n, window.account.read) == ("2025-01 to 2025-02", 1, 2)
    assert window.account.skipped == {Disposition.OUT_OF_PERIOD: 1}
    assert not window.period.complete


def test_a_running_window_is_incomplete():
    """On 15 June the window that ends in June still grows."""
    rows = [{"score": "9", "at": f"2025-0{month}-01"} for month in (1, 2, 3, 4, 5, 6)]
    found = scored(plan_for(nps(), periods=THREE_MONTHS), rows)
    assert [each.period.complete for each in found[1:]] == [False, False, True, True, True, False]


FIRST, LAST = date(2023, 12, 20), date(2025, 7, 10)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
CALENDARS = st.builds(Calendar, st.sampled_from([0, 5, 6]), st.integers(1, 12))
ROWS = st.lists(st.tuples(DAYS, st.integers(0, 10), st.sampled_from(["a", "b"])), max_size=12)
law = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def begins(day, grain, calendar):
    """Whether a day is the first of a period, by the calendar on the wall."""
    if grain is Grain.WEEK:
        return day.weekday() == calendar.week_start
    months = (day.month - calendar.fiscal_start) % 12
    whole = {Grain.DAY: True, Grain.MONTH: day.day == 1}
    step = {Grain.QUARTER: 3, Grain.YEAR: 12}
    return whole[grain] if grain in whole else day.day == 1 and months % step[grain] == 0


@cache
def starts(grain, calendar):
    """The first days of all periods around the days of the test."""
    day, found = FIRST - timedelta(days=4000), []
    while day <= LAST + timedelta(days=800):
        found += [day] if begins(day, grain, calendar) else []
        day += timedelta(days=1)
    return found


def brute_force(rows, periods, days, today, group):
    """The windows of a group: start, end, whether complete, rows read, values that count; counted day by day.

    Windows end with the periods from the first to the last that hold rows of any group.
    """
    plain = list(pairwise(starts(periods.grain, periods.calendar)))
    held = [number for number, (start, after) in enumerate(plain) if any(start <= day < after for day, _, _ in rows)]
    since, until = days.since or date.min, days.until or date.max
    known = max(since, plain[held[0]][0]) if held and periods.rolling > 1 else since
    for number in range(held[0], held[-1] + 1) if held else ():
        start, end = plain[number - periods.rolling + 1][0], plain[number][1] - timedelta(days=1)
        read = [(day, value) for day, value, plan in rows if start <= day <= end and group in (None, plan)]
        if read and since <= end and plain[number][0] <= until:
            complete = today > end and known <= start and end <= until
            yield start, end, complete, len(read), [value for day, value in read if since <= day <= until]


@law
@given(
    rows=ROWS,
    periods=st.builds(Periods, st.sampled_from(list(Grain)), CALENDARS, st.sampled_from([1, 1, 2, 3, 7])),
    days=st.tuples(DAYS, DAYS, st.booleans(), st.booleans()),
    today=DAYS,
    cut=st.integers(0, 12),
)
def test_periods_and_windows_are_those_of_a_count_day_by_day(rows, periods, days, today, cut):
    """All grains, week starts, fiscal starts and windows, with bounds anywhere: rows, value, ends, completeness."""
    since, until = sorted(days[:2])
    days = Window(since if days[2] else None, until if days[3] else None)
    as_of = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    plan = Plan(metrics=[nps()], by=[("plan",)], periods=periods, since=days.since, until=days.until, as_of=as_of)
    texts = [{"score": str(value), "at": f"{day}T23:59", "plan": group} for day, value, group in rows]
    parts = partial(plan, texts[:cut]) + partial(plan, texts[cut:], file="b.csv")
    for group in (None, "a", "b"):
        found = [each for each in scores(plan, parts) if each.period and each.group.get("plan") == group]
        wanted = list(brute_force(rows, periods, days, today, group))
        assert [
            (each.period.start, each.period.end, each.period.complete, each.account.read, each.n) for each in found
        ] == [(*ends, len(values)) for *ends, values in wanted]
        for each, (*_, values) in zip(found, wanted, strict=True):
            net = sum((value > 8) - (value < 7) for value in values)
            assert each.value == (pytest.approx(100 * net / len(values), abs=1e-9) if values else None)
            assert each.account.read == each.account.scored + sum(each.account.skipped.values())


@law
@given(rows=ROWS, rolling=st.integers(1, 5), random=st.randoms(use_true_random=False))
def test_order_and_cut_do_not_matter_to_windows(rows, rolling, random):
    """Row by row in any order, or all at once: the same windows."""
    plan = plan_for(nps(), by=[("plan",)], periods=Periods(Grain.MONTH, rolling=rolling), until=date(2025, 3, 10))
    texts = [{"score": str(value), "at": str(day), "plan": group} for day, value, group in rows]
    whole = scored(plan, texts)
    random.shuffle(texts)
    parts = Partial.empty()
    for text in texts:
        parts += partial(plan, [text])
    assert scores(plan, parts) == whole
