"""What a page about themes is made of, whatever it is written as."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cxcli.analysis.theme_scores import ThemeBlock, ThemeScore
from cxcli.reporting.number_format import count, share
from cxcli.reporting.sentence import metric_name
from cxcli.scoring.score import Score

_MANY = 6


class ThemePage(Struct, frozen=True, kw_only=True):
    """The themes of a run. `overall` is the score of all rows; `metric` its id, None where no metric was asked for.

    The first of the `blocks` is of all rows. `quotes` are comments by theme, fit to be shown. `said` are lines on
    where the themes come from, `counted` lines on which rows count, `unscored` the comments in rows that do not.
    """

    metric: str | None
    overall: Score
    blocks: Sequence[ThemeBlock]
    quotes: Mapping[str, Sequence[str]]
    said: Sequence[str]
    counted: Sequence[str]
    unscored: int
    decimals: int
    min_n: int

    @property
    def name(self) -> str:
        """The name of the metric; that of a count where there is none."""
        return metric_name(self.metric) if self.metric else "comments"


def comments_text(page: ThemePage, block: ThemeBlock) -> str:
    """Return how many comments there are, with themes and without, and how many rows without a comment."""
    if not block.comments:
        return f"no comments; {_rows(block.blank)} without one"
    told = f"{_comments(block.comments)}: "
    if block.without is None:
        told += "how many have a theme is not shown"
    else:
        without = share(100 * block.without / block.comments)
        told += f"{count(block.comments - block.without)} with a theme, {count(block.without)} ({without}) with none"
    told += f"; {_rows(block.blank)} without a comment"
    if block is page.blocks[0] and page.unscored:
        told += f"; {_comments(page.unscored)} in rows that do not count"
    return told


def verdict_text(page: ThemePage) -> str:
    """Return which themes go with another score, or that none does; nothing where no metric was asked for."""
    tested = [each for each in page.blocks[0].themes if each.verdict is not None]
    if page.metric is None or not tested:
        return ""
    called = [f"{each.theme} ({each.verdict})" for each in tested if each.verdict != "unclear"]
    of_all = f"{len(tested)} theme{'' if len(tested) == 1 else 's'}"
    beside = f"goes with another {page.name} than other comments do"
    if not called:
        return f"none of {of_all} {beside} by more than chance explains"
    more = f" and {len(called) - _MANY} more" if len(called) > _MANY else ""
    verb = beside if len(called) == 1 else beside.replace("goes", "go")
    return f"{len(called)} of {of_all} {verb}, more than chance explains: {', '.join(called[:_MANY])}{more}"


def notes(page: ThemePage) -> Iterator[str]:
    """Yield what the figures mean."""
    themes = page.blocks[0].themes
    if page.metric is not None:
        tests = sum(each.p is not None for each in themes)
        yield (
            f"difference: {page.name} of the rows with a comment about it minus that of rows with another comment"
            f"{_beside(themes)}; effect: {page.name} of all rows minus that without the rows about it"
        )
        if tests:
            yield (
                f"p is adjusted for {tests} tests at once (Benjamini-Hochberg); a theme that goes with a score "
                "need not be its cause"
            )
    hidden = [each for each in themes if each.hidden]
    if hidden:
        few = f"fewer than {count(page.min_n)} comments" if page.min_n else "too few comments, or hide one that has,"
        yield f"{len(hidden)} themes have {few} and are not shown"
    unused = [each.theme for each in themes if not each.n and not each.hidden]
    if unused:
        yield f"no comment is about: {', '.join(unused)}"


def shown_themes(block: ThemeBlock) -> list[ThemeScore]:
    """Return the themes of a block that comments are about, but for hidden ones; the most frequent first."""
    there = [each for each in block.themes if each.n and not each.hidden]
    return sorted(there, key=lambda each: -each.n)


def _beside(themes: Sequence[ThemeScore]) -> str:
    """Return that some comments are on neither side, where a theme is called before others are compared."""
    called = [each.theme for each in themes if each.verdict in ("higher", "lower")]
    return ", both without those about a theme that is called before it" if called else ""


def _comments(n: int) -> str:
    return f"{count(n)} comment{'' if n == 1 else 's'}"


def _rows(n: int) -> str:
    return f"{count(n)} row{'' if n == 1 else 's'}"
