"""Groups that are nobody: rows without an agent or a team, bots and the like."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import cast
from unicodedata import category

from cxcli.config.strict_yaml import load
from cxcli.mapping.column_words import normal
from cxcli.scoring.cells import BLANK_KEY


def is_apart(name: str, own: Iterable[str] = ()) -> bool:
    """Whether a group is nobody: a blank one, a dash, one of the shipped words, or one of the user's `own`.

    Names are compared as a whole, without capitals and signs.
    """
    dash = all(category(sign)[0] == "P" for sign in name)
    return name == BLANK_KEY or dash or normal(name) in _shipped() | set(map(normal, own)) - {""}


@cache
def _shipped() -> frozenset[str]:
    text = files("cxcli.analysis").joinpath("apart_names.yaml").read_text(encoding="utf-8")
    lists = cast("Mapping[str, Sequence[str]]", load(text, name="apart_names.yaml").data)
    return frozenset(normal(word) for words in lists.values() for word in words)
