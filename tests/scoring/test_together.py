from datetime import date
from functools import reduce
from itertools import permutations
from operator import add

import numpy as np
import pytest

from cxcli.rows import Disposition
from cxcli.scoring.calendar import Grain
from cxcli.scoring.cells import Window
from cxcli.scoring.periods import Periods
from cxcli.scoring.statistics import Statistic
from cxcli.scoring.together import NEVER, Gathered, GatheredPart, Rows, Whole, account, by_period

ANY_DAY = Window()


def texts(*values):
    distinct = sorted(set(values), reverse=True)
    return np.array([distinct.index(value) for value in values], np.int64), distinct


def part(file, numbers, *, plan=(), **kept):
    """Some rows of one file, which count."""
    size = len(numbers)
    return GatheredPart(
        file,
        np.array(numbers, np.int64),
        np.zeros(size, np.int8),
        {"at": np.array(numbers, np.int64) * 10},
        {name: texts(*values) for name, values in kept.items()},
        {"plan": texts(*(plan or ["x"] * size))},
    )


def listed(rows, name):
    codes, names = rows.texts[name]
    return [names[code] for code in codes.tolist()]


def test_order_and_cut_of_parts_do_not_matter():
    """Rows stand in the order of their files and of their places in them, however they came."""
    parts = [
        part("b.csv", [0, 1], who=["c", "a"]),
        part("a.csv", [3], who=["b"]),
        part("a.csv", [0, 1], who=["z", "b"]),
    ]
    for some in permutations(parts):
        rows = reduce(add, (Gathered((each,)) for each in some), Gathered()).rows()
        assert listed(rows, "who") == ["z", "b", "b", "c", "a"]
        assert rows.columns["at"].tolist() == [0, 10, 30, 0, 10]
        assert [rows.names[file] for file in rows.files.tolist()] == ["a.csv"] * 3 + ["b.csv"] * 2
    assert Gathered(tuple(parts)).scored == len(rows) == 5


def test_a_text_that_a_file_does_not_have_is_empty_there():
    """Whichever file comes first, no text is lost and none is made up."""
    parts = [part("a.csv", [0, 1], who=["a", "b"]), part("b.csv", [0], who=["c"], topic=["bill"])]
    for some in (parts, parts[::-1]):
        assert listed(Gathered(tuple(some)).rows(), "topic") == ["", "", "bill"]


def test_no_rows_are_rows_as_well():
    """Nothing gathered is no row, with nothing to keep."""
    rows = Gathered().rows()
    assert (len(rows), rows.scored().tolist(), rows.columns) == (0, [], {})
    assert len(Gathered((part("a.csv", [], who=[]),)).rows()) == 0


def test_some_rows_keep_what_is_known_of_them():
    """They have no groups any more: they are those of one."""
    rows = Gathered((part("a.csv", [0, 1, 2], who=["a", "b", "c"]),)).rows().only(np.array([2, 0]))
    assert (listed(rows, "who"), rows.columns["at"].tolist(), rows.groups) == (["c", "a"], [20, 0], {})


def test_breakdowns_have_each_row_once():
    """First all rows, then each breakdown: crossed columns make a group of each pair that occurs."""
    made = GatheredPart(
        "a.csv",
        np.arange(4),
        np.zeros(4, np.int8),
        {},
        {},
        {"plan": texts("x", "y", "x", "x"), "region": texts("n", "n", "s", "n")},
    )
    found = [
        (number, group, rows.tolist())
        for number, group, rows in Rows.of([made]).breakdowns([("plan",), ("plan", "region")])
    ]
    assert found == [
        (0, (), [0, 1, 2, 3]),
        (1, (("plan", "x"),), [0, 2, 3]),
        (1, (("plan", "y"),), [1]),
        (2, (("plan", "x"), ("region", "n")), [0, 3]),
        (2, (("plan", "x"), ("region", "s")), [2]),
        (2, (("plan", "y"), ("region", "n")), [1]),
    ]


def months(*days, rolling=1, window=ANY_DAY):
    """The periods of rows with these days, by their first month."""
    at = np.array([NEVER if day is None else np.datetime64(day, "us").astype(np.int64) for day in days], np.int64)
    periods = Periods(Grain.MONTH, rolling=rolling)
    found = by_period(np.arange(len(days)), at, periods, window)
    return {str(np.datetime64(code, "M")): rows.tolist() for code, rows in found}


def test_each_row_is_in_the_period_of_its_moment():
    """A row without moment is in none, and a period without rows is not there."""
    assert months("2025-01-31", None, "2025-03-01", "2025-01-01") == {"2025-01": [0, 3], "2025-03": [2]}
    assert months() == months(None) == {}


def test_windows_end_with_a_period_from_the_first_to_the_last():
    """A row is in the windows of its period and the next ones, but for those after the last row."""
    assert months("2025-01-31", "2025-03-01", rolling=2) == {"2025-01": [0], "2025-02": [0], "2025-03": [1]}


def test_periods_without_a_day_that_counts_are_left_out():
    """Of a window its last period has to have one."""
    february = Window(date(2025, 2, 5), date(2025, 2, 9))
    assert months("2025-01-31", "2025-02-01", "2025-03-01", window=february) == {"2025-02": [1]}
    assert months("2025-01-31", "2025-02-01", "2025-03-01", rolling=2, window=february) == {"2025-02": [0, 1]}


def test_an_account_has_every_row():
    """Each row is scored or left out for one reason."""
    found = account(np.array([0, 0, 8, 2], np.int8))
    assert (found.read, found.scored) == (4, 2)
    assert found.skipped == {Disposition.FILTERED: 1, Disposition.BLANK: 1}


def test_what_rows_say_together_does_not_add_up():
    """The statistic of no rows is neutral; two of rows do not add, and neither is written."""
    asked = {name for name in vars(Statistic) if not name.startswith("_")}
    whole = Whole(2, 1, "found")
    assert asked <= set(dir(whole))
    assert whole + Whole.empty() == Whole.empty() + whole == whole
    assert whole.settled() == (whole, {})
    with pytest.raises(ValueError, match="does not add up"):
        whole + whole
    with pytest.raises(NotImplementedError):
        whole.to_json()
    with pytest.raises(NotImplementedError):
        Whole.from_json({})
