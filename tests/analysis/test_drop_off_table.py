from math import comb

import pytest

from cxcli.analysis.drop_off_table import drop_off_table
from cxcli.scoring.drop_off import QuestionCount
from cxcli.scoring.proportion import wilson


def table(*counts, n=100, **more):
    counts = [QuestionCount(came, left, came - left, 0) for came, left in counts]
    return drop_off_table([f"Q{place + 1}" for place in range(len(counts))], counts, n, **more)


def test_shares_and_limits():
    """Of 100, 40 leave at the second question and 6 of the other 60 at the third: Wilson limits for each share."""
    found = table((100, 0), (100, 40), (60, 6))
    first, second, third = found.lines
    assert (first.lost.value, first.q, first.left_over.value) == (None, None, 100)
    assert (second.lost.value, second.left_over.value, third.lost.value) == (40, 60, 10)
    limits = wilson(0.1, 60, 0.95)
    assert (third.lost.low, third.lost.high) == (pytest.approx(100 * limits.low), pytest.approx(100 * limits.high))
    assert (found.overall.value, found.interval, found.respondents) == (54, "wilson", 100)


def test_the_weakest_is_told_from_chance():
    """Fisher's exact test as scipy has it: 40 of 100 beside 6 of 60 is news, and the smaller share is not called."""
    found = table((100, 0), (100, 40), (60, 6))
    assert found.weakest is not None
    assert (found.weakest.name, found.weakest.elsewhere) == ("Q2", 10)
    assert [line.weak for line in found.lines] == [False, True, False]
    assert table((10, 0), (10, 2), (8, 1), n=10).weakest is None


def test_mid_p_by_an_independent_sum():
    """The two-sided mid-P value, adjusted for two tests that are one and the same: the p itself."""
    chances = [comb(8, k) * comb(10, 3 - k) / comb(18, 3) for k in range(4)]
    p = 2 * min(sum(chances[:1]) + chances[1] / 2, chances[1] / 2 + sum(chances[2:]))
    found = table((10, 0), (10, 2), (8, 1), n=10)
    assert [line.q for line in found.lines[1:]] == [pytest.approx(min(p, 1))] * 2


def test_a_question_that_nobody_came_to():
    """It has no share and is not tested, and with one question that loses there are no others."""
    found = table((5, 0), (5, 5), (0, 0), n=5)
    assert [line.lost.value for line in found.lines] == [None, 100, None]
    assert [line.q for line in found.lines] == [None, None, None]
    assert (found.weakest, found.overall.value) == (None, 0)


def test_another_interval():
    """What was asked for is taken, and told."""
    assert table((10, 0), (10, 2), n=10, interval="wilson", confidence=0.9).confidence == 0.9
    with pytest.raises(ValueError, match="between"):
        table((10, 0), (10, 2), n=10, confidence=2)
