"""Values of a filter that no row has, though a row has the same in other capitals or spaces."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.expression import ORDERING, Expression, In, Leaf, Literal, leaves
from cxcli.sources.chunk import TextColumn

_MOST_SHOWN = 3


class Spelling(Struct, frozen=True):
    """A `text` that occurs in `column` and is a value of the filter, or would be but for capitals and spaces."""

    column: str
    text: str


def spellings(expression: Expression, columns: Mapping[str, TextColumn]) -> frozenset[Spelling]:
    """The spellings in one chunk; those of a file are the union of its chunks'.

    `columns` has each column that the filter names. Texts are stripped; none is held that differs from every value of
    the filter by more than capitals and spaces.
    """
    wanted: dict[str, set[str]] = {}
    for column, literal in _wanted(expression):
        wanted.setdefault(column, set()).add(_folded(literal))
    return frozenset(
        Spelling(column, text.strip())
        for column, folded in wanted.items()
        for text in columns[column].texts
        if _folded(text) in folded
    )


def suggestions(expression: Expression, found: Iterable[Spelling]) -> list[Notice]:
    """A notice `where-spelling` for each text of `==`, `!=`, `in` that no row has while a variant of it occurs."""
    occurring: dict[tuple[str, str], set[str]] = {}
    for spelling in found:
        occurring.setdefault((spelling.column, _folded(spelling.text)), set()).add(spelling.text)
    notices = []
    for column, literal in dict.fromkeys(_wanted(expression)):
        variants = occurring.get((column, _folded(literal)), set())
        if variants and literal not in variants:
            notices.append(_notice(column, literal, sorted(variants)))
    return notices


def _wanted(expression: Expression) -> Iterator[tuple[str, str]]:
    for leaf in leaves(expression):
        texts = (literal.strip() for literal in _compared(leaf) if isinstance(literal, str))
        yield from ((leaf.column, text) for text in texts if text)


def _compared(leaf: Leaf) -> tuple[Literal, ...]:
    if isinstance(leaf, In):
        return leaf.literals
    return () if leaf.op in ORDERING else (leaf.literal,)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _notice(column: str, literal: str, variants: list[str]) -> Notice:
    shown = ", ".join(f"'{variant}'" for variant in variants[:_MOST_SHOWN])
    more = " and others" if len(variants) > _MOST_SHOWN else ""
    occur = "occurs" if len(variants) == 1 else "occur"
    return Notice(code="where-spelling", message=f"no row has {column} '{literal}'; {shown}{more} {occur}")
