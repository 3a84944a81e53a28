r"""Text from outside, made fit for a terminal, a log, a spreadsheet or a Markdown page.

Every text that comes from a data file, a file name or a config goes through one of these before it is shown.
"""

import re
from itertools import accumulate

from rich.cells import cell_len

_STEERING = (
    "\\x00-\\x1f\\x7f-\\x9f"  # C0, DEL, C1: escape sequences, bells, backspaces
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"  # directions: text that reads backwards
    "\\u2028\\u2029"  # line breaks that do not look like one
    "\\ud800-\\udfff"  # halves of characters, which no encoding takes
    "\\ufffe\\uffff"  # no characters, which XML does not take
)
_UNSEEN = (
    "\\xad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0"
    "\\ufff9-\\ufffb\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e007f"
)
_NO_CHARACTERS = "\\ufdd0-\\ufdef" + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
_UNSAFE = re.compile(f"[{_STEERING}{_UNSEEN}{_NO_CHARACTERS}]")
_STEERING_IN_DATA = re.compile(f"(?![\\t\\r\\n])[{_STEERING}]")

_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&@$]|:(?=\S)|\.(?=[^\W\d])")
_LAST_BYTE = 0xFF
_LAST_OF_BASIC_PLANE = 0xFFFF


def safe(text: str, *, limit: int = 200) -> str:
    r"""Return `text` so that a terminal or a log shows it and obeys nothing in it.

    Control, direction, unseen and half characters, and code points that are none, become visible (`\x1b`, `\u202e`),
    a newline becomes `⏎`. A text wider than `limit` cells is cut and ends in `…`; a mark without a width of its own
    counts as one cell, so that the length is bounded too.
    """
    return _cut(_UNSAFE.sub(_visible, text[: limit + 1]), limit)


def inert(text: str) -> str:
    r"""Return `text` for a data file: what could steer a terminal becomes visible, all else stays as it is.

    Tab, CR and LF stay, and so do the joiners that some scripts are written with.
    """
    return _STEERING_IN_DATA.sub(_visible, text)


def neutralise(text: str) -> str:
    """Return `text` for a spreadsheet cell: an apostrophe stands before what could start a formula.

    The starts are OWASP's list (CSV Injection, 2020): = + - @ tab CR, with LF and the full-width forms. For texts
    only: a number that the program wrote keeps its minus sign.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def markdown_cell(text: str, *, limit: int = 200) -> str:
    """Return `text` for a cell of a Markdown table: shown as it is, never as a link, an image, HTML or a new cell."""
    return _MARKDOWN.sub(r"\\\g<0>", safe(text, limit=limit))


def _visible(match: re.Match[str]) -> str:
    point = ord(match[0])
    if match[0] == "\n":
        return "⏎"
    if point <= _LAST_BYTE:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= _LAST_OF_BASIC_PLANE else f"\\U{point:08x}"


def _cut(text: str, limit: int) -> str:
    ends = list(accumulate(max(1, cell_len(character)) for character in text))
    if not ends or ends[-1] <= limit:
        return text
    kept = sum(end < limit for end in ends)
    return f"{text[:kept]}…"
