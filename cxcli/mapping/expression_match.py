"""Which rows a filter keeps.

Surrounding white space never counts. A text that is empty without it is `blank`; words such as "NA" are not.

- Text, `==` `!=` `in`: the same characters, capitals included.
- Number: the exact value of a plain number (sign, digits, one point), so 9 is "9", "9.0" and "+09". A text that is
  no number is not equal, not less and not greater: `!=` keeps it, all else does not.
- Text in ISO date form (`'2025-01'`, `'2025-01-31'`, `'2025-01-31 09:30'`), `<` `<=` `>` `>=`: texts in ISO form are
  compared as far as the literal goes, so `at <= '2025-01-31'` keeps all of that day. The clock time is taken as
  written, whatever its zone. A text that is no such date is not less and not greater.
- Other text, `<` `<=` `>` `>=`: by code point; a blank is not less and not greater.

Each comparison is true or false for each row, so `not` keeps exactly the rows that the comparison does not.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import reduce

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from cxcli.mapping.expression import ORDERING, And, Comparison, Expression, In, Leaf, Not, Or, leaves
from cxcli.mapping.expression_values import date_prefix, moment, number
from cxcli.sources.chunk import TextColumn

BoolArray = npt.NDArray[np.bool_]
Reading = Callable[[str], Decimal | str | None]

_COMPARE: Mapping[str, Callable[[Decimal | str, Decimal | str], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Match(Struct, frozen=True):
    """The rows that a filter keeps (`mask`, one entry a row), and what its comparisons could not read.

    `not_numbers` counts, by column, the rows whose text is neither blank nor a number where the order of numbers was
    asked; `not_dates` likewise for dates. Columns without such rows are left out.
    """

    mask: BoolArray
    not_numbers: Mapping[str, int] = field(default_factory=dict)
    not_dates: Mapping[str, int] = field(default_factory=dict)


def matches(expression: Expression, columns: Mapping[str, TextColumn]) -> Match:
    """The rows of a chunk that a filter keeps; `columns` has each column that it names, all with one entry a row.

    Texts are read once for each comparison and distinct text, never for each row.

    Raises:
        KeyError: a column of the filter is not in `columns`.
    """
    answers = {leaf: _answer(leaf, columns[leaf.column]) for leaf in dict.fromkeys(leaves(expression))}
    return Match(
        mask=_mask(expression, {leaf: (answer.verdicts, columns[leaf.column]) for leaf, answer in answers.items()}),
        not_numbers=dict(_unread(answers, number=True)),
        not_dates=dict(_unread(answers, number=False)),
    )


class _Answer(Struct, frozen=True):
    """What a comparison says of each distinct text, and in how many rows the text could not be read for it."""

    verdicts: BoolArray
    unread: int = 0


def _answer(leaf: Leaf, column: TextColumn) -> _Answer:
    texts = [text.strip() for text in column.texts]
    if isinstance(leaf, In):
        return _Answer(_array(map(_membership(leaf), texts), len(texts)))
    wanted = "" if leaf.literal is None else leaf.literal
    reading, sought = _reading(leaf.op, wanted)
    values = [reading(text) for text in texts]
    compare = _COMPARE["==" if leaf.op == "!=" else leaf.op]
    verdicts = _array((value is not None and compare(value, sought) for value in values), len(texts))
    if leaf.op not in ORDERING:
        return _Answer(~verdicts if leaf.op == "!=" else verdicts)
    unread = _array((value is None and text != "" for value, text in zip(values, texts, strict=True)), len(texts))
    return _Answer(verdicts, int(np.count_nonzero(unread[column.codes])))


def _membership(leaf: In) -> Callable[[str], bool]:
    words = {_text(literal) for literal in leaf.literals if not isinstance(literal, Decimal)}
    numbers = {literal for literal in leaf.literals if isinstance(literal, Decimal)}
    return lambda text: text in words or (bool(numbers) and number(text) in numbers)


def _text(literal: str | None) -> str:
    return "" if literal is None else literal.strip()


def _reading(op: str, literal: Decimal | str) -> tuple[Reading, Decimal | str]:
    """How to read a text for a comparison, and what the literal is in that reading."""
    if isinstance(literal, Decimal):
        return number, literal
    wanted = literal.strip()
    if op not in ORDERING:
        return str, wanted
    prefix = date_prefix(wanted)
    if prefix is None:
        return (lambda text: text or None), wanted
    return (lambda text: cut[: len(prefix)] if (cut := moment(text)) else None), prefix


def _array(verdicts: Iterator[bool], size: int) -> BoolArray:
    return np.fromiter(verdicts, dtype=np.bool_, count=size)


def _mask(expression: Expression, answers: Mapping[Leaf, tuple[BoolArray, TextColumn]]) -> BoolArray:
    match expression:
        case And(operands):
            return reduce(np.logical_and, (_mask(operand, answers) for operand in operands))
        case Or(operands):
            return reduce(np.logical_or, (_mask(operand, answers) for operand in operands))
        case Not(operand):
            return np.logical_not(_mask(operand, answers))
        case _:
            verdicts, column = answers[expression]
            return verdicts[column.codes]


def _unread(answers: Mapping[Leaf, _Answer], *, number: bool) -> Iterator[tuple[str, int]]:
    for leaf, answer in answers.items():
        if answer.unread and isinstance(leaf, Comparison) and isinstance(leaf.literal, Decimal) is number:
            yield leaf.column, answer.unread
