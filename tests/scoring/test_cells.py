from datetime import date

import numpy as np
import pytest

from cxcli.mapping.records import Records
from cxcli.rows import FATES, Disposition
from cxcli.scoring import cells
from cxcli.scoring.calendar import Grain
from cxcli.scoring.cells import OVERALL, CellKey, Layer, Placement, Window, layers, place
from cxcli.scoring.periods import Periods
from tests.laws.mapped_rows import field, moment, records

ROWS = [
    {"plan": "pro", "region": "EU", "at": "2025-01-31T23:59"},
    {"plan": "free", "region": "EU", "at": "2025-02-01"},
    {"plan": " pro", "region": "US", "at": ""},
    {"plan": "", "region": "EU", "at": "1969-12-31"},
    {"plan": "(blank)", "region": "US", "at": "soon"},
]
JANUARY, FEBRUARY, LAST_OF_1969 = 660, 661, -1


def placed(layer, rows=ROWS):
    found = place(records(rows, by=["plan", "region"]), layer)
    return [(row, found.keys[cell]) for row, cell in zip(found.rows.tolist(), found.cells.tolist(), strict=True)]


def groups(layer, rows=ROWS):
    return [tuple(key for _, key in cell.group) for _, cell in placed(layer, rows)]


def test_overall_comes_first_and_each_breakdown_with_and_without_periods():
    """Rows are cut overall and by each breakdown, over all time and, if asked for, by period."""
    assert layers([], None) == [Layer(0, (), None)]
    assert layers([("plan",), ("plan", "region")], Periods(Grain.MONTH)) == [
        *(Layer(0, (), None), Layer(0, (), Periods(Grain.MONTH))),
        *(Layer(1, ("plan",), None), Layer(1, ("plan",), Periods(Grain.MONTH))),
        *(Layer(2, ("plan", "region"), None), Layer(2, ("plan", "region"), Periods(Grain.MONTH))),
    ]


def test_every_row_is_in_the_overall_cell():
    """Without breakdown and period all rows are in one cell."""
    assert placed(Layer(0, (), None)) == [(row, OVERALL) for row in range(5)]


def test_a_blank_key_has_a_name():
    """Rows without a key are one group, the rows whose key says so included; outer spaces make no other group."""
    assert groups(Layer(1, ("plan",), None)) == [("pro",), ("free",), ("pro",), ("(blank)",), ("(blank)",)]


def test_crossed_columns_make_one_group_for_each_pair():
    """A crossed breakdown has a cell for each pair of keys that occurs."""
    assert groups(Layer(1, ("plan", "region"), None)) == [
        *(("pro", "EU"), ("free", "EU"), ("pro", "US")),
        *(("(blank)", "EU"), ("(blank)", "US")),
    ]


def test_a_row_is_in_the_period_of_its_date():
    """A row without a date that can be used is in no period; the time before 1970 is not taken for all time."""
    assert placed(Layer(0, (), Periods(Grain.MONTH))) == [
        (0, CellKey(0, (), JANUARY)),
        (1, CellKey(0, (), FEBRUARY)),
        (3, CellKey(0, (), LAST_OF_1969)),
    ]
    assert CellKey(0, (), LAST_OF_1969) != OVERALL


def test_groups_and_periods_are_crossed():
    """By group and period, each row with a date is in one cell."""
    pro, free, blank = ((("plan", name),) for name in ("pro", "free", "(blank)"))
    assert placed(Layer(1, ("plan",), Periods(Grain.MONTH))) == [
        (0, CellKey(1, pro, JANUARY)),
        (1, CellKey(1, free, FEBRUARY)),
        (3, CellKey(1, blank, LAST_OF_1969)),
    ]


@pytest.mark.parametrize("layer", layers([("plan",)], Periods(Grain.DAY)))
def test_no_rows_are_in_no_cell(layer):
    """An empty part has no cells at all."""
    assert placed(layer, []) == []
    assert place(records([], by=["plan"]), layer).keys == []


def test_without_a_date_field_no_row_is_in_a_period():
    """A metric that has no dates of this kind places its rows by itself."""
    found = place(Records("a.csv", np.arange(2), {}, np.arange(2)), Layer(0, (), Periods(Grain.MONTH)))
    assert (found.rows.tolist(), found.keys) == ([], [])


def test_many_cells_are_numbered_as_few_are(monkeypatch):
    """Where a table of all possible cells would be too large, sorting the rows gives the same cells."""
    layer = Layer(1, ("plan", "region"), Periods(Grain.DAY))
    dense = placed(layer)
    monkeypatch.setattr(cells, "_DENSE", 0)
    assert placed(layer) == dense


def test_a_placement_has_each_cell_once():
    """A cell that came twice would be counted in two halves, so it is refused."""
    with pytest.raises(ValueError, match="each cell once"):
        Placement(np.arange(2), np.arange(2), [OVERALL, OVERALL])


@pytest.mark.parametrize(
    ("since", "until", "fates"),
    [
        (None, None, ["scored", "scored", "scored", "scored"]),
        (date(2025, 1, 31), None, ["out_of_period", "scored", "scored", "scored"]),
        (None, date(2025, 1, 31), ["scored", "scored", "scored", "out_of_period"]),
        (date(2025, 1, 31), date(2025, 1, 31), ["out_of_period", "scored", "scored", "out_of_period"]),
    ],
)
def test_both_bounds_are_in_the_window(since, until, fates):
    """The first and the last day count, to their last moment."""
    days = ["2025-01-30T23:59:59", "2025-01-31", "2025-01-31T23:59:59.999999", "2025-02-01"]
    found = Window(since, until).fates(field([*days, "", "soon"], moment))
    assert [FATES[fate] for fate in found.tolist()] == [*fates, Disposition.UNDATED, Disposition.UNREADABLE]


@pytest.mark.parametrize(
    ("since", "until", "met"),
    [
        (None, None, [True, True, True]),
        (date(2025, 2, 28), None, [False, True, True]),
        (None, date(2025, 2, 1), [True, True, False]),
        (date(2025, 2, 10), date(2025, 2, 20), [False, True, False]),
    ],
)
def test_a_period_counts_if_one_of_its_days_does(since, until, met):
    """Months of which no day is in the window are left out, one that is cut stays."""
    window = Window(since, until)
    assert [window.meets(JANUARY + month, Periods(Grain.MONTH)) for month in range(3)] == met


def test_a_row_is_in_each_window_that_holds_its_period():
    """With windows of three months a row of January is in those that end with January, February and March, once."""
    pro, free, blank = ((("plan", name),) for name in ("pro", "free", "(blank)"))
    layer = Layer(1, ("plan",), Periods(Grain.MONTH, rolling=3))
    assert placed(layer) == [
        *((0, CellKey(1, pro, JANUARY + later)) for later in range(3)),
        *((1, CellKey(1, free, FEBRUARY + later)) for later in range(3)),
        *((3, CellKey(1, blank, LAST_OF_1969 + later)) for later in range(3)),
    ]
    assert placed(layer, []) == []


def test_windows_share_their_cells():
    """Rows of two months meet in the window that holds both."""
    layer = Layer(0, (), Periods(Grain.MONTH, rolling=2))
    assert placed(layer, [{"at": "2025-01-05"}, {"at": "2025-02-05"}]) == [
        *((0, CellKey(0, (), JANUARY)), (0, CellKey(0, (), FEBRUARY))),
        *((1, CellKey(0, (), FEBRUARY)), (1, CellKey(0, (), FEBRUARY + 1))),
    ]


def test_all_windows_stay_until_all_rows_are_seen():
    """Which windows are shown depends on all rows, so a placement keeps them."""
    placement = place(records([{"at": "2025-01-05"}]), Layer(0, (), Periods(Grain.MONTH, rolling=2)))
    assert placement.within(Window(since=date(2030, 1, 1)), Periods(Grain.MONTH, rolling=2)) is placement


def test_a_window_of_days_is_bounded_by_either_end():
    """Without a first and a last day all days count."""
    day = date(2025, 1, 1)
    found = [Window(*ends).bounded for ends in ((None, None), (day, None), (None, day), (day, day))]
    assert found == [False, True, True, True]


def test_cells_outside_of_the_window_are_left_out():
    """A placement keeps the cells that the window meets, with their rows, and cells over all time."""
    keys = [CellKey(0, (), JANUARY), OVERALL, CellKey(0, (), FEBRUARY)]
    placement = Placement(np.array([7, 8, 9, 7]), np.array([0, 1, 2, 2]), keys)
    kept = placement.within(Window(since=date(2025, 2, 1)), Periods(Grain.MONTH))
    assert kept.keys == keys[1:]
    assert (kept.rows.tolist(), kept.cells.tolist()) == ([8, 9, 7], [0, 1, 1])
    empty = Placement(np.zeros(0, np.int64), np.zeros(0, np.int64), []).within(Window(), Periods(Grain.MONTH))
    assert (empty.rows.tolist(), empty.keys) == ([], [])
