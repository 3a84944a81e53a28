"""Themes for people: on a screen, and as Markdown."""

from collections.abc import Iterator
from itertools import groupby

from cxcli.analysis.theme_scores import ThemeBlock
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_words import headline
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table
from cxcli.reporting.theme_page import ThemePage, comments_text, notes, verdict_text
from cxcli.reporting.theme_tables import change_table, effect_table, volume_table

_WIDE = 4000
_QUOTED = 280

Piece = str | Table
"""A sentence, or a table."""


def themes_text(page: ThemePage, *, width: int, colour: bool, encoding: str = "utf-8") -> str:
    """Return the page for a screen that is `width` cells wide."""
    blocks: list[str] = []
    for is_table, pieces in groupby(theme_pieces(page), lambda piece: isinstance(piece, Table)):
        if is_table:
            tables = [piece for piece in pieces if isinstance(piece, Table)]
            blocks += [render_table(table, width=width, colour=colour, encoding=encoding) for table in tables]
            continue
        lines = [piece for piece in pieces if isinstance(piece, str)]
        blocks.append(
            "".join(f"{fit_encoding(flow([safe(each, limit=_WIDE)], '', width), encoding)}\n" for each in lines)
        )
    return "\n".join(blocks)


def themes_markdown(page: ThemePage) -> str:
    """Return the page as paragraphs and tables."""
    return "\n".join(
        markdown_table(piece) if isinstance(piece, Table) else f"{markdown_cell(piece, limit=_WIDE)}\n"
        for piece in theme_pieces(page)
    )


def theme_pieces(page: ThemePage) -> Iterator[Piece]:
    """Yield what the page says, sentences and tables in their order."""
    whole, *rest = page.blocks
    if page.metric is not None:
        yield "   ".join(headline(page.overall, page.decimals))
    yield comments_text(page, whole)
    yield from filter(None, [verdict_text(page), *page.said, *page.counted])
    yield from filter(None, (volume_table(page, whole), effect_table(page, whole)))
    yield from notes(page)
    for theme, texts in page.quotes.items():
        for text in texts:
            yield f"{theme}: “{safe(' '.join(text.split()), limit=_QUOTED)}”"
    for group, several in groupby(rest, lambda block: block.group):
        blocks = list(several)
        for block in blocks:
            if block.period is None:
                yield from _group(page, block)
        changes = change_table(page, [block for block in blocks if block.period is not None])
        if changes is not None:
            yield _period_title(group)
            yield changes


def _group(page: ThemePage, block: ThemeBlock) -> Iterator[Piece]:
    name = ", ".join(f"{column} '{key}'" for column, key in block.group.items())
    if block.hidden:
        few = (
            f"fewer than {page.min_n} answers" if page.min_n else "too few people, or needed to hide a group of too few"
        )
        yield f"{name}: {few}, not shown"
        return
    yield f"{name}: {comments_text(page, block)}"
    yield from filter(None, (volume_table(page, block), effect_table(page, block)))


def _period_title(group: dict[str, str]) -> str:
    whose = ", ".join(f"{column} '{key}': " for column, key in group.items())
    return f"{whose}share of each theme, and its change since the period before in percent points"
