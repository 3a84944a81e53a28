"""Lines of figures that break between figures and never within one."""

import re
from collections.abc import Sequence

from rich.cells import cell_len

_BREAK = re.compile(" (?![%\u00d7·])")
"""A space at which a line may break: not before a sign that belongs to what is before it."""


def flow(pieces: Sequence[str], separator: str, width: int) -> str:
    """Return the pieces joined by `separator`, broken into lines of at most `width` cells between pieces.

    A piece that is wider than a line is broken between words, and only there; a number keeps its percent sign.
    """
    lines: list[str] = []
    line = ""
    for piece in pieces:
        joined = f"{line}{separator}{piece}" if line else piece
        if line and cell_len(joined) > width:
            lines += _words(line, width)
            line = piece
        else:
            line = joined
    return "\n".join([*lines, *_words(line, width)] if line else lines)


def _words(line: str, width: int) -> list[str]:
    if cell_len(line) <= width:
        return [line]
    lines = [""]
    for word in _BREAK.split(line):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and cell_len(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines
