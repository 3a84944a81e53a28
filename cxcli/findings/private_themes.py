"""Themes of which nothing may be told, since few people wrote about them."""

from collections.abc import Mapping

from msgspec.structs import replace

from cxcli.analysis.theme_scores import ThemeBlock, ThemeScore
from cxcli.scoring.cells import CellKey
from cxcli.scoring.privacy import hidden_cells, hidden_in_any, refuse_whole

_Key = tuple[tuple[tuple[str, str], ...], str | None]
_Blocks = Mapping[_Key, ThemeBlock]


def blocks_told(blocks: _Blocks, least: int) -> dict[_Key, ThemeBlock]:
    """Return the blocks, without those of few rows or comments, and without themes that few comments are about.

    Each theme is one table of groups and periods. Where a theme is hidden, how many comments have none is not told
    either: that would be the rest.
    """
    keys = {key: CellKey(len(block.group), key[0], _period(block)) for key, block in blocks.items()}
    comments = {keys[key]: block.comments for key, block in blocks.items()}
    rows = {keys[key]: block.comments + block.blank for key, block in blocks.items()}
    whole = hidden_in_any([comments, rows], least)
    refuse_whole(whole, least, "what comments are about")
    themes = [
        hidden_cells({keys[key]: block.themes[place].n for key, block in blocks.items()}, least)
        for place in range(max((len(block.themes) for block in blocks.values()), default=0))
    ]
    few = any(themes) or bool(hidden_cells({keys[key]: block.without or 0 for key, block in blocks.items()}, least))
    return {
        key: replace(
            block,
            hidden=block.hidden or keys[key] in whole,
            without=None if few else block.without,
            themes=[_told(each, hidden=keys[key] in themes[place]) for place, each in enumerate(block.themes)],
        )
        for key, block in blocks.items()
    }


def _told(theme: ThemeScore, *, hidden: bool) -> ThemeScore:
    return ThemeScore(theme=theme.theme, n=0, confidence=theme.confidence, hidden=True) if hidden else theme


def _period(block: ThemeBlock) -> int | None:
    return None if block.period is None else block.period.start.toordinal()
