"""Which column is meant: by name, by letter as in a spreadsheet, or by number."""

import re
import shlex
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from cxcli.errors import CxError, Problem, UsageError
from cxcli.sources.chunk import Column

_SHOWN = 60
_LISTED = 12
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NUMBER = re.compile(r"(?:col:)?([1-9]\d{0,4})")


def resolve(reference: int | str, columns: Sequence[Column], *, error: type[CxError] = UsageError) -> Column:
    """Return the column that `reference` means: a name, else a letter (`C`), a number from 1, `col:5` or `name#2`.

    Raises:
        CxError: of the kind `error`: there is no such column, or several have the name.
    """
    text = str(reference).strip()
    named = [column for column in columns if _base(column.name) == text]
    if len(named) > 1:
        raise error(_repeated(text, named))
    if text.endswith("#1"):
        return resolve_first(text.removesuffix("#1"), columns, error=error)
    found = _exact(text, columns) or _by_place(text, columns)
    if found is None:
        alike = [column for column in columns if _folded(text) in (_folded(column.name), _folded(column.label))]
        if len(alike) != 1:
            raise error(_unknown(text, columns))
        found = alike[0]
    return found


def resolve_first(name: str, columns: Sequence[Column], *, error: type[CxError] = UsageError) -> Column:
    """Return the first column of a repeated name, written `name#1`."""
    found = _exact(name, columns)
    if found is None:
        raise error(_unknown(name, columns))
    return found


def letter(position: int) -> str:
    """Return the spreadsheet's letter of a column position from 0: A, B … Z, AA …"""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def option(column: Column, name: str = "--column") -> str:
    """Return the option to paste that means this column: its name if that is short and plain, else its letter."""
    plain = re.fullmatch(r"[\w.# -]{1,30}", column.name) and not _LETTERS.fullmatch(column.name)
    return f"{name} {shlex.quote(column.name)}" if plain else f"{name} {letter(column.position)}"


def shown(column: Column) -> str:
    """Return the column's name for a message, cut to a readable length."""
    text = column.label or column.name
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _exact(text: str, columns: Sequence[Column]) -> Column | None:
    return next((column for column in columns if column.name == text), None)


def _by_place(text: str, columns: Sequence[Column]) -> Column | None:
    number = _NUMBER.fullmatch(text)
    position = int(number[1]) - 1 if number else -1
    if number is None and _LETTERS.fullmatch(text):
        for character in text.upper():
            position = (position + 1) * 26 + ord(character) - ord("A")
    return columns[position] if 0 <= position < len(columns) else None


def _base(name: str) -> str:
    return re.sub(r"#\d+$", "", name)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _repeated(text: str, named: Sequence[Column]) -> Problem:
    places = ", ".join(f"col:{column.position + 1}" for column in named)
    return Problem(
        code="repeated-column",
        message=f"{len(named)} columns have the name '{text[:_SHOWN]}'",
        help=f"say which by its place: {places}",
    )


def _unknown(text: str, columns: Sequence[Column]) -> Problem:
    near = get_close_matches(text, [column.name for column in columns], n=1)
    names = ", ".join(shown(column) for column in columns[:_LISTED]) + (", …" if len(columns) > _LISTED else "")
    hint = f"did you mean '{near[0][:_SHOWN]}'? " if near else ""
    return Problem(
        code="no-such-column", message=f"there is no column '{text[:_SHOWN]}'", help=f"{hint}columns: {names}"
    )
