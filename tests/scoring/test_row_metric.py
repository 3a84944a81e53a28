import numpy as np
import pytest
from msgspec.structs import replace

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, CellKey, Placement
from cxcli.scoring.metric import of_answers
from cxcli.scoring.ready import ready
from cxcli.scoring.row_metric import by_cell
from tests.laws.typed_rows import fates_of, scored_rows

METRICS = [ready(shipped()[name]) for name in ("aht", "talk_time")]


@pytest.mark.parametrize("metric", METRICS, ids=["ratio", "duration"])
def test_what_such_metrics_have_in_common(metric):
    """They are named by their definition, have a quantity a row and one date, and know no votes."""
    definition = shipped()[metric.id]
    assert (metric.title, metric.unit, metric.direction) == (definition.title, "seconds", "lower")
    assert (metric.fields, metric.date_field) == ((f"{metric.id}.:quantity",), f"{metric.id}.at")
    assert metric.among == " among answered == 'yes'"
    assert not of_answers(metric)
    with pytest.raises(NotImplementedError, match="only answers are votes"):
        metric.answers(None)


def test_a_metric_of_all_rows_names_none():
    """What is among all rows is not said."""
    assert ready(shipped()["revenue_churn:flag"]).among == ""


def test_rows_that_it_is_not_about_do_not_apply():
    """Of which it is not known whether they do are blank; a metric of all rows has all of them."""
    rows = [{"answered": said, "talk_time": "5", "churned": "yes", "mrr": "1"} for said in ("yes", "no", "")]
    assert fates_of("talk_time", rows) == ["scored", "not_applicable", "blank"]
    assert fates_of("revenue_churn:flag", rows) == ["scored"] * 3


def test_a_filter_is_one_of_the_parameters():
    """It is told beside the conditions, where there is one."""
    aht = shipped()["aht"]
    assert dict(ready(aht).parameters) == {"among": "answered == 'yes'"}
    filtered = ready(replace(aht, where="team == 'A'"))
    assert dict(filtered.parameters) == {"among": "answered == 'yes'", "where": "team == 'A'"}


@pytest.mark.parametrize(
    ("created", "solved", "closed", "fate"),
    [
        ("2025-06-10T12:00", "2025-06-10T12:00", "", "scored"),
        ("2025-06-10T12:00", "2025-06-10T11:59", "", "contradictory"),
        ("2025-06-10T12:00", "", "2025-06-10T11:59", "contradictory"),
        ("2025-06-10T12:00", "2025-06-10", "2025-06-09", "contradictory"),
        ("2025-06-10T12:00", "2025-06-10", "", "scored"),
        ("2025-06-10", "2025-06-10T08:00", "", "scored"),
        ("", "2025-06-10T08:00", "2025-06-09", "scored"),
    ],
)
def test_nothing_is_before_the_first_of_the_dates_in_order(created, solved, closed, fate):
    """A date before it contradicts itself, to the minute; a day goes on until its end."""
    row = {"sla_status": "met", "created_at": created, "solved_at": solved, "closed_at": closed}
    assert fates_of("sla", [row]) == [fate]
    wrong = {**row, "created_at": "2025-06-11", "solved_at": "2025-06-09"}
    assert fates_of("sla", [row, wrong]) == [fate, "contradictory"]
    dates = {name: text for name, text in row.items() if name != "created_at"}
    assert fates_of("sla", [dates]) == ["scored"]


def test_rows_are_told_apart_by_cell():
    """Each cell has its own rows; without rows there is none."""
    keys = [OVERALL, CellKey(1, (("team", "A"),), None)]
    placement = Placement(np.array([4, 2, 7, 1]), np.array([1, 0, 1, 1]), keys)
    assert [(cell, rows.tolist()) for cell, rows in by_cell(placement)] == [(0, [2]), (1, [4, 7, 1])]
    assert by_cell(Placement(np.zeros(0, np.int64), np.zeros(0, np.int64), keys)) == []
    third = Placement(np.array([4, 2, 7, 1]), np.array([2, 0, 1, 2]), [*keys, CellKey(2, (("team", "B"),), None)])
    assert [(cell, rows.tolist()) for cell, rows in by_cell(third)] == [(0, [2]), (1, [7]), (2, [4, 1])]


def test_groups_and_filters():
    """A row is in one group; what a filter leaves out is in none."""
    rows = [
        {"answered": "yes", "talk_time": "10", "team": "A", "kept": "yes"},
        {"answered": "yes", "talk_time": "30", "team": "B", "kept": "yes"},
        {"answered": "yes", "talk_time": "90", "team": "A", "kept": "no"},
    ]
    found = scored_rows("talk_time", rows, by=(("team",),))
    assert [(dict(score.group), score.value, score.n) for score in found] == [
        ({}, 20, 2),
        ({"team": "A"}, 10, 1),
        ({"team": "B"}, 30, 1),
    ]
