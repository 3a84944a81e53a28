"""Which column is meant: by name, by question, by letter as in a spreadsheet, or by number."""

import re
import shlex
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from cxcli.errors import CxError, Problem, UsageError
from cxcli.sources.chunk import Column

FILE_COLUMN = Column(-1, "file")
"""What `file` means where no column is called so: the name of the file that a row stands in."""

_SHOWN = 60
_LISTED = 12
_NEAR = 3
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NUMBER = re.compile(r"(?:col:)?([1-9][0-9]{0,4})")
_REPEAT = re.compile(r"#[0-9]+$")
_PLAIN = re.compile(r"\w[\w.# -]{0,29}")


def resolve(reference: int | str, columns: Sequence[Column], *, error: type[CxError] = UsageError) -> Column:
    """Return the column that `reference` means.

    Tried in this order: the name (`name#2` for the second of a repeated name, `name#1` for the first), the text of the
    question, either of them but for capitals and spaces, `file` for the file itself, and the place: a letter (`C`) or
    a number from 1 (`3`, `col:3`). So a column that is called `t`, `1` or `file` goes before the rest.

    Raises:
        CxError: of the kind `error`: there is no such column, or several are meant.
    """
    found = _found(str(reference).strip(), columns)
    if isinstance(found, Problem):
        raise error(found)
    return found


def reference_to(column: Column, columns: Sequence[Column]) -> str:
    """Return a short text that `resolve` takes for `column`: its name if that is short and plain, else its place."""
    number = f"col:{column.position + 1}"
    texts = [letter(column.position), number, column.name, f"{column.name}#1"]
    if _PLAIN.fullmatch(column.name):
        texts = texts[2:] + texts[:2]
    return next((text for text in texts if _found(text, columns) == column), number)


def option(column: Column, columns: Sequence[Column] = (), *, field: str | None = None) -> str:
    """Return the option to paste that means `column` among `columns`: `--column Q1`, or for a field `--map at=Q1`."""
    text = reference_to(column, columns or (column,))
    return f"--column {shlex.quote(text)}" if field is None else f"--map {shlex.quote(f'{field}={text}')}"


def letter(position: int) -> str:
    """Return the letter that a spreadsheet gives to a column position from 0, such as A, Z or AA."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shown(column: Column) -> str:
    """Return the column's question or name for a message, cut to a readable length."""
    return _cut(column.label or column.name)


def without_repeat(name: str) -> str:
    """Return the name as it stands in the file, without the `#2` that a repeated one carries."""
    return _REPEAT.sub("", name)


def _found(text: str, columns: Sequence[Column]) -> Column | Problem:
    named = [column for column in columns if column.name == text]
    if len(named) == 1:
        named += [column for column in columns if column.name != text and without_repeat(column.name) == text]
    asking = [column for column in columns if text and column.label == text]
    alike = [column for column in columns if text and _folded(text) in (_folded(column.name), _folded(column.label))]
    of_file = [FILE_COLUMN] if text == FILE_COLUMN.name else []
    for meant in (named, _first(text, columns), asking, alike, of_file, _placed(text, columns)):
        if len(meant) == 1:
            return meant[0]
        if meant:
            return _several(text, meant)
    return _unknown(text, columns)


def _first(text: str, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if text == f"{column.name}#1"]


def _placed(text: str, columns: Sequence[Column]) -> list[Column]:
    number = _NUMBER.fullmatch(text)
    position = int(number[1]) - 1 if number else -1
    if _LETTERS.fullmatch(text):
        for character in text.upper():
            position = (position + 1) * 26 + ord(character) - ord("A")
    return [column for column in columns if column.position == position]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _several(text: str, meant: Sequence[Column]) -> Problem:
    places = ", ".join(f"col:{column.position + 1}" for column in meant)
    return Problem(
        code="repeated-column",
        message=f"{len(meant)} columns could be meant by '{_cut(text)}'",
        help=f"say which by its place: {places}",
    )


def _unknown(text: str, columns: Sequence[Column]) -> Problem:
    folded = {_folded(name): name for column in columns for name in (column.label, column.name) if name}
    near = [f"'{_cut(folded[name])}'" for name in get_close_matches(_folded(text), folded, n=_NEAR)]
    names = ", ".join(shown(column) for column in columns[:_LISTED]) + (", …" if len(columns) > _LISTED else "")
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    return Problem(code="no-such-column", message=f"there is no column '{_cut(text)}'", help=f"{hint}columns: {names}")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
