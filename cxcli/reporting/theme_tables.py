"""The tables of themes: how many comments, which score goes with them, what changed, and all of it for programs."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.theme_scores import ThemeBlock, ThemeScore
from cxcli.reporting.change_words import signed
from cxcli.reporting.number_format import count, number, share
from cxcli.reporting.score_words import confidence_text, limits_text, value_text
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.reporting.theme_page import ThemePage, shown_themes

_SMALL_P = 0.001
_NAMES = (
    *(
        "theme",
        "group",
        "period",
        "metric",
        "comments",
        "n",
        "share",
        "share_low",
        "share_high",
        "value",
        "low",
        "high",
    ),
    *(
        "compared_n",
        "compared_value",
        "others_n",
        "others_value",
        "difference",
        "difference_low",
        "difference_high",
        "p_adjusted",
        "verdict",
        "effect",
    ),
    *(
        "share_change",
        "share_change_low",
        "share_change_high",
        "share_change_p_adjusted",
        "unit",
        "confidence",
        "status",
    ),
)
_Row = Mapping[str, Cell | float | None]


def volume_table(page: ThemePage, block: ThemeBlock) -> Table | None:
    """Return a row for each theme: comments, their share, and the score that goes with them; None without themes."""
    themes = shown_themes(block)
    if not themes:
        return None
    sure = confidence_text(page.overall)
    titles = ["n", "share", sure, *([page.name, f"{sure} " if page.metric else ""] if page.metric else [])]
    rows = tuple(
        (
            each.theme,
            Figure(count(each.n)),
            Figure("" if each.share is None else share(each.share)),
            Figure("" if each.limits is None else _span(each.limits.low, each.limits.high, 1)),
            *_score_cells(page, each),
        )
        for each in themes
    )
    return Table((ColumnSpec("theme", "theme"), *(ColumnSpec(each, each, "right") for each in titles)), rows)


def effect_table(page: ThemePage, block: ThemeBlock) -> Table | None:
    """Return a row for each theme: how it differs from other comments, and what it does to the score of all rows."""
    themes = [each for each in shown_themes(block) if each.difference is not None]
    if page.metric is None or not themes:
        return None
    titles = (page.name, "others", "difference", confidence_text(page.overall), "p", "effect")
    columns = (ColumnSpec("theme", "theme"), *(ColumnSpec(each, each, "right") for each in titles))
    rows = tuple(_effect_row(page, each) for each in themes)
    return Table((*columns, ColumnSpec("verdict", "verdict")), rows)


def change_table(page: ThemePage, blocks: Sequence[ThemeBlock]) -> Table | None:
    """Return a row for each theme and period: its share, and how that moved since the period before."""
    titles = ("n", "share", "change", confidence_text(page.overall), "p")
    figures = tuple(ColumnSpec(each, each, "right") for each in titles)
    columns = (ColumnSpec("theme", "theme"), ColumnSpec("period", "period"), *figures)
    names = [each.theme for each in shown_themes(page.blocks[0])]
    shown = [block for block in blocks if not block.hidden]
    rows = tuple(
        _change_row(block, each) for name in names for block in shown for each in block.themes if each.theme == name
    )
    return Table((*columns, ColumnSpec("verdict", "verdict")), rows) if rows else None


def flat_table(page: ThemePage) -> Table:
    """Return a row for each theme of each block, every figure in full."""
    rows = tuple(tuple(_cell(row.get(name)) for name in _NAMES) for row in _flat(page))
    return Table(tuple(ColumnSpec(name, name) for name in _NAMES), rows)


def period_text(block: ThemeBlock) -> str:
    """Return the label of the period of a block, and that it is not whole."""
    if block.period is None:
        return ""
    return block.period.label if block.period.complete else f"{block.period.label} (incomplete)"


def _score_cells(page: ThemePage, each: ThemeScore) -> tuple[Cell, ...]:
    if page.metric is None:
        return ()
    if each.score is None:
        return Figure(""), Figure("")
    return Figure(value_text(each.score, page.decimals)), Figure(limits_text(each.score, page.decimals))


def _effect_row(page: ThemePage, each: ThemeScore) -> tuple[Cell, ...]:
    between = each.difference
    value, low, high = (between.value, between.low, between.high) if between else (None, None, None)
    return (
        each.theme,
        Figure("" if each.compared is None else value_text(each.compared, page.decimals)),
        Figure("" if each.others is None else value_text(each.others, page.decimals)),
        Figure("" if value is None else signed(value, page.decimals)),
        Figure("" if low is None or high is None else _span(low, high, page.decimals)),
        _p(each.p),
        Figure("" if each.effect is None else signed(each.effect, page.decimals)),
        Figure(each.verdict or "not comparable"),
    )


def _change_row(block: ThemeBlock, each: ThemeScore) -> tuple[Cell, ...]:
    change = each.change
    if each.hidden or each.share is None:
        return each.theme, Figure(period_text(block)), Figure(""), *[Figure("not shown" if each.hidden else "")] * 5
    return (
        each.theme,
        Figure(period_text(block)),
        Figure(count(each.n)),
        Figure(share(each.share)),
        Figure("" if change is None else signed(change.value, 1)),
        Figure("" if change is None else _span(change.low, change.high, 1)),
        _p(None if change is None else change.p),
        Figure("" if change is None else change.verdict),
    )


def _p(p: float | None) -> Figure:
    return Figure("" if p is None else f"<{_SMALL_P}" if p < _SMALL_P else number(p, "", 3))


def _span(low: float, high: float, decimals: int) -> str:
    return f"{number(low, '', decimals)} to {number(high, '', decimals)}"


def _flat(page: ThemePage) -> Iterator[_Row]:
    for block in (each for each in page.blocks if not each.hidden):
        group = " + ".join(f"{column}={key}" for column, key in block.group.items())
        for each in block.themes:
            whose: _Row = {
                "theme": each.theme,
                "group": group,
                "period": Figure(block.period.label if block.period else ""),
                "metric": Figure(page.metric or ""),
                "comments": block.comments,
                "confidence": each.confidence,
                "unit": Figure(page.overall.unit if page.metric else ""),
                "status": Figure("suppressed" if each.hidden else "ok" if each.n else "no_data"),
            }
            yield whose if each.hidden else {**whose, "n": each.n, **_figures(each)}


def _figures(each: ThemeScore) -> _Row:
    score, others, between, change, limits = each.score, each.others, each.difference, each.change, each.limits
    found: dict[str, Cell | float | None] = {"share": each.share, "p_adjusted": each.p, "effect": each.effect}
    found["verdict"] = Figure(each.verdict or "")
    found |= {"share_low": limits.low, "share_high": limits.high} if limits else {}
    found |= {"value": score.value, "low": score.low, "high": score.high} if score else {}
    compared = each.compared
    found |= {"compared_n": compared.n, "compared_value": compared.value} if compared else {}
    found |= {"others_n": others.n, "others_value": others.value} if others else {}
    if between:
        found |= {"difference": between.value, "difference_low": between.low, "difference_high": between.high}
    if change:
        found |= {"share_change": change.value, "share_change_low": change.low, "share_change_high": change.high}
        found["share_change_p_adjusted"] = change.p
    return found


def _cell(value: Cell | float | None) -> Cell:
    if value is None:
        return Figure("")
    return value if isinstance(value, str | Figure) else Figure(str(value), value)
