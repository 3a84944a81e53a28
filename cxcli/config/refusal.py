"""How a check of a config value says no."""

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

KIND = "config"
"""The error type of every refusal in our own words, among those that the model library raises."""


def refusal(code: str, message: str, advice: str) -> PydanticCustomError:
    """An error whose words reach the user as they are; `code` is kebab-case."""
    return PydanticCustomError(KIND, "{message}", {"code": code, "message": message, "advice": advice})


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a word, whatever its case, or None if none is near."""
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[found[0]] if found else None
