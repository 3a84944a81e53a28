from fractions import Fraction

import numpy as np

from cxcli.scoring.answer_counts import Amounts, Answers, amounts, counted
from tests.laws.mapped_rows import answers, records

PLAIN = Amounts(None, [], None)


def test_rows_are_counted_by_cell_and_value():
    """Cells without rows are left out."""
    found = counted(np.array([0, 0, 2]), Answers(np.array([0, 1, 1]), (3, 9)), PLAIN)
    assert {cell: dict(counts.counts) for cell, counts in found.items()} == {0: {3: 1, 9: 1}, 2: {9: 1}}


def test_no_rows_are_no_cells():
    """Nothing in, nothing out."""
    assert counted(np.zeros(0, np.int64), Answers(np.zeros(0, np.int64), (3,)), PLAIN) == {}


def test_a_row_is_as_many_answers_as_it_says():
    """Answers are counted, and rows beside them."""
    found = counted(np.array([0, 0]), Answers(np.array([0, 0]), (9,)), Amounts(None, (), np.array([20, 5])))
    assert (found[0].n, found[0].rows) == (25, 2)


def test_weights_are_summed_exactly():
    """0.1 ten times is 1, not 0.9999999999999999."""
    codes = np.zeros(10, np.int64)
    found = counted(codes, Answers(codes, (9,)), Amounts(codes, (Fraction(1, 10),), None))
    assert found[0].base == 1


def test_amounts_of_rows():
    """Weights on distinct values, answers a row; what is not there is None."""
    rows = [*answers(9, weight="2.5", count="3"), *answers(9, weight="", count="")]
    found = amounts(records(rows, more=("weight", "count")))
    assert [found.weights[code] for code in found.codes] == [Fraction(5, 2), 0]
    assert found.answers.tolist() == [3, 0]
    assert amounts(records(rows)) == PLAIN
    assert found.of(np.array([0])).answers.tolist() == [3]
