"""Named facts as lines of a page: the name in a column of its own, the text folded beside it."""

from collections.abc import Iterable

from cxcli.reporting.flow import flow
from cxcli.reporting.safe import safe

_NAME = 12
_WIDE = 2000
_DOT = " · "


def fact_lines(facts: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Return the facts that have a text, in lines of at most `width` cells where figures allow it."""
    return [line for name, text in facts if text for line in _fact(name, text, width)]


def folded(text: str, width: int) -> list[str]:
    """Return a text made safe in lines of at most `width` cells, broken at its dots rather than within its parts."""
    return flow(safe(text, limit=_WIDE).split(_DOT), _DOT, width).split("\n")


def _fact(name: str, text: str, width: int) -> list[str]:
    first, *rest = folded(text, max(width - _NAME, 1))
    return [f"{name:<{_NAME - 1}} {first}", *(" " * _NAME + line for line in rest)]
