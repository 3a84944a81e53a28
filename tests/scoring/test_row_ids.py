from functools import reduce
from itertools import permutations
from operator import add

import numpy as np

from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.row_ids import RowIds
from tests.laws.mapped_rows import field, plan_for
from tests.laws.typed_rows import typed_partial, word


def ids(*texts, rows=None):
    """The ids of some rows, all of them unless it is said which."""
    chosen = np.ones(len(texts), np.bool_) if rows is None else np.array(rows)
    return RowIds.of(field(list(texts), word), chosen)


def test_ids_in_several_rows_are_counted_with_their_rows():
    """Each once, however often it stands there; once is no more than it should."""
    assert ids("a", "b", "a", "c", "a", "b").repeated() == (2, 5)
    assert ids("a", "b").repeated() == (0, 0)
    assert RowIds().repeated() == (0, 0)


def test_rows_without_an_id_are_no_repeated_ones():
    """Nothing is known of them."""
    assert ids("", "", "n/a", "n/a", "a").repeated() == (0, 0)
    assert ids("", "").repeated() == (0, 0)


def test_only_the_rows_that_count_are_looked_at():
    """A ticket of which the other row is left out counts once."""
    assert ids("a", "a", "a", rows=[True, False, False]).repeated() == (0, 0)
    assert ids("a", "a", "a", rows=[True, False, True]).repeated() == (1, 2)


def test_order_and_cut_do_not_matter():
    """Ids of parts add, one row at a time too."""
    texts = ["a", "b", "a", "", "b"]
    for order in permutations(texts):
        assert reduce(add, map(ids, order), RowIds()).repeated() == (2, 4)
    assert (ids("a", "b") + RowIds() + ids("b")).repeated() == (1, 2)


def test_metrics_of_tickets_and_calls_know_the_ids_of_their_scored_rows():
    """Where there is a column of them; metrics of calls, too, and of answers none."""
    solved = {"created_at": "2025-06-01", "solved_at": "2025-06-02", "status": "solved"}
    rows = [{**solved, "ticket": text} for text in ("7", "7", "8")] + [{**solved, "ticket": "8", "kept": "no"}]
    for name in ("resolution_time", "sla:within", "reopen_rate"):
        metric = ready(shipped()[name])
        found = typed_partial(plan_for(metric), [metric.source], [{**row, "reopened": "no"} for row in rows])[0]
        assert found.ids[name].repeated() == (1, 2)
    without = [{name: text for name, text in row.items() if name != "ticket"} for row in rows]
    metric = ready(shipped()["resolution_time"])
    assert typed_partial(plan_for(metric), [metric.source], without)[0].ids == {}
    calls = ready(shipped()["abandon_rate"])
    legs = typed_partial(plan_for(calls), [calls.source], [{"answered": "yes", "ticket": "1"}] * 2)[0]
    assert legs.ids["abandon_rate"].repeated() == (1, 2)
    said = ready(shipped()["fcr:survey"])
    assert typed_partial(plan_for(said), [said.source], [{"resolved": "yes", "ticket": "1"}] * 2)[0].ids == {}
