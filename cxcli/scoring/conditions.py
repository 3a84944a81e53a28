"""Conditions over the fields of a metric, for rows of which some fields have no value.

Three-valued logic (Kleene, Introduction to Metamathematics, 1952): a comparison with a value that is not there is
neither true nor false, and neither is what hangs on it. `x == blank` and `x != blank` ask just that, and are known.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.expression import And, Comparison, Expression, In, Leaf, Literal, Not, Or, leaves
from cxcli.mapping.expression_match import matches
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.records import FateArray, Field
from cxcli.rows import FATE_CODE, FATES, Disposition
from cxcli.sources.chunk import TextColumn

BoolArray = npt.NDArray[np.bool_]

_BLANK = FATE_CODE[Disposition.BLANK]
_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_REASONS = np.array([0, FATE_CODE[Disposition.NOT_APPLICABLE], _BLANK, _CONTRADICTORY, UNREADABLE], np.int8)
"""Why there is no value, the weightiest reason last. Every other reason is one to be blank."""
_WEIGHT = np.full(len(FATES), _REASONS.tolist().index(_BLANK), np.int8)
_WEIGHT[_REASONS] = np.arange(len(_REASONS))

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Operand(Struct, frozen=True):
    """A field as a condition sees it: with numbers, `scale` of which are the 1 of a literal, or where it is 0 texts."""

    field: Field
    scale: int = 0


class Truth(Struct, frozen=True):
    """For each row whether a condition is `true` or `false`; where it is neither, `fates` say why."""

    true: BoolArray
    false: BoolArray
    fates: FateArray


def truth(condition: Expression, operands: Mapping[str, Operand]) -> Truth:
    """Return what a condition says of each row; `operands` has every field that it names.

    What is unreadable is known for nothing. A row that cannot be told has the weightiest reason of the fields.
    """
    answers = {leaf: _answer(leaf, operands[leaf.column]) for leaf in dict.fromkeys(leaves(condition))}
    true, false = _combined(condition, answers)
    named = [operands[name].field for name in dict.fromkeys(leaf.column for leaf in answers)]
    fates = joined(*(field.row_fates for field in named))
    fates[true | false] = 0
    return Truth(true, false, fates)


def joined(*fates: FateArray) -> FateArray:
    """Return the fate of rows that need several values: 0 where all are there, else the weightiest reason.

    Unreadable goes before contradictory, that before blank, and that before a value that does not apply.
    """
    weights = [_WEIGHT[each] for each in fates if each.any()]
    found: FateArray = _REASONS[reduce(np.maximum, weights)] if weights else np.zeros(len(fates[0]), np.int8)
    return found


def first_of(*fates: npt.NDArray[np.integer]) -> FateArray:
    """Return the first fate of each row that is not 0."""
    found = np.zeros(len(fates[0]), np.int8)
    for each in (each for each in fates if each.any()):
        found = np.where(found == 0, each, found).astype(np.int8)
    return found


def _answer(leaf: Leaf, operand: Operand) -> tuple[BoolArray, BoolArray]:
    """Return for each row whether a comparison is true, and whether it is false."""
    field = operand.field
    if not (field.fates.any() or _asks_for_blanks(leaf)):
        verdicts = _verdicts(leaf, operand)[field.codes]
        return verdicts, ~verdicts
    # What contradicts itself is there, whatever it is.
    blank = (field.fates != 0) & (field.fates != UNREADABLE) & (field.fates != _CONTRADICTORY)
    if isinstance(leaf, Comparison) and _asks_for_blanks(leaf):
        verdicts, known = blank == (leaf.op == "=="), field.fates != UNREADABLE
    elif _asks_for_blanks(leaf):
        verdicts, known = blank | _verdicts(leaf, operand), blank | (field.fates == 0)
    else:
        verdicts, known = _verdicts(leaf, operand), field.fates == 0
    return (verdicts & known)[field.codes], (~verdicts & known)[field.codes]


def _asks_for_blanks(leaf: Leaf) -> bool:
    """Whether a comparison says something of rows that have no value."""
    if isinstance(leaf, In):
        return any(literal in (None, "") for literal in leaf.literals)
    return leaf.literal in (None, "") and leaf.op in ("==", "!=")


def _verdicts(leaf: Leaf, operand: Operand) -> BoolArray:
    """Return whether a comparison is true of each distinct value; what it says where there is none means nothing."""
    values = operand.field.values
    if operand.scale and isinstance(leaf, In):
        equal = [_compared(values, "==", literal, operand.scale) for literal in leaf.literals]
        return reduce(np.logical_or, equal)
    if operand.scale and isinstance(leaf, Comparison):
        return _compared(values, leaf.op, leaf.literal, operand.scale)
    texts = ["" if fate else str(value) for value, fate in zip(values, operand.field.fates.tolist(), strict=True)]
    return matches(leaf, {leaf.column: TextColumn(np.arange(len(texts)), texts)}).mask


def _compared(values: Sequence[object], op: str, literal: Literal, scale: int) -> BoolArray:
    """Return the comparison of numbers with a literal; one that is no number is equal to none of them."""
    if not isinstance(literal, Decimal):
        return np.full(len(values), op == "!=")
    wanted = scale * Fraction(literal)
    if isinstance(values, np.ndarray):
        return _whole(values, op, wanted)
    compare = _COMPARE[op]
    return np.array([value is not None and compare(value, wanted) for value in values], np.bool_)


def _whole(values: npt.NDArray[np.int64], op: str, wanted: Fraction) -> BoolArray:
    """Return the comparison of whole numbers, exact for any fraction."""
    if op in ("==", "!=") and wanted.denominator > 1:
        return np.full(len(values), op == "!=")
    edge = ceil(wanted) if op in ("<", ">=") else floor(wanted)
    found: BoolArray = np.asarray(_COMPARE[op](values, edge), np.bool_)
    return found


def _combined(
    condition: Expression, answers: Mapping[Leaf, tuple[BoolArray, BoolArray]]
) -> tuple[BoolArray, BoolArray]:
    match condition:
        case And(operands):
            true, false = zip(*(_combined(each, answers) for each in operands), strict=True)
            return reduce(np.logical_and, true), reduce(np.logical_or, false)
        case Or(operands):
            true, false = zip(*(_combined(each, answers) for each in operands), strict=True)
            return reduce(np.logical_or, true), reduce(np.logical_and, false)
        case Not(operand):
            true_, false_ = _combined(operand, answers)
            return false_, true_
        case _:
            return answers[condition]
