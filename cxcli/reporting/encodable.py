"""Text that a stream's encoding can take."""

from collections.abc import Mapping
from types import MappingProxyType

_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "·": "|",
        "\xd7": "x",  # times
        "±": "+/-",
        "…": "...",
        "⏎": "\\n",
        "\u2013": "-",  # en dash
        "—": "--",
        "\u2212": "-",  # minus sign
        "\u2018": "'",  # single quotes
        "\u2019": "'",
        "“": '"',
        "”": '"',
        "≤": "<=",
        "≥": ">=",
        "≈": "~",
        "→": "->",
        "\xa0": " ",
        "\u202f": " ",  # narrow no-break space
    }
)


def fit_encoding(text: str, encoding: str) -> str:
    """Return `text` with every character that `encoding` cannot take in a plain spelling, or as "?"."""
    strange = {character for character in set(text) if not takes(encoding, character)}
    return text.translate({ord(character): _PLAIN.get(character, "?") for character in strange})


def takes_lines(encoding: str) -> bool:
    """Whether `encoding` has the characters that rules are drawn with."""
    return takes(encoding, "─")


def takes(encoding: str, text: str) -> bool:
    """Whether `encoding` has every character of `text`."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
