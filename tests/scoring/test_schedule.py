from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from cxcli.config.schedules import ScheduleConfig
from cxcli.scoring import schedule as module
from cxcli.scoring.schedule import ALWAYS, Opening, Schedule, ScheduleHistory, schedule_history

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = Schedule(BERLIN, (Opening(0, 540, 1020),))
TUESDAY = Schedule(BERLIN, (Opening(1, 540, 1020),))


def stamp(text):
    return np.datetime64(text, "us")


def version(**said):
    return ScheduleConfig.model_validate({"zone": "Europe/Berlin", "hours": {"mon": "09:00-17:00"}, **said})


@pytest.mark.parametrize("parts", [(-1, 0, 1), (7, 0, 1), (0, -1, 1), (0, 60, 60), (0, 61, 60), (0, 0, 1441)])
def test_what_is_no_opening(parts):
    """There are seven weekdays, and an opening has a length within one day."""
    with pytest.raises(ValueError, match="an opening has"):
        Opening(*parts)


def test_a_day_may_end_at_midnight():
    """24:00 is the end of a day, and a day may have several openings."""
    assert Schedule(BERLIN, (Opening(0, 1380, 1440), Opening(0, 0, 60))).openings == (
        Opening(0, 0, 60),
        Opening(0, 1380, 1440),
    )


def test_openings_that_touch_become_one():
    """9 to 12, 12 to 13 and 13 to 17 are 9 to 17, in whatever order; the same hours of other days are their own."""
    parts = (Opening(0, 780, 1020), Opening(1, 540, 720), Opening(0, 540, 720), Opening(0, 720, 780))
    assert Schedule(BERLIN, parts) == Schedule(BERLIN, (Opening(0, 540, 1020), Opening(1, 540, 720)))


@pytest.mark.parametrize("second", [Opening(0, 540, 1020), Opening(0, 600, 660), Opening(0, 1019, 1080)])
def test_openings_that_overlap_are_refused(second):
    """No minute is open twice."""
    with pytest.raises(ValueError, match="two openings of weekday 0 overlap"):
        Schedule(BERLIN, (Opening(0, 540, 1020), second))


def test_a_schedule_is_open_at_some_time():
    """Without any opening nothing could ever be measured."""
    with pytest.raises(ValueError, match="at least one opening"):
        Schedule(BERLIN, ())


def test_a_history_says_which_schedule_held():
    """From its instant on a schedule holds, until the next; before the first one and for NaT there is none."""
    history = ScheduleHistory(((stamp("2024-01-01"), MONDAY), (stamp("2024-06-01"), TUESDAY)))
    instants = np.array(["2023-12-31T23:59:59.999999", "2024-01-01", "2024-05-31T23:59", "2024-06-01", "NaT"], "M8[us]")
    assert history.held_at(instants).tolist() == [-1, 0, 0, 1, -1]
    assert history.held_at(instants[1:2].astype("M8[s]")).tolist() == [0]
    assert history.schedules == (MONDAY, TUESDAY)
    assert history.changes.tolist() == [stamp("2024-06-01").item()]


def test_a_schedule_that_has_always_held():
    """A schedule alone holds at every instant."""
    history = ScheduleHistory.of(MONDAY)
    assert history.held_at(np.array(["0001-01-01", "9999-12-31"], "M8[us]")).tolist() == [0, 0]
    assert not len(history.changes)


@pytest.mark.parametrize(
    "instants", [[], ["NaT"], ["2024-01-01", "2024-01-01"], ["2024-01-02", "2024-01-01"], ["NaT", "2024-01-01"]]
)
def test_what_is_no_history(instants):
    """There is at least one schedule, and the instants rise."""
    with pytest.raises(ValueError, match=r"at least one schedule|from a later instant"):
        ScheduleHistory(tuple((stamp(instant), MONDAY) for instant in instants))


def test_a_history_from_a_config():
    """Versions of a config become schedules, each from midnight in its own zone on."""
    first = version(hours={"mon-tue": ["09:00-12:00", "13:00-24:00"]}, holidays=["2024-12-24"])
    second = version(zone="America/New_York", **{"from": "2024-07-01"})
    history = schedule_history([first, second], [])
    openings = tuple(Opening(day, *span) for day in (0, 1) for span in ((540, 720), (780, 1440)))
    assert history.versions == (
        (ALWAYS, Schedule(BERLIN, openings, frozenset({date(2024, 12, 24)}))),
        (stamp("2024-07-01T04:00"), Schedule(ZoneInfo("America/New_York"), (Opening(0, 540, 1020),))),
    )


def test_a_version_from_a_day_without_midnight():
    """In Sao Paulo 4 November 2018 began at 1:00, which is 3:00 in UTC."""
    history = schedule_history([version(zone="America/Sao_Paulo", **{"from": "2018-11-04"})], [])
    assert history.versions[0][0] == stamp("2018-11-04T03:00")


def test_public_holidays_are_holidays(monkeypatch):
    """Those of the country, its part and the years come to those of the list."""
    asked = []

    def calendar(*question):
        asked.append(question)
        return frozenset({date(2024, 12, 25)})

    monkeypatch.setattr(module, "public_holidays", calendar)
    said = version(country="DE", subdivision="BY", holidays=["2024-12-24"])
    [(_, found)] = schedule_history([said], range(2024, 2026)).versions
    assert found.holidays == {date(2024, 12, 24), date(2024, 12, 25)}
    assert asked == [("DE", "BY", {2024, 2025})]
