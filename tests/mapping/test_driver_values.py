import numpy as np
import pytest

from cxcli.errors import Problem
from cxcli.mapping.driver_values import LARGEST, MILLION, DriverChoices, driver_values
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.rows import FATES
from cxcli.sources.chunk import Column
from cxcli.sources.text_column import encode


def read(texts, *, labels=None, missing=(), name="Q1", **typed):
    choices = DriverChoices(labels or {}, missing, TypedChoices(missing=MissingCodes.of(missing), **typed))
    return driver_values(Column(0, name), encode(texts), choices)


def values(found):
    rows = zip(found.millionths.tolist(), found.fates.tolist(), strict=True)
    return [str(FATES[fate]) if fate else value / MILLION for value, fate in rows]


@pytest.mark.parametrize(
    ("texts", "kind", "expected"),
    [
        (["5", "1", "", "3"], "numbers", [5, 1, "blank", 3]),
        (["5 - Very good", "1 - Very bad", "3"], "answers", [5, 1, 3]),
        (["★★★★☆", "★☆☆☆☆"], "answers", [4, 1]),
        (
            ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"],
            "answer words: satisfaction, 5 points",
            [5, 4, 3, 2, 1],
        ),
        (["yes", "No", "TRUE", ""], "yes or no", [1, 0, 1, "blank"]),
        (["3,5", "0,25"], "numbers", [3.5, 0.25]),
        (["1,234.5", "2"], "numbers", [1234.5, 2]),
        (["80%", "5%"], "numbers", [80, 5]),
        (["00:01:30", "01:00:00"], "durations in seconds", [90, 3600]),
        (["-3", "2.5"], "numbers", [-3, 2.5]),
    ],
)
def test_columns_are_read_as_what_they_are(texts, kind, expected):
    """Ratings, answer words, stars, flags, amounts and durations stand for numbers."""
    found = read(texts)
    assert (found.kind, values(found)) == (kind, expected)


def test_words_that_were_declared_count():
    """Words of the config stand for their numbers, codes for no answer for none."""
    found = read(["great", "poor", "99", "4"], labels={"great": 5, "poor": 1}, missing=["99"])
    assert values(found) == [5, 1, "missing", 4]


def test_a_few_texts_among_numbers_are_unreadable():
    """A stray text is a row that cannot be read, and is counted so."""
    found = read(["1", "2", "3", "4", "5"] * 4 + ["see below"])
    assert values(found)[-1] == "unreadable"


def test_the_order_of_rows_does_not_decide():
    """A column is read alike whatever comes first."""
    texts = ["4", "5 - Very good", "", "1"]
    assert sorted(map(str, values(read(texts)))) == sorted(map(str, values(read(texts[::-1]))))


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["pro", "free", "team"], "driver-text"),
        (["1", "2", "pro", "free", "team"], "driver-text"),
        (["", " ", "n/a"], "driver-blank"),
        ([], "driver-blank"),
        (["1,234", "5,678"], "decimal-sign-unknown"),
        (["2025-01-03", "2025-02-03"], "driver-text"),
        (["Good", "Poor", "Good"], "ambiguous-labels"),
    ],
)
def test_what_is_no_number_is_refused(texts, code):
    """A column of texts, of nothing, or of numbers that may be two things is no driver."""
    found = read(texts)
    assert isinstance(found, Problem)
    assert found.code == code
    assert "Q1" in found.message
    assert found.help


def test_numbers_that_do_not_fit_are_unreadable():
    """A number over nine trillion is not taken; smaller parts than a millionth are rounded, ties to even."""
    found = read([str(LARGEST), str(LARGEST + 1), *["0.0000005", "0.0000015"] * 10])
    assert values(found)[:2] == [LARGEST, "unreadable"]
    assert found.millionths.tolist()[2:4] == [0, 2]


def test_a_text_counts_as_often_as_it_stands_there():
    """Whether a column is one of numbers hangs on its rows, not on how many different texts there are."""
    column, texts = Column(0, "Q1"), encode(["4", "see below"])
    choices = DriverChoices({}, (), TypedChoices())
    found = driver_values(column, texts, choices, np.array([95, 5]))
    assert values(found) == [4, "unreadable"]
    assert isinstance(driver_values(column, texts, choices, np.array([5, 95])), Problem)
