"""From settings and files to the themes of the comments: one run of which the themes are groups, and its cells."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.discovered_themes import discovered
from cxcli.analysis.theme_scores import ThemeBlock, pooled, theme_scores, with_changes
from cxcli.findings.private_themes import blocks_told
from cxcli.mapping.comment_column import comment_column
from cxcli.mapping.theme_words import ThemeMatcher, ThemeWords
from cxcli.mapping.themed_source import ThemedSource, comment_texts
from cxcli.pipeline import Run, opened, run
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import BLANK_KEY
from cxcli.scoring.score import Score
from cxcli.settings import Settings
from cxcli.settings.themes import ThemeSettings
from cxcli.sources.chunk import Column
from cxcli.sources.digests import Digests
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


class ThemesFound(Struct, frozen=True, kw_only=True):
    """What was found: the run, the `blocks` (all rows first), and `unscored`, the comments in rows that do not count.

    `sources` and `columns` are the files with their comments, `notes` what is to be said of the themes.
    `private` ones are counted, and go with no score: nothing may be told of few people.
    """

    run: Run
    asked: ThemeSettings
    matcher: ThemeMatcher
    sources: Sequence[ThemedSource]
    columns: Sequence[Column]
    blocks: Sequence[ThemeBlock]
    unscored: int
    notes: Sequence[str] = ()
    private: bool = False


def themes_found(settings: Settings, asked: ThemeSettings, inputs: Sequence[InputFile | Source]) -> ThemesFound:
    """Return what the comments of `inputs`, taken as one source, are about, and what goes with it.

    Raises:
        CxError: a file is refused, or a column is not clear.
    """
    files = [opened(given, settings) for given in inputs]
    columns = [comment_column(each.columns, asked.comment, each.facts.file) for each in files]
    matcher, notes = _matcher(asked, files, columns)
    sources = [ThemedSource(each, column, matcher) for each, column in zip(files, columns, strict=True)]
    digests = Digests([given for given in inputs if isinstance(given, InputFile)])
    # Sets of themes are put together before anything is told of them.
    made = run(replace(settings, privacy_min=0), sources)
    asked = replace(asked, scored=asked.scored and not settings.privacy_min)
    on_disk = [source for given, source in zip(inputs, sources, strict=True) if isinstance(given, InputFile)]
    for source, digest in zip(on_disk, digests.wait(), strict=True):
        source.facts.sha256 = digest
    if not asked.scored:
        made.notices = [each for each in made.notices if not each.message.startswith("comments:")]
    blocks, unscored = _blocks(made, asked, matcher.names, settings.privacy_min)
    return ThemesFound(
        run=made,
        asked=asked,
        matcher=matcher,
        sources=sources,
        columns=columns,
        blocks=blocks,
        unscored=unscored,
        notes=notes,
        private=settings.privacy_min > 0,
    )


def _matcher(
    asked: ThemeSettings, files: Sequence[Source], columns: Sequence[Column]
) -> tuple[ThemeMatcher, Sequence[str]]:
    if asked.discover is None:
        return ThemeWords(asked.words), ()
    texts: set[str] = set()
    for source, column in zip(files, columns, strict=True):
        texts |= comment_texts(source, column)
    found = discovered(texts, asked.discover)
    return found, found.notes


_Key = tuple[tuple[tuple[str, str], ...], str | None]
"""The group and the label of the period of a block."""

_ALL_ROWS: _Key = ((), None)


def _blocks(made: Run, asked: ThemeSettings, themes: Sequence[str], least: int) -> tuple[list[ThemeBlock], int]:
    """Return a block for all rows and for each group, each followed by those of its periods."""
    cells: dict[_Key, dict[str, Score]] = {_ALL_ROWS: {}}
    for score in made.scores:
        if score.group:
            (_, said), *rest = score.group.items()
            key = (tuple(rest), score.period.label if score.period else None)
            cells.setdefault(key, {})[said] = score
    blocks = {key: _block(key, found, themes, made, asked) for key, found in cells.items()}
    blocks = blocks_told(blocks, least) if least else blocks
    ordered: list[ThemeBlock] = []
    for group in dict.fromkeys(group for group, _ in sorted(blocks, key=lambda key: len(key[0]))):
        mine = [block for (each, _), block in blocks.items() if each == group]
        whole = [block for block in mine if block.period is None]
        parts = sorted((block for block in mine if block.period is not None), key=_start)
        ordered += [*whole, *with_changes(parts)]
    accounts = [score.account for key, score in cells[_ALL_ROWS].items() if key != BLANK_KEY]
    return ordered, sum(account.read - account.scored for account in accounts)


def _start(block: ThemeBlock) -> date:
    return block.period.start if block.period else date.min


def _block(key: _Key, found: Mapping[str, Score], themes: Sequence[str], made: Run, asked: ThemeSettings) -> ThemeBlock:
    (metric,) = (each for each in made.plan.metrics if isinstance(each, BoxScore))
    sets = {int(said): score for said, score in found.items() if said != BLANK_KEY}
    blank = found.get(BLANK_KEY)
    some = [score for score in found.values() if score.n]
    every = pooled(some, metric, made.plan.interval) if some else None
    return ThemeBlock(
        group=dict(key[0]),
        period=next((score.period for score in found.values()), None),
        comments=sum(score.n for score in sets.values()),
        without=sets[0].n if 0 in sets else 0,
        blank=blank.n if blank is not None else 0,
        score=every if asked.scored else None,
        themes=theme_scores(
            themes,
            sets,
            blank,
            metric,
            scored=asked.scored,
            interval=made.plan.interval,
            min_n=made.plan.min_n,
        ),
        hidden=every is not None and every.n < made.plan.min_n,
    )
