import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.expression_parse import parse
from cxcli.mapping.row_flags import Flag, flag_field, raised
from cxcli.sources.chunk import TextColumn


def column(texts):
    distinct = sorted(set(texts), reverse=True)
    return TextColumn(np.array([distinct.index(text) for text in texts], np.int64), distinct)


def flagged(flag, **columns):
    field, met = raised(
        flag, {name: column(texts) for name, texts in columns.items()}, len(next(iter(columns.values())))
    )
    return [bool(field.values[code]) for code in field.codes.tolist()], met


def test_a_condition_flags_the_rows_that_match():
    """A filter decides which rows are tests or speeders."""
    rows, met = flagged(Flag("speeder", parse("seconds < 30")), seconds=["29", "30", "", "fast"])
    assert rows == [True, False, False, False]
    assert met.not_numbers == {"seconds": 1}


@pytest.mark.parametrize(
    ("answers", "straight"),
    [
        (("3", "3", "3"), True),
        (("3", "3", "4"), False),
        (("Agree", "agree ", "AGREE"), True),
        (("", "", ""), False),
        (("3", "", "3"), False),
        (("n/a", "n/a", "n/a"), False),
    ],
)
def test_the_same_answer_to_all_questions_is_a_straight_line(answers, straight):
    """Who ticks one answer all along is flagged; who left a question out is not."""
    questions = dict(zip(("q1", "q2", "q3"), ([answer] for answer in answers), strict=True))
    assert flagged(Flag("straight-liner", None, ("q1", "q2", "q3")), **questions)[0] == [straight]


@given(st.lists(st.tuples(*[st.sampled_from(["1", "2", " 2", ""])] * 3), min_size=1, max_size=20))
def test_straight_lines_are_those_that_a_look_at_each_row_finds(rows):
    """Work on distinct values finds what a look at each row finds."""
    columns = {f"q{number}": [row[number] for row in rows] for number in range(3)}
    plain = [len({text.strip() for text in row}) == 1 and bool(row[0].strip()) for row in rows]
    assert flagged(Flag("straight-liner", None, ("q0", "q1", "q2")), **columns)[0] == plain


def test_a_flag_knows_its_columns():
    """The columns of a flag are those of its condition, or its questions."""
    assert Flag("test", parse("a == 'x' or b == 'y'")).columns == ("a", "b")
    assert Flag("straight-liner", None, ("q1", "q2", "q3")).columns == ("q1", "q2", "q3")
    assert flag_field("test") == "flag:test"
