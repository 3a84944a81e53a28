"""Themes as text for people, and as JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cxcli.drill_down.quoted_comments import quoted_comments
from cxcli.findings.themes_found import ThemesFound, themes_found
from cxcli.mapping.themed_source import MADE
from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reporting.score_json import Json, dumps
from cxcli.reporting.score_words import column_text, days_text, decimals_for, method_text, rows_text
from cxcli.reporting.theme_json import theme_json
from cxcli.reporting.theme_page import ThemePage
from cxcli.reporting.theme_text import themes_text as page_text
from cxcli.settings import Settings
from cxcli.settings.themes import FEWEST_QUOTED, ThemeSettings
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


class ThemesShown(Struct, frozen=True):
    """The themes that were found, and comments to show for some of them."""

    found: ThemesFound
    quotes: Mapping[str, Sequence[str]]

    @property
    def page(self) -> ThemePage:
        """What a page about them is made of."""
        found, run = self.found, self.found.run
        (overall,) = run.overall
        return ThemePage(
            metric=overall.metric if found.asked.scored else None,
            overall=overall,
            blocks=found.blocks,
            quotes=self.quotes,
            said=[*found.notes, *_origin(found)],
            counted=list(_counted(found)),
            unscored=found.unscored,
            decimals=decimals_for(overall, run.settings.decimals),
            min_n=run.plan.min_n,
        )


def shown_themes(settings: Settings, themes: ThemeSettings, inputs: Sequence[InputFile | Source]) -> ThemesShown:
    """Return the themes of the comments of `inputs`, with comments of those that enough people wrote about.

    Raises:
        CxError: the run fails.
    """
    found = themes_found(settings, themes, inputs)
    fewest = max(settings.min_n, FEWEST_QUOTED)
    enough = [number for number, each in enumerate(found.blocks[0].themes) if each.n >= fewest and not each.hidden]
    quotes = (
        quoted_comments(found.run, found.sources, found.matcher, enough, themes.examples) if themes.examples else {}
    )
    return ThemesShown(found, {found.matcher.names[number]: texts for number, texts in quotes.items()})


def themes_text(shown: ThemesShown, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the themes for a screen that is `width` cells wide."""
    return page_text(shown.page, width=width, colour=colour, encoding=encoding)


def themes_json(shown: ThemesShown) -> str:
    """Return the themes as JSON, by the contract of docs/cx.themes.schema.json."""
    return dumps(themes_data(shown))


def themes_data(shown: ThemesShown) -> Json:
    """Return what the JSON of themes holds."""
    found, page = shown.found, shown.page
    written = _without_made(scored(found.run, [page.overall]))
    scores = written["scores"]
    first = scores[0] if isinstance(scores, list) and found.asked.scored else None
    origin = "discovered" if found.asked.discover is not None else "starter" if found.asked.starter else "config"
    columns = [column.name for column in found.columns]
    return theme_json(written, page, first, origin=origin, columns=columns, masked=found.run.settings.mask)


def _origin(found: ThemesFound) -> Iterator[str]:
    if found.asked.starter:
        yield (
            "words: the starter list that cx ships, in English, German, French and Spanish; "
            "your own go under themes: in cx.yaml"
        )
    if found.asked.examples and found.run.settings.mask:
        yield "personal data in the comments below is masked; names are not: --no-mask shows all, --examples 0 none"


def _counted(found: ThemesFound) -> Iterator[str]:
    run = found.run
    (overall,) = run.overall
    days = days_text(run.plan.window)
    if days:
        yield f"days {days}"
    yield rows_text(overall)
    comments = column_text([column.label or column.name for column in found.columns])
    if found.asked.scored:
        (columns,) = metric_columns(run).values()
        yield f"{column_text(columns)} · comments: {comments} · {method_text(overall)}"
    else:
        yield f"comments: {comments}"


def _without_made(written: Json) -> Json:
    """Return a run as JSON without the columns that were made of the comments."""
    sources = written["sources"]
    for source in sources if isinstance(sources, list) else []:
        columns = source["columns"]
        source["columns"] = {field: column for field, column in columns.items() if not str(column).startswith(MADE)}
    return written
