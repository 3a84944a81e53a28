"""What comments about a theme go with: how many there are, and the score of those who write them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.difference_of_scores import Difference, difference
from cxcli.analysis.groups_compared import others
from cxcli.analysis.multiple_tests import benjamini_hochberg
from cxcli.analysis.share_change import ShareChange, share_change
from cxcli.analysis.two_samples import Share
from cxcli.analysis.verdict import leaves_0_out, significant
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Interval
from cxcli.scoring.proportion import wilson
from cxcli.scoring.score import PeriodSpan, Score


class ThemeScore(Struct, frozen=True, kw_only=True):
    """One theme: `n` comments, their `share` of all comments in percent with its limits, and what goes with them.

    `score` is that of the rows about it. `compared` are those of them that are about no theme called before this one,
    `others` the rows with another comment and about none of those, and `difference` is the former after the latter;
    `p` is that of its test, adjusted for all themes that were open. `effect` is what the theme's rows do to the score
    of all rows: that score minus the one without them. All of these are None where no metric was asked for, or one side
    has no answers. A `hidden` theme has so few comments that nothing of it is shown.
    """

    theme: str
    n: int
    confidence: float
    share: float | None = None
    limits: Interval | None = None
    sample: Share | None = None
    hidden: bool = False
    score: Score | None = None
    compared: Score | None = None
    others: Score | None = None
    difference: Difference | None = None
    p: float | None = None
    effect: float | None = None
    change: ShareChange | None = None

    @property
    def verdict(self) -> Literal["higher", "lower", "unclear"] | None:
        """Where those who mention it stand: the adjusted p says so, and the limits leave 0 out; None without limits."""
        if self.difference is None or self.difference.low is None or self.difference.high is None:
            return None
        called = significant(self.p, self.difference.confidence)
        if not called or not leaves_0_out(self.difference.low, self.difference.high):
            return "unclear"
        return "higher" if self.difference.low > 0 else "lower"


class ThemeBlock(Struct, frozen=True, kw_only=True):
    """The themes of some rows: all of them, those of a group, or those of a period.

    `comments` counts the comments, `without` those with none of the themes, `blank` the rows without a comment;
    `without` is None where it is not told, since it would tell of few people;
    comments and blank rows together are the rows that count, n of `score`, which is that of all of them and None where
    no metric was asked for.
    """

    group: dict[str, str]
    period: PeriodSpan | None
    comments: int
    without: int | None
    blank: int
    score: Score | None
    themes: Sequence[ThemeScore]
    hidden: bool = False


def theme_scores(
    themes: Sequence[str],
    cells: Mapping[int, Score],
    blank: Score | None,
    metric: BoxScore,
    *,
    scored: bool,
    interval: str | None,
    min_n: int,
) -> list[ThemeScore]:
    """Return what each theme goes with.

    `cells` has the score of the rows with each set of themes: bit i of its key is set for theme i, and 0 are comments
    without any. `blank` is the score of the rows without a comment. Where no metric was asked for, rows are only
    counted: `scored` is False.

    A theme is called step by step, so that one that truly stands apart does not lend its distance to all others: of
    the themes whose p, adjusted for those still open, and limits say so, the one with the least p is called; the
    comments about it are left out of the next step on both sides.
    """
    groups = _Groups(cells, blank, metric, interval)
    found = [_counted(theme, place, groups, min_n) for place, theme in enumerate(themes)]
    if not scored:
        return found
    found = [_with_score(each, place, groups) for place, each in enumerate(found)]
    return _called(found, groups)


def pooled(scores: Sequence[Score], metric: BoxScore, interval: str | None) -> Score:
    """Return the score of the rows of some scores together; there is at least one, with answers."""
    return replace(others(replace(scores[0]), scores, metric, interval), status="ok", reason=None)


def with_changes(blocks: Sequence[ThemeBlock]) -> list[ThemeBlock]:
    """Return the blocks of one group, period by period, with the change of each share since the period before.

    The p values of all changes are adjusted together.
    """
    pairs = [
        (place, number, _change(before, earlier, later))
        for place, (before, after) in enumerate(pairwise(blocks), start=1)
        for number, (earlier, later) in enumerate(zip(before.themes, after.themes, strict=True))
    ]
    changes = {(place, number): change for place, number, change in pairs if change is not None}
    tested = [key for key, change in changes.items() if change.p is not None]
    p_values = benjamini_hochberg([p for p in (changes[key].p for key in tested) if p is not None])
    changes |= {key: replace(changes[key], p=p) for key, p in zip(tested, p_values, strict=True)}
    return [
        replace(block, themes=[replace(each, change=changes.get((place, n))) for n, each in enumerate(block.themes)])
        for place, block in enumerate(blocks)
    ]


class _Groups(Struct, frozen=True):
    """The rows of a block by the themes of their comments."""

    cells: Mapping[int, Score]
    blank: Score | None
    metric: BoxScore
    interval: str | None

    def together(self, kept: Callable[[int], bool]) -> Score | None:
        """Return the score of the comments whose set of themes is `kept`; None where there are none."""
        return self.pooled([score for themes, score in self.cells.items() if kept(themes)])

    def pooled(self, scores: Sequence[Score]) -> Score | None:
        """Return the score of the rows of some scores together; None where none of them is scored."""
        some = [score for score in scores if score.n]
        return pooled(some, self.metric, self.interval) if some else None


def _counted(theme: str, place: int, groups: _Groups, min_n: int) -> ThemeScore:
    every, about = groups.together(lambda _: True), groups.together(lambda themes: bool(themes >> place & 1))
    if every is None:
        return ThemeScore(theme=theme, n=0, confidence=0.95)
    found = ThemeScore(theme=theme, n=about.n if about else 0, confidence=every.confidence)
    if 0 < found.n < min_n:
        return replace(found, hidden=True)
    mass = _counts(about).base if about else 0
    share = Share(float(mass / _counts(every).base), _counts(every).effective_n)
    limits = wilson(share.value, share.n, found.confidence)
    in_percent = Interval(100 * limits.low, 100 * limits.high, limits.method)
    return replace(found, share=100 * share.value, limits=in_percent, sample=share)


def _with_score(found: ThemeScore, place: int, groups: _Groups) -> ThemeScore:
    """Return a theme with the score of its rows, and with what these do to the score of all."""
    about = groups.together(lambda themes: bool(themes >> place & 1))
    if found.hidden or about is None:
        return found
    beside = [score for themes, score in groups.cells.items() if not themes >> place & 1]
    without = groups.pooled([*beside, *([groups.blank] if groups.blank else [])])
    every = groups.pooled([*groups.cells.values(), *([groups.blank] if groups.blank else [])])
    found = replace(found, score=about)
    if without is None or every is None or without.value is None or every.value is None:
        return found
    return replace(found, effect=every.value - without.value)


def _called(found: Sequence[ThemeScore], groups: _Groups) -> list[ThemeScore]:
    """Return the themes with their differences, called one after the other."""
    done = dict(enumerate(found))
    open_themes = [place for place, each in done.items() if each.score is not None]
    left_out = 0
    while open_themes:
        tested = _tested({place: done[place] for place in open_themes}, groups, left_out)
        done |= tested
        called = [place for place, each in tested.items() if each.verdict in ("higher", "lower")]
        if not called:
            break
        first = min(called, key=lambda place: (tested[place].p, place))
        open_themes.remove(first)
        left_out |= 1 << first
    return list(done.values())


def _tested(found: Mapping[int, ThemeScore], groups: _Groups, left_out: int) -> dict[int, ThemeScore]:
    """Return some themes beside the comments that are about none of those left out, p adjusted for all of these."""
    tested = {place: _differing(each, place, groups, left_out) for place, each in found.items()}
    places = [place for place, each in tested.items() if each.p is not None]
    adjusted = benjamini_hochberg([p for p in (tested[place].p for place in places) if p is not None])
    return tested | {place: replace(tested[place], p=p) for place, p in zip(places, adjusted, strict=True)}


def _differing(found: ThemeScore, place: int, groups: _Groups, left_out: int) -> ThemeScore:
    about, beside = (groups.together(partial(_on_side, side=side, place=place, left_out=left_out)) for side in (1, 0))
    if about is None or beside is None:
        return replace(found, compared=None, others=None, difference=None, p=None)
    between = difference(beside, about, groups.metric)
    p = None if between.test is None else between.test.p
    return replace(found, compared=about, others=beside, difference=between, p=p)


def _change(before: ThemeBlock, earlier: ThemeScore, later: ThemeScore) -> ShareChange | None:
    if before.period is None or earlier.sample is None or later.sample is None:
        return None
    return share_change(earlier.sample, later.sample, before.period.label, later.confidence)


def _on_side(themes: int, *, side: int, place: int, left_out: int) -> bool:
    return not themes & left_out and themes >> place & 1 == side


def _counts(score: Score) -> CountsByValue:
    if not isinstance(score.statistic, CountsByValue):
        raise ValueError("the score of a theme rests on counts by value")  # noqa: TRY004 - the score is at fault
    return score.statistic
