"""Strict JSON (RFC 8259): the standard library's scanner, with what that lets through refused.

Numbers keep the text they were written with, so that no digit of an id or an amount changes on the way. A fault that
leaves the value's end known (a key given twice, say) carries that end, so that a reader can refuse one record and go
on with the next.
"""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Never, TypeAlias

MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 40
"""Digits of a number from its first significant one on, those of the exponent included."""

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_json": "not JSON",
        "extra_text": "more text behind the value",
        "too_deep": f"nested more than {MAX_DEPTH} deep",
        "duplicate_key": "an object with the same key twice",
        "number_too_long": f"a number of more than {MAX_DIGITS} digits",
        "not_a_number": "NaN or Infinity, which JSON does not have",
        "lone_surrogate": "half of a surrogate pair, which is no character",
    }
)
"""What text can break, by name. `not_json` alone leaves it unknown where the value ends."""


class Number(str):
    """A JSON number as it was written."""

    __slots__ = ()


JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | Number | str | bool | None"


class JsonFault(Exception):  # noqa: N818 - the text is at fault, not the program
    """A text that is refused: the `rule` it breaks, a `detail` without data, and the `position` (from 0) of the fault.

    `end` is where the faulty value ends; it is None where nobody can know.
    """

    def __init__(self, rule: str, detail: str, position: int, end: int | None = None) -> None:
        """Take the rule's name, its words, and the places in the text."""
        self.rule = rule
        self.detail = detail
        self.position = position
        self.end = end
        super().__init__(detail)


def decode(text: str, *, unique_keys: bool = False) -> JsonValue:
    """Return the one value that `text` holds.

    Args:
        text: A whole JSON text, without a byte order mark.
        unique_keys: Refuse an object with the same key twice, which RFC 8259 allows but leaves without a meaning.

    Raises:
        JsonFault: `text` breaks one of `RULES`.
    """
    value, end = decode_at(text, after_space(text, 0), unique_keys=unique_keys)
    end = after_space(text, end)
    if end < len(text):
        raise JsonFault("extra_text", RULES["extra_text"], end)
    return value


def decode_at(text: str, index: int, *, unique_keys: bool = False) -> tuple[JsonValue, int]:
    """Return the value that begins at `index` and the position behind it; what follows is not looked at.

    Raises:
        JsonFault: the value breaks one of `RULES`; if several, `not_json` counts first, `too_deep` second.
    """
    decoder = _UNIQUE if unique_keys else _PLAIN
    try:
        value, end = decoder.raw_decode(text, index)
    except json.JSONDecodeError as error:
        raise _syntax_fault(text, error) from error
    except RecursionError as error:
        raise _fault("too_deep", index, _end_of_value(text, index)) from error
    except _Refusal as refusal:
        end = _end_of_value(text, index)
        rule = "too_deep" if _is_deep(text, index, end) else refusal.rule
        raise _fault(rule, index, end) from refusal
    if _is_deep(text, index, end):
        raise _fault("too_deep", index, end)
    if _may_hold_surrogate(text, index, end) and _holds_surrogate(value):
        raise _fault("lone_surrogate", index, end)
    return value, end


def after_space(text: str, index: int) -> int:
    """Return the position of the first character from `index` on that is not JSON white space."""
    found = _SPACE.match(text, index)
    return found.end() if found else index


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    """A rule broken inside the scanner, which does not say where."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


def _number(text: str) -> Number:
    if len(text) > MAX_DIGITS and sum(map(str.isdigit, text.lstrip("-0."))) > MAX_DIGITS:
        raise _Refusal("number_too_long")
    return Number(text)


def _constant(_name: str) -> Never:
    raise _Refusal("not_a_number")


def _unique(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _Refusal("duplicate_key")
    return value


_PLAIN: Final = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_constant)
_UNIQUE: Final = json.JSONDecoder(
    parse_int=_number, parse_float=_number, parse_constant=_constant, object_pairs_hook=_unique
)
_LENIENT: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_CUT: Final = "the text breaks off in the middle of a value"
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_BRACKETS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|["\[\]{}]', re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _fault(rule: str, position: int, end: int) -> JsonFault:
    return JsonFault(rule, RULES[rule], position, end)


def _syntax_fault(text: str, error: json.JSONDecodeError) -> JsonFault:
    open_string = error.msg.startswith("Unterminated string")
    if open_string or after_space(text, error.pos) == len(text):
        return JsonFault("not_json", _CUT, error.pos)
    return JsonFault("not_json", RULES["not_json"], error.pos)


def _end_of_value(text: str, index: int) -> int:
    """Return where the value at `index` ends, whatever else is wrong with it."""
    try:
        return _LENIENT.raw_decode(text, index)[1]
    except json.JSONDecodeError as error:
        raise _syntax_fault(text, error) from error
    except RecursionError:
        end, _ = _nesting(text, index)
        return end


def _is_deep(text: str, index: int, end: int) -> bool:
    brackets = text.count("[", index, end) + text.count("{", index, end)
    return brackets > MAX_DEPTH and _nesting(text, index)[1] > MAX_DEPTH


def _nesting(text: str, index: int) -> tuple[int, int]:
    """Return where the array or object at `index` ends and how deep it nests, at any depth, without recursion."""
    depth = deepest = 0
    for token in _BRACKETS.finditer(text, index):
        mark = token.group()
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
        if depth == 0:
            return token.end(), deepest
        if mark == '"':
            break
    raise JsonFault("not_json", _CUT, len(text))


def _may_hold_surrogate(text: str, index: int, end: int) -> bool:
    escaped = text.find("\\ud", index, end) >= 0 or text.find("\\uD", index, end) >= 0
    return escaped or (not text.isascii() and _SURROGATE.search(text, index, end) is not None)


def _holds_surrogate(value: JsonValue) -> bool:
    waiting: list[JsonValue] = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str) and _SURROGATE.search(here):
            return True
        if isinstance(here, dict):
            waiting.extend(here)
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return False
