import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.scoring.drop_off import ANSWERED, BLANK, NOT_SHOWN, QuestionCount, drop_off, left_at

A, B, N = ANSWERED, BLANK, NOT_SHOWN


def test_where_each_respondent_left():
    """At the first question that was shown after the last answer; who skips and goes on has not left."""
    cells = np.array([[A, A, A], [A, B, A], [A, B, B], [A, N, B], [A, N, A], [A, A, N], [B, B, B], [N, N, N]])
    assert left_at(cells).tolist() == [-1, -1, 1, 2, -1, -1, 0, -1]


def test_counts_of_each_question():
    """By hand: six answered the first question; one left at the second, which two were not shown."""
    cells = np.array([[A, A, A], [A, B, A], [A, B, B], [A, N, B], [A, N, A], [A, A, N]])
    assert drop_off(cells) == (
        QuestionCount(came=6, left=0, answered=6, hidden=0),
        QuestionCount(came=4, left=1, answered=2, hidden=2),
        QuestionCount(came=4, left=1, answered=3, hidden=1),
    )
    assert [each.skipped for each in drop_off(cells)] == [0, 1, 0]


@given(st.lists(st.lists(st.sampled_from([A, B, N]), min_size=4, max_size=4), min_size=1, max_size=20))
def test_counts_are_those_of_a_plain_loop(rows):
    """Each respondent is walked through the questions; whoever has an answer ahead goes on."""
    rows = [row for row in rows if A in row] or [[A] * 4]
    came, left, answered, hidden = ([0] * 4 for _ in range(4))
    for row in rows:
        for place, cell in enumerate(row):
            if cell == N:
                hidden[place] += 1
                continue
            came[place] += 1
            answered[place] += cell == A
            if A not in row[place:]:
                left[place] += 1
                break
    assert drop_off(np.array(rows)) == tuple(map(QuestionCount, came, left, answered, hidden))
