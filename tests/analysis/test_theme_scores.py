from datetime import date

import numpy as np
import pytest
from msgspec.structs import replace
from scipy import stats

from cxcli.analysis.score_of_counts import Counted, score_of_counts
from cxcli.analysis.theme_scores import ThemeBlock, pooled, theme_scores, with_changes
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.score import PeriodSpan

NPS = settle(shipped()["nps"])


def score(counts):
    """The score of so many answers of each value; None for none."""
    statistic = CountsByValue.of(counts)
    if not statistic.n:
        return None
    return score_of_counts(NPS, Counted({}, statistic, by_answer=True), confidence=0.95, interval=None, population=None)


def nps(*counts):
    """An independent NPS of answers, counted by value."""
    every = [answer for each in counts for answer, n in each.items() for _ in range(n)]
    return 100 * (sum(a >= 9 for a in every) - sum(a <= 6 for a in every)) / len(every)


def found(themes, cells, blank=None, *, scored=True, min_n=0):
    made = {key: score(counts) for key, counts in cells.items()}
    blank = score(blank) if blank else None
    return theme_scores(themes, made, blank, NPS, scored=scored, interval=None, min_n=min_n)


CELLS = {0b00: {10: 30, 8: 10, 2: 20}, 0b01: {10: 4, 2: 16}, 0b10: {9: 20, 7: 10, 5: 10}, 0b11: {10: 1, 3: 9}}
"""Two themes: 20 comments about the first alone, 40 about the second alone, 10 about both, 60 about none."""
BLANK = {10: 40, 7: 30, 0: 30}


def test_counts_shares_scores_and_effects():
    """N and share count every comment about a theme; the effect is the score of all rows minus that without them."""
    first, second = found(["a", "b"], CELLS, BLANK)
    assert (first.n, second.n) == (30, 50)
    assert first.share == pytest.approx(100 * 30 / 130)
    wilson = stats.binomtest(30, 130).proportion_ci(method="wilson")
    assert (first.limits.low, first.limits.high) == pytest.approx((100 * wilson.low, 100 * wilson.high))
    assert first.score.value == pytest.approx(nps(CELLS[1], CELLS[3]))
    every = nps(*CELLS.values(), BLANK)
    assert first.effect == pytest.approx(every - nps(CELLS[0], CELLS[2], BLANK))
    assert second.effect == pytest.approx(every - nps(CELLS[0], CELLS[1], BLANK))


def test_the_theme_that_is_called_leaves_the_comparison_of_the_others():
    """The first theme is far lower than the rest; the second is then compared without the comments about the first."""
    first, second = found(["a", "b"], CELLS, BLANK)
    assert (first.verdict, second.verdict) == ("lower", "unclear")
    assert first.difference.value == pytest.approx(nps(CELLS[1], CELLS[3]) - nps(CELLS[0], CELLS[2]))
    assert first.others.n == 100
    assert second.difference.value == pytest.approx(nps(CELLS[2]) - nps(CELLS[0]))
    assert (second.compared.n, second.others.n, second.score.n) == (40, 60, 50)


def test_p_values_of_the_open_themes_are_adjusted():
    """At the first step the lesser of two p values is doubled; at the second, one theme is left and its p stays."""
    first, second = found(["a", "b"], CELLS, BLANK)
    assert first.p == pytest.approx(2 * first.difference.test.p)
    assert second.p == second.difference.test.p


def test_without_a_metric_nothing_but_comments_is_counted():
    """Rows are counted, and nothing is compared."""
    first, _ = found(["a", "b"], CELLS, scored=False)
    assert (first.n, first.score, first.difference, first.effect, first.verdict) == (30, None, None, None, None)


def test_a_theme_of_few_comments_is_hidden():
    """A theme with fewer comments than `min_n` shows neither share nor score, and is not tested."""
    first, second = found(["a", "b"], CELLS, BLANK, min_n=31)
    assert (first.hidden, first.share, first.score, first.p) == (True, None, None, None)
    assert second.hidden is False


@pytest.mark.parametrize(
    ("cells", "blank"),
    [({}, {10: 1}), ({0: {10: 3}}, None), ({1: {10: 3}}, None), ({1: {10: 1}}, {9: 1})],
)
def test_one_side_without_comments_gives_no_difference(cells, blank):
    """No comments, none about the theme, or none beside it: there is no difference and no verdict."""
    (only,) = found(["a"], cells, blank)
    assert (only.difference, only.verdict) == (None, None)
    assert only.n == sum(cells.get(1, {}).values())


def test_all_rows_are_pooled_whatever_was_hidden():
    """The score of several cells together is that of all their answers."""
    one = replace(score({10: 2}), status="suppressed", value=None, low=None, high=None, reason="few")
    both = pooled([one, score({0: 1, 9: 1})], NPS, None)
    assert (both.status, both.n, both.value) == ("ok", 4, 50)


def _cells(sets, answers):
    kinds = [tuple(pair) for pair in np.stack([sets, answers], axis=1).tolist()]
    cells = {}
    for themes, answer in kinds:
        cells.setdefault(themes, {}).setdefault(answer, 0)
        cells[themes][answer] += 1
    return cells


SHARES = np.array([24, 22, 18, 12, 8, 6, 4, 3, 2, 1]) / 100
VALUES = np.array([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])


def _survey(seed, lowered=0):
    """Sets of four themes and answers; theme 0 lowers them by so many points."""
    draws = np.random.default_rng(seed)
    sets = (draws.random((500, 4)) < [0.2, 0.2, 0.15, 0.1]) @ np.array([1, 2, 4, 8])
    answers = draws.choice(VALUES, 500, p=SHARES)
    return _cells(sets, np.where(sets & 1, np.maximum(answers - lowered, 0), answers))


def test_themes_that_go_with_nothing_are_seldom_called():
    """Over 200 surveys whose scores know of no theme, about 5 % or fewer have any theme called."""
    called = sum(
        any(each.verdict in ("higher", "lower") for each in found(list("abcd"), _survey(seed))) for seed in range(200)
    )
    assert called <= stats.binom(200, 0.05).ppf(0.999)
    assert called >= 1


def test_a_theme_that_lowers_the_score_is_found_and_no_other():
    """Over 200 surveys the planted theme is always called lower, and another one in about 5 % of them or fewer."""
    surveys = [found(list("abcd"), _survey(seed, lowered=3)) for seed in range(1000, 1200)]
    assert all(first.verdict == "lower" for first, *_ in surveys)
    others = sum(any(each.verdict in ("higher", "lower") for each in rest) for _, *rest in surveys)
    assert others <= stats.binom(200, 0.05).ppf(0.999)


def _block(label, *themes_and_n):
    cells = {0: {10: 100 - sum(themes_and_n)}, **{1 << place: {10: n} for place, n in enumerate(themes_and_n) if n}}
    themes = found([f"t{place}" for place in range(len(themes_and_n))], cells, scored=False)
    span = PeriodSpan(label, date(2025, 1, 1), date(2025, 1, 31), complete=True)
    return ThemeBlock(group={}, period=span, comments=100, without=0, blank=0, score=None, themes=themes)


def test_a_share_is_compared_with_the_period_before():
    """10 of 100, then 40 of 100: up 30 points; the limits are Newcombe's, the p values of all changes are adjusted."""
    first, second = with_changes([_block("2025-01", 10, 20), _block("2025-02", 40, 21)])
    assert [each.change for each in first.themes] == [None, None]
    up, same = (each.change for each in second.themes)
    one, two = (stats.binomtest(n, 100).proportion_ci(method="wilson") for n in (10, 40))
    low = 30 - 100 * np.hypot(0.4 - two.low, one.high - 0.1)
    assert (up.before, up.value, up.low) == ("2025-01", pytest.approx(30), pytest.approx(low))
    assert (up.verdict, same.verdict) == ("up", "unclear")
    assert with_changes([_block("a", 40), _block("b", 10)])[1].themes[0].change.verdict == "down"
