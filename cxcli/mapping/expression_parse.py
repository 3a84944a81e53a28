"""From the text of a filter to what it says, by recursive descent; nothing of it is evaluated as code."""

import re
from collections.abc import Callable
from typing import cast

from msgspec import Struct

from cxcli.errors import CxError, UsageError
from cxcli.mapping.expression import ORDERING, And, Comparison, Expression, In, Literal, Not, Operator, Or
from cxcli.mapping.expression_tokens import EXAMPLE, NAMES, Token, Written, tokens
from cxcli.mapping.expression_values import date_prefix

MOST_CHARACTERS = 2_000
MOST_LEVELS = 20

_LITERALS = frozenset({"text", "number", "blank"})
_MIRRORED: dict[str, Operator] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def parse(text: str, error: type[CxError] = UsageError) -> Expression:
    """What a filter says.

    At most 2,000 characters; parentheses and `not` nest at most 20 deep.

    Raises:
        CxError: of the kind `error`, with one problem `where-syntax` that has the column (from 1) of the fault.
    """
    source = Written(text, error)
    if len(text) > MOST_CHARACTERS:
        said = f"the filter has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read"
        raise source.refusal(None, said, "use `in [...]` for many values of a column")
    parser = _Parser(source, tokens(source))
    if parser.here.kind == "end":
        raise source.refusal(None, "the filter is empty")
    expression = parser.expression(0)
    if parser.here.kind != "end":
        raise parser.unexpected("and, or, or the end of the filter")
    return expression


class _Parser(Struct):
    """A place in the tokens of a filter; each method reads on from there."""

    source: Written
    tokens: list[Token]
    place: int = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def expression(self, level: int) -> Expression:
        operands = self._chain("or", self._conjunction, level)
        return Or(operands) if len(operands) > 1 else operands[0]

    def unexpected(self, wanted: str) -> CxError:
        found = f'"{self.here.written}"' if self.here.kind != "end" else "the end"
        helps = NAMES if self.here.kind == "column" else EXAMPLE
        return self.source.refusal(self.here.column, f"{wanted} is expected here, not {found}", helps)

    def _conjunction(self, level: int) -> Expression:
        operands = self._chain("and", self._negation, level)
        return And(operands) if len(operands) > 1 else operands[0]

    def _chain(self, word: str, part: Callable[[int], Expression], level: int) -> tuple[Expression, ...]:
        operands = [part(level)]
        while self._skip(word):
            operands.append(part(level))
        return tuple(operands)

    def _negation(self, level: int) -> Expression:
        if level > MOST_LEVELS:
            said = f"parentheses and not are nested more than {MOST_LEVELS} deep here"
            raise self.source.refusal(self.here.column, said, "say it with fewer levels")
        if self._skip("not"):
            return Not(self._negation(level + 1))
        if self._skip("("):
            inner = self.expression(level + 1)
            self._take({")"}, "and, or, or )")
            return inner
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._take(_LITERALS | {"column"}, "a column, a value, not or (")
        if self._skip("not"):
            return Not(self._membership(left))
        if self.here.kind == "in":
            return self._membership(left)
        operator = self._take({"operator"}, "an operator (== != < <= > >= in, not in)").written
        right = self._take(_LITERALS | {"column"}, "a column or a value (a number, 'text', blank)")
        if self.here.kind == "operator":
            said = "a comparison has one operator"
            raise self.source.refusal(self.here.column, said, "join two with and: 1 <= score and score <= 5")
        return self._compared(left, operator, right)

    def _membership(self, left: Token) -> In:
        self._take({"in"}, "in")
        if left.kind != "column":
            said = "the column comes first, then in and the values"
            raise self.source.refusal(left.column, said, "for example: plan in ['pro', 'team']")
        self._take({"["}, "[ and a list of values, as in ['pro', 'team'],")
        literals = [self._listed()]
        while self._skip(","):
            literals.append(self._listed())
        self._take({"]"}, "a comma or ]")
        return In(left.written, tuple(literals))

    def _listed(self) -> Literal:
        return self._take(_LITERALS, "a value (a number, 'text', blank)").literal

    def _compared(self, left: Token, operator: str, right: Token) -> Comparison:
        if left.kind == right.kind == "column":
            said = "a column is compared with a value, not with another column"
            quoted = right.written.replace("'", "''")
            raise self.source.refusal(right.column, said, f"if it is a value, put it in quotes: '{quoted}'")
        if left.kind == "column":
            self._check(operator, right)
            return Comparison(left.written, cast("Operator", operator), right.literal)
        if right.kind == "column":
            self._check(operator, left)
            return Comparison(right.written, _MIRRORED[operator], left.literal)
        said = "there is no column in this comparison"
        raise self.source.refusal(left.column, said, "a column name goes without quotes or in backticks: `my column`")

    def _check(self, operator: str, token: Token) -> None:
        if operator not in ORDERING or token.kind == "number":
            return
        if token.kind == "blank":
            said = f"blank has no order, so {operator} cannot be asked of it"
            raise self.source.refusal(token.column, said, "use == blank or != blank")
        text = str(token.literal).strip()
        if re.match(r"[+-]?\.?\d", text) and date_prefix(text) is None:
            said = f"text that begins with a digit has an order only as a date, and {token.written} is none"
            write = "write a number without quotes, and a date as '2025-01-31', '2025-01' or '2025-01-31 09:30'"
            raise self.source.refusal(token.column, said, f"{write} without a time zone")

    def _take(self, kinds: set[str] | frozenset[str], wanted: str) -> Token:
        token = self.here
        if token.kind not in kinds:
            raise self.unexpected(wanted)
        self.place += 1
        return token

    def _skip(self, kind: str) -> bool:
        found = self.here.kind == kind
        self.place += found
        return found
