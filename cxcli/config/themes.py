"""Themes of comments in a config: a list of words each."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from cxcli.config.field_types import Text
from cxcli.config.refusal import refusal
from cxcli.config.theme_terms import terms

MOST_THEMES = 50
"""More themes are no overview, and each is tested beside all others."""


def _term(written: str) -> str:
    terms(written)
    return written


def _some_words(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        raise refusal("config-theme", "the theme has no words", 'for example: price: [expensive, price*, "too much"]')
    return words


def _not_too_many(themes: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    if len(themes) > MOST_THEMES:
        raise refusal("config-theme", f"there are more than {MOST_THEMES} themes", "put some of them together")
    return themes


Words = Annotated[tuple[Annotated[StrictStr, AfterValidator(_term)], ...], AfterValidator(_some_words)]
"""Words, phrases, `word*` and `/patterns/`, as they are written."""

Themes = Annotated[Mapping[Text, Words], AfterValidator(_not_too_many)]
"""Themes by name."""

ThemesKey = Annotated[
    Themes,
    Field(
        description="Themes of comments: words, phrases, starts of words (price*) and /patterns/ by theme.",
        examples=[{"price": ["expensive", "price*", "too much"]}],
    ),
]
