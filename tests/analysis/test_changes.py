from datetime import UTC, date, datetime

import pytest

from cxcli.analysis.changes import changes, place_of
from cxcli.scoring.boxes import settle
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.periods import Periods
from tests.laws.mapped_rows import answers, plan_for, scored

NPS = settle(shipped()["nps"])
AS_OF = datetime(2026, 1, 1, tzinfo=UTC)


def made(rows, **options):
    scores = scored(plan_for(NPS, **{"periods": Periods(Grain.MONTH), **options}), rows)
    found = changes(scores, {"nps": NPS})
    return {place: (change.since.label, change.difference) for place, change in found.items()}


def test_each_period_is_put_beside_the_one_before():
    """The change is the value of the period less that of the one before it."""
    rows = answers(10, 10, 0, at="2025-01-05") + answers(10, 0, 0, at="2025-02-05") + answers(10, at="2025-03-01")
    found = made(rows)
    assert {place[2]: (since, found[place][1].value) for place, (since, _) in found.items()} == {
        "2025-02": ("2025-01", pytest.approx(-200 / 3)),
        "2025-03": ("2025-02", pytest.approx(400 / 3)),
    }


def test_a_period_after_a_gap_has_no_change():
    """January is not the month before March."""
    assert made(answers(10, 0, at="2025-01-05") + answers(10, at="2025-03-01")) == {}


def test_groups_are_compared_with_themselves():
    """The change of a group is within the group."""
    rows = [
        *answers(10, at="2025-01-05", plan="pro"),
        *answers(0, at="2025-01-05", plan="free"),
        *answers(10, at="2025-02-05", plan="pro"),
        *answers(10, at="2025-02-05", plan="free"),
    ]
    found = {place[1]: difference.value for place, (_, difference) in made(rows, by=(("plan",),)).items()}
    assert found == {(): 100, (("plan", "pro"),): 0, (("plan", "free"),): 200}


def test_windows_are_compared_with_those_they_do_not_overlap():
    """Of windows of two months, March is compared with January, not with February."""
    rows = [row for month in (1, 2, 3, 4) for row in answers(*[10] * month, *[0] * 3, at=f"2025-0{month}-05")]
    found = made(rows, periods=Periods(Grain.MONTH, rolling=2))
    assert {place[2]: since for place, (since, _) in found.items()} == {
        "2025-02 to 2025-03": "2024-12 to 2025-01",
        "2025-03 to 2025-04": "2025-01 to 2025-02",
    }


def test_a_score_of_all_time_has_no_place():
    """Only periods change."""
    [score] = scored(plan_for(NPS), answers(10))
    assert place_of(score) is None


def test_the_first_day_of_the_calendar_has_none_before():
    """There is no day before 0001-01-01, and no fault either."""
    found = made(answers(10, at=str(date.min)) + answers(0, at="2025-01-05"), periods=Periods(Grain.YEAR))
    assert found == {}
