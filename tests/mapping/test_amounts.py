from fractions import Fraction

import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.mapping.amounts import AmountReader, refuse_negative
from cxcli.mapping.number_evidence import NumberEvidence
from cxcli.mapping.numbers import decide
from cxcli.mapping.readers import Surprise
from cxcli.mapping.records import Field
from cxcli.rows import FATES


def reader(amount, texts, decimal=None):
    return AmountReader(decide(NumberEvidence.of(texts), decimal=decimal), amount)


def read(amount, texts, decimal=None):
    found = reader(amount, texts, decimal).read(texts)
    return [(value, str(FATES[fate])) for value, fate in zip(found.values, found.fates.tolist(), strict=True)]


def test_weights_are_exact_decimals():
    """A weight is the decimal that is written; a row without weight is skipped by reason."""
    assert read("weight", ["0.1", "2", "", "n/a", "much", "0", "0.0"]) == [
        (Fraction(1, 10), "scored"),
        (2, "scored"),
        (None, "blank"),
        (None, "missing"),
        (None, "unreadable"),
        (0, "not_applicable"),
        (0, "not_applicable"),
    ]


def test_counts_are_whole():
    """A row stands for a whole number of answers, up to a thousand million."""
    assert read("count", ["3", "2.5", "0", "1000000000", "1000000001", ""]) == [
        (3, "scored"),
        (Fraction(5, 2), "unreadable"),
        (0, "not_applicable"),
        (1_000_000_000, "scored"),
        (1_000_000_001, "unreadable"),
        (None, "blank"),
    ]


def test_a_decimal_comma_is_read_where_it_is_declared():
    """With a decimal comma 1,5 is one and a half."""
    assert read("weight", ["1,5", "0,25"], "comma")[0] == (Fraction(3, 2), "scored")


def test_a_weight_that_changes_how_the_column_is_read_is_a_surprise():
    """A decimal sign that comes late makes the run again, with the whole column known."""
    with pytest.raises(Surprise):
        reader("weight", ["1", "2"]).read(["1,5"])


def test_notices_say_of_which_column_they_are():
    """A notice about numbers names the weight."""
    found = reader("weight", ["1 000", "2"]).read(["1 000"])
    assert [notice.message.split(":")[0] for notice in found.notices] == ["weight"]


@pytest.mark.parametrize("text", ["-1", "-0.5"])
def test_a_negative_weight_is_refused_with_its_line(text):
    """A row that counts less than nothing stops the run, at its line, without its text."""
    found = reader("weight", [text, "1"]).read(["1", text])
    field = Field(np.array([0, 1, 1]), found.values, found.fates, ["1", text])
    with pytest.raises(DataError) as refused:
        refuse_negative("weight", field, np.array([2, 3, 7]), "a.csv")
    [problem] = refused.value.problems
    assert (problem.code, problem.line, problem.file) == ("negative-amount", 3, "a.csv")
    assert text not in problem.message


def test_amounts_from_0_on_are_taken():
    """No weight below 0, no refusal."""
    found = reader("weight", ["1", "0"]).read(["1", "0", ""])
    field = Field(np.array([0, 1, 2]), found.values, found.fates, ["1", "0", ""])
    assert refuse_negative("weight", field, np.array([2, 3, 4]), "a.csv") is None
