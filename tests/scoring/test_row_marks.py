from datetime import UTC, datetime

import numpy as np
import pytest

from cxcli.pipeline import run
from cxcli.rows import FATES, Disposition
from cxcli.scoring.row_marks import mark_words, marks, marks_together
from cxcli.scoring.together_metric import AGAINST, COUNTS, NEITHER
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile

NOW = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def made(tmp_path):
    def of(metric, text):
        path = tmp_path / "a.csv"
        path.write_text(text)
        return run(settle(Asked(metrics=[metric]), None, NOW), [InputFile(path, "a.csv")])

    return of


def test_marks_in_words():
    """A scored row counts for the value, against it, or in the denominator alone; others are left out, with why."""
    assert [mark_words(mark) for mark in (COUNTS, AGAINST, NEITHER)] == ["counts", "counts against", "does not count"]
    assert mark_words(FATES.index(Disposition.OFF_SCALE)) == "left out: off scale"


def test_no_rows_have_no_marks(made):
    """Without rows there is nothing to mark."""
    found = made("repeat_purchase_rate", "customer,ordered_at,revenue,order_id\n")
    (metric,) = found.plan.metrics
    assert marks_together(metric, found.partial.gathered, found.plan.cut) == {}


def test_rows_that_are_judged_together_have_a_mark_each(made):
    """Each scored order counts; one without a customer keeps its fate."""
    text = "customer,ordered_at,revenue,order_id\na,2025-01-01,5,1\n,2025-01-02,5,2\na,2025-02-01,5,3\n"
    found = made("repeat_purchase_rate", text)
    (metric,) = found.plan.metrics
    said = marks_together(metric, found.partial.gathered, found.plan.cut)["a.csv"].tolist()
    assert said[::2] == [COUNTS, COUNTS]
    assert mark_words(said[1]).startswith("left out: ")


def test_every_row_of_a_sum_counts(made):
    """Where every scored row adds to a sum, each counts; one that is left out keeps its fate."""
    (metric,) = made("aht", "call_id,talk_time (s),hold_time (s),wrap_time (s)\n1,60,0,5\n").plan.metrics
    blank = FATES.index(Disposition.BLANK)
    assert marks(metric, None, np.array([0, blank], np.int8)).tolist() == [COUNTS, blank]
