"""The themes of a report for a page: what they say first, quotes by theme, and what the figures mean."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cxcli.presentation.themes_output import ThemesShown
from cxcli.report.content import Report
from cxcli.reporting.safe import safe
from cxcli.reporting.theme_page import comments_text, notes, verdict_text

_QUOTED = 280


class ToldThemes(Struct, frozen=True):
    """What is said of themes, the quotes of each, and notes."""

    said: Sequence[str]
    quotes: Sequence[tuple[str, Sequence[str]]]
    notes: Sequence[str]


def told_themes(report: Report) -> ToldThemes:
    """Return what there is to tell; nothing where nobody asked for themes."""
    shown = report.themes
    if shown is None:
        return ToldThemes((), (), ())
    page = shown.page
    said = [comments_text(page, page.blocks[0]), verdict_text(page)]
    quotes = [
        (theme, [safe(" ".join(text.split()), limit=_QUOTED) for text in texts])
        for theme, texts in page.quotes.items()
        if texts
    ]
    return ToldThemes([each for each in said if each], quotes, list(_notes(shown)))


def _notes(shown: ThemesShown) -> Iterator[str]:
    """Yield what the figures mean, and which rows and columns they are of; nothing that only a command line knows."""
    yield from shown.found.notes
    if shown.quotes and shown.found.run.settings.mask:
        yield "Personal data in quotes is masked; names are not."
    yield from notes(shown.page)
    yield from shown.page.counted
