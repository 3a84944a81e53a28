"""What a run about the themes of comments was asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.other_kinds import refuse_other_kinds
from cxcli.config.load import LoadedConfig
from cxcli.config.metric import ValueConfig
from cxcli.errors import Problem, UsageError
from cxcli.mapping.theme_words import starter_themes
from cxcli.mapping.themed_source import COMMENT, COMMENTED, THEMES
from cxcli.mapping.wanted import Wanted
from cxcli.mapping.wants import AnswerWant, Reference
from cxcli.scoring.box_definition import BoxDefinition, Scale
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import filters
from cxcli.settings.settle import Settings, settle

FEWEST_QUOTED = 5
"""A theme with fewer comments is never quoted: who wrote them might be known."""

_COMMENTS = BoxDefinition(
    id="comments",
    family="comments",
    kind="box_score",
    title="Rows with a comment",
    description="",
    level="relationship",
    unit="percent",
    direction="higher",
    scale=Scale(0, 1),
    value=ValueConfig(share="commented"),
    boxes={"commented": (1,), "blank": (0,)},
)
ANY_METRIC = "nps"
"""A metric to make settings with where none is asked for; its answers are not looked at."""


class AskedThemes(Struct, frozen=True, kw_only=True):
    """What was said of the themes: the column of the comments, how many to `discover`, how many comments to show."""

    comment: str | None = None
    discover: int | None = None
    examples: int = 2


class ThemeSettings(Struct, frozen=True, kw_only=True):
    """What is asked of the comments: their column, the words of each theme, or how many themes to `discover`.

    `starter`: the words are those that are shipped. `scored`: a metric was asked for. `by` are the breakdowns.
    """

    comment: Reference | None
    words: Mapping[str, Sequence[str]]
    discover: int | None
    starter: bool
    scored: bool
    by: Sequence[tuple[str, ...]]
    examples: int


def themes_of(
    asked: Asked, themes: AskedThemes, loaded: LoadedConfig | None, clock: datetime
) -> tuple[Settings, ThemeSettings]:
    """Return the settings of the run of which the themes are groups, and what is asked of the comments.

    Raises:
        ConfigError, UsageError: what is wrong in the config, or on the command line.
    """
    scored = any(name.strip() for name in asked.metrics)
    settings = settle(asked if scored else replace(asked, metrics=[ANY_METRIC]), loaded, clock)
    _refuse(settings)
    if not scored:
        settings = _without_metric(settings, asked, loaded)
    declared = loaded.config.themes if loaded else {}
    words = {} if themes.discover is not None else declared or starter_themes()
    found = ThemeSettings(
        comment=themes.comment or (loaded.config.columns.get("comment") if loaded else None),
        words=words,
        discover=themes.discover,
        starter=themes.discover is None and not declared,
        scored=scored,
        by=settings.by,
        examples=themes.examples,
    )
    return _cut(settings, found), found


def _refuse(settings: Settings) -> None:
    if len(settings.definitions) > 1:
        message = f"themes go with one metric, but {len(settings.definitions)} are asked for"
        raise UsageError(Problem(code="metric", message=message, help=f"take one: {settings.definitions[0].id}"))
    refuse_other_kinds(settings.definitions, "what themes do", "--by COLUMN")
    if settings.periods is not None and settings.periods.rolling > 1:
        message = "windows that overlap have no period before"
        raise UsageError(Problem(code="rolling", message=message, help="for example: --period month"))


def _without_metric(settings: Settings, asked: Asked, loaded: LoadedConfig | None) -> Settings:
    """Return the settings of a run that asks each row for nothing but a comment."""
    scale = _COMMENTS.scale
    wanted = Wanted(
        metric=_COMMENTS.id,
        names=(),
        questions=(),
        general=(),
        low=scale.low,
        high=scale.high,
        labels={},
        missing=(),
    )
    wants = replace(
        settings.wants,
        answers=[AnswerWant(wanted, COMMENTED)],
        needs=[],
        filters=filters(asked, loaded, [_COMMENTS]),
    )
    return replace(settings, definitions=[_COMMENTS], scale=scale, polarity=None, interval=None, wants=wants)


def _cut(settings: Settings, themes: ThemeSettings) -> Settings:
    """Return the settings of a run with a group for each set of themes, alone and in each breakdown."""
    by = [(THEMES, *crossed) for crossed in ((), *themes.by)]
    wants = replace(
        settings.wants,
        by=list(dict.fromkeys(name for crossed in by for name in crossed)),
        extra=[COMMENT] if themes.examples else [],
    )
    return replace(settings, by=by, wants=wants)
