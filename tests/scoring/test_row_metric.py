import numpy as np
import pytest

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.cells import OVERALL, CellKey, Placement
from cxcli.scoring.metric import of_answers
from cxcli.scoring.ready import ready
from cxcli.scoring.row_metric import by_cell
from tests.laws.typed_rows import scored_rows

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


def test_rows_are_told_apart_by_cell():
    """Each cell has its own rows; without rows there is none."""
    keys = [OVERALL, CellKey(1, (("team", "A"),), None)]
    placement = Placement(np.array([4, 2, 7, 1]), np.array([1, 0, 1, 1]), keys)
    assert [(cell, rows.tolist()) for cell, rows in by_cell(placement)] == [(0, [2]), (1, [4, 7, 1])]
    assert by_cell(Placement(np.zeros(0, np.int64), np.zeros(0, np.int64), keys)) == []


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
