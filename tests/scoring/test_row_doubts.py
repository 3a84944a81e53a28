from datetime import UTC, datetime

import numpy as np
import pytest

from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.duration_table import DurationTable
from cxcli.scoring.reach import Reach
from cxcli.scoring.row_doubts import left_out, old_export, unreadable, zeros

BLANK, UNREAD = Disposition.BLANK, Disposition.UNREADABLE
SIDES = ("yes", "no")


def said(ones, others, **blank):
    """What blank rows say against a rate of some rows that count and some that do not."""
    counts = CountsByValue.of({1: ones, 0: others})
    return [each.message for each in left_out("m", SIDES, counts, {(BLANK, name): n for name, n in blank.items()})]


NAME_IT = "name another column: --map {0}=COLUMN; the rows: cx rows m FILE --fate unreadable"
SAY_IT = "say in cx.yaml what its words stand for ({1}): words: {{{0}: {{word: …}}}}; or " + NAME_IT


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("answered", SAY_IT.format("answered", "yes, no")),
        ("sla_status", SAY_IT.format("sla_status", "met, breached, running, none")),
        ("wait_time", NAME_IT.format("wait_time")),
        ("my_column", NAME_IT.format("my_column")),
    ],
)
def test_more_unreadable_rows_than_scored_ones_refuse_the_number(name, help_text):
    """The field is named, and what mends it."""
    offenders = {(UNREAD, name): 3, (BLANK, "x"): 9}
    (problem,) = unreadable("m", 2, offenders)
    assert (problem.message, problem.help) == (f"m: {name} cannot be read in 3 rows", help_text)
    assert unreadable("m", 3, offenders) == ()


def test_blank_rows_of_a_known_side_move_a_rate():
    """With them it would be lower, higher, or somewhere between; less than a point is nothing."""
    start = "m: of {} rows it is blank whether they belong to it ({}); with them: {} %"
    assert said(50, 50, no=100) == [start.format(100, "100 no", "25.0")]
    assert said(50, 50, yes=100) == [start.format(100, "100 yes", "75.0")]
    assert said(50, 50, yes=100, no=1000) == [start.format("1,100", "100 yes and 1,000 no", "4.5 to 75.0")]
    assert said(99, 0, no=1) == ["m: of 1 row it is blank whether they belong to it (1 no); with them: 99.0 %"]
    assert said(50, 50, no=1) == []
    assert said(50, 50) == []


def test_a_blank_may_mean_the_other_answer():
    """Where all scored rows are on one side, ten blank ones or more in a flag, a count or a column are suspect."""
    told = "m: all 40 scored rows are {}, and {} are blank in {}: a blank is not taken for the other answer"
    assert said(40, 0, followed_up=900) == [told.format("yes", 900, "followed_up")]
    assert said(0, 40, my_column=5, reopens=5) == [told.format("no", 10, "my_column, reopens")]
    assert said(40, 0, followed_up=9) == []
    assert said(40, 0, due_at=900) == []
    assert said(39, 1, followed_up=900) == []


def test_nothing_is_said_of_rows_that_are_not_counted_one_by_one():
    """Without rows there is no rate; weights and rows that stand for several are another thing."""
    assert said(0, 0, no=5) == []
    weighted = CountsByValue.weighted({(1, 2): 1, (0, 1): 1})
    several = CountsByValue.of({1: 10, 0: 10}, rows=2)
    for counts in (weighted, several):
        assert left_out("m", SIDES, counts, {(BLANK, "no"): 50}) == ()


def test_many_durations_of_zero_are_suspect():
    """Some tools write 0 where nothing has happened; a tenth or more of all that ended are told."""

    def told(*lengths):
        table = DurationTable.of(np.array(lengths, np.int64), np.ones(len(lengths), np.bool_))
        return [each.message for each in zeros("m", table)]

    (message,) = told(*([0] + [5] * 9))
    assert message.startswith("m: 1 of 10 durations are exactly 0; if 0 is written where nothing has happened yet")
    assert told(*([0] + [5] * 10)) == []
    assert len(told(*([0] * 2 + [5] * 8))) == 1
    assert told(5) == []
    assert told() == []


def test_an_old_export_is_told_by_its_last_day():
    """Where rows hang on what came since, the day after the last one is what to say; else nothing is told."""
    now = datetime(2025, 6, 15, 12, tzinfo=UTC)
    last = int(np.datetime64("2025-06-02T18:00", "us").astype(np.int64))

    def told(*reach):
        return [(each.code, each.message) for each in old_export("m", Reach(*reach), now)]

    start = "m: the latest date before now is 2025-06-02, and {} taken as if nothing had happened since; "
    advice = "if the file is of that time: --now 2025-06-03"
    assert told(last, 1) == [("old-export", start.format("1 row is") + advice)]
    assert told(last, 1200) == [("old-export", start.format("1,200 rows are") + advice)]
    assert told(last, 0) == []
    assert told(int(np.datetime64("2025-06-14", "us").astype(np.int64)), 5) == []
    assert told() == []
