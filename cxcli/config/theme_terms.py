"""The words of a theme as a config writes them: a word, a phrase, `word*`, or `/pattern/`."""

import re
import unicodedata
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from msgspec import Struct

from cxcli.config.refusal import refusal

MOST_WAYS = 2_000
"""In so many ways may a pattern try to match from one place of a text."""

_SLASHES = 2
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_ACCENTS = re.compile("[\u0300-\u036f]")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_WORD = re.compile(r"\w+")
_ADVICE = "write a word, a phrase, the start of a word as price*, or a pattern between slashes"


class Term(Struct, frozen=True):
    """One entry of a word list: the folded `words` of a phrase, in their order, or a `pattern`.

    With `open` the last word may go on: `price*` is in "prices".
    """

    words: tuple[str, ...] = ()
    open: bool = False
    pattern: re.Pattern[str] | None = None


def terms(written: str) -> list[Term]:
    """Return what an entry stands for; one with umlauts also stands for the spelling without: `Gebühr`, `Gebuehr`.

    Raises:
        PydanticCustomError: it holds no word, or is a pattern that cannot be read or may take long.
    """
    text = written.strip()
    if text.startswith("/"):
        return [Term(pattern=_pattern(text))]
    bare = text.removesuffix("*")
    if "*" in bare or not _WORD.search(bare) or (bare != text and not _is_of_word(bare[-1:])):
        raise refusal("config-theme", f"'{text[:40]}' is neither a word nor a phrase", _ADVICE)
    composed = unicodedata.normalize("NFC", bare).casefold()
    spelled = "".join(_UMLAUTS.get(letter, letter) for letter in composed)
    spellings = dict.fromkeys(tuple(_WORD.findall(folded(each))) for each in (composed, spelled))
    return [Term(words, bare != text) for words in spellings]


def folded(text: str) -> str:
    """Return a text as words are compared: without capitals and accents, in whatever language."""
    small = text.casefold()
    if small.isascii():
        return small
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", small)).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def _is_of_word(sign: str) -> bool:
    return _WORD.fullmatch(sign) is not None


def _pattern(text: str) -> re.Pattern[str]:
    if len(text) <= _SLASHES or not text.endswith("/"):
        raise refusal("config-theme", "a pattern stands between two slashes", "for example: /refund(ed|s)?/")
    inner = text[1:-1]
    try:
        pattern, read = re.compile(inner, re.IGNORECASE), parser.parse(inner, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        place = getattr(error, "pos", None)
        where = "" if place is None else f" at its character {place + 1}"
        message = f"the pattern cannot be read{where}: {getattr(error, 'msg', 'it is too deep')}"
        raise refusal(
            "config-theme-pattern", message, "a sign that means itself has a backslash before it: \\+"
        ) from error
    if pattern.search(""):
        raise refusal("config-theme-pattern", "the pattern matches the empty text, and so any text", "ask for more")
    if _ways(read) > MOST_WAYS:
        message = f"the pattern can match in more than {MOST_WAYS:,} ways from one place, and may take long"
        raise refusal("config-theme-pattern", message, "give repeats a small end, \\w{0,20}, and none inside another")
    return pattern


def _ways(read: Iterable[tuple[Any, Any]]) -> int:
    """Return in how many ways a pattern can go through a text from one place, `MOST_WAYS` + 1 for more than that.

    Whoever tries them all takes so many steps for each sign of the text and of the pattern, and no more.
    """
    ways = 1
    for code, said in read:
        ways = min(ways * _ways_of(code, said), MOST_WAYS + 1)
    return ways


def _ways_of(code: object, said: Any) -> int:  # noqa: ANN401 - parts of patterns are tuples of all shapes
    if code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.AT):
        return 1
    if code is codes.SUBPATTERN:
        return _ways(said[-1])
    if code is codes.BRANCH:
        return sum(_ways(branch) for branch in said[1])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = said
        if most is codes.MAXREPEAT:
            raise refusal("config-theme-pattern", "a repeat of the pattern has no end", "write \\w{0,20} for \\w*")
        once = _ways(inner)
        if once == 1:
            return int(most - least + 1)
        turns = range(least, min(most, MOST_WAYS.bit_length()) + 1)
        return sum(once**turn for turn in turns) if most < MOST_WAYS.bit_length() else MOST_WAYS + 1
    message = "the pattern looks ahead, looks back or refers to itself"
    raise refusal("config-theme-pattern", message, "leave that away: words, classes, groups, | and repeats with an end")
