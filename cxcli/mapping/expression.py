"""The filter of `--where` and of a config's `where:`: what can be said in it, and how it is written.

    plan == 'pro' and (region in ["EMEA", 'AMER'] or not score >= 9)

    expression  = conjunction {"or" conjunction}
    conjunction = negation {"and" negation}
    negation    = "not" negation | "(" expression ")" | comparison
    comparison  = value operator value | column ["not"] "in" "[" literal {"," literal} "]"
    value       = column | literal                    (one of the two is a column, the other is a literal)
    operator    = "==" | "!=" | "<" | "<=" | ">" | ">="
    literal     = 'text' | "text" | number | "blank"  (a quote inside text is doubled: 'it''s')
    column      = name | `any name`                   (a backtick inside a name is doubled)

A bare name has letters, digits, `_`, `.`, `#`, `:` and begins with a letter or `_`. The words `and`, `or`, `not`, `in`
and `blank` are the same in capitals; a column of such a name goes in backticks. What a comparison means is said in
`cxcli.mapping.expression_match`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal as OneOf

from msgspec import Struct

Operator = OneOf["==", "!=", "<", "<=", ">", ">="]
Literal = str | Decimal | None
"""What a column is compared with: a text, a number, or None, which is `blank`."""

KEYWORDS = frozenset({"and", "or", "not", "in", "blank"})
ORDERING = frozenset({"<", "<=", ">", ">="})


class Comparison(Struct, frozen=True):
    """`column op literal`."""

    column: str
    op: Operator
    literal: Literal


class In(Struct, frozen=True):
    """`column in [literals]`; there is at least one literal."""

    column: str
    literals: tuple[Literal, ...]


class And(Struct, frozen=True):
    """All of two or more."""

    operands: tuple["Expression", ...]


class Or(Struct, frozen=True):
    """Any of two or more."""

    operands: tuple["Expression", ...]


class Not(Struct, frozen=True):
    """The opposite; `not in` is the opposite of `in`."""

    operand: "Expression"


Leaf = Comparison | In
Expression = Comparison | In | And | Or | Not


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Yield the comparisons of a filter in order of appearance."""
    match expression:
        case And(operands) | Or(operands):
            for operand in operands:
                yield from leaves(operand)
        case Not(operand):
            yield from leaves(operand)
        case _:
            yield expression


def columns(expression: Expression) -> list[str]:
    """The names of the columns that a filter looks at, each once, in order of appearance."""
    return list(dict.fromkeys(leaf.column for leaf in leaves(expression)))


def unparse(expression: Expression) -> str:
    """A text that parses to the same filter."""
    match expression:
        case Or(operands):
            return " or ".join(_enclosed(operand, Or) for operand in operands)
        case And(operands):
            return " and ".join(_enclosed(operand, And, Or) for operand in operands)
        case Not(operand):
            return f"not {_enclosed(operand, And, Or)}"
        case In(column, literals):
            return f"{_name(column)} in [{', '.join(_literal(literal) for literal in literals)}]"
        case _:
            return f"{_name(expression.column)} {expression.op} {_literal(expression.literal)}"


def _enclosed(operand: Expression, *looser: type[Expression]) -> str:
    text = unparse(operand)
    return f"({text})" if isinstance(operand, looser) else text


def _name(column: str) -> str:
    bare = re.fullmatch(r"[^\W\d][\w.#:]*", column) and column.lower() not in KEYWORDS
    return column if bare else "`" + column.replace("`", "``") + "`"


def _literal(literal: Literal) -> str:
    if literal is None:
        return "blank"
    if isinstance(literal, Decimal):
        return format(literal, "f")
    return "'" + literal.replace("'", "''") + "'"
