"""The words and signs of a filter, each with its place."""

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from cxcli.errors import CxError, Problem
from cxcli.mapping.expression import KEYWORDS, Literal
from cxcli.mapping.expression_values import NUMBER

EXAMPLE = "for example: plan == 'pro' and score >= 9"
NAMES = "a text goes in quotes: 'pro'; a column name with blanks or signs goes in backticks: `my column`"

_OPERATORS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_INSTEAD = {
    "=": "==",
    "===": "==",
    "<>": "!=",
    "!==": "!=",
    "=>": ">=",
    "=<": "<=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
}
_UNCLOSED = {
    "'": "the text that begins here",
    '"': "the text that begins here",
    "`": "the column name that begins here",
}
_CURLY = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u00b4"
# Possessive throughout, so that no text makes the search go back: time is linear.
_TOKEN = re.compile(
    rf"(?P<text>'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\")"
    rf"|(?P<column>`[^`]*+(?:``[^`]*+)*+`)"
    rf"|(?P<date>[0-9]{{4}}-\w[\w.:+-]*+)"
    rf"|(?P<number>{NUMBER}(?![\w.#:]))"
    rf"|(?P<word>[\w.#:]++)"
    rf"|(?P<operator>[=!<>&|]++)"
    rf"|(?P<sign>[()\[\],])"
    rf"|(?P<other>\S)"
)


class Written(Struct, frozen=True):
    """A filter as the user wrote it, and the error that its faults are."""

    text: str
    error: type[CxError]

    def refusal(self, column: int | None, message: str, help: str = EXAMPLE) -> CxError:  # noqa: A002 - Problem's word
        """The error for a fault at `column` (from 1), with the filter on one line for a caret."""
        line = re.sub(r"\s", " ", self.text) if column is not None else None
        return self.error(Problem(code="where-syntax", message=message, column=column, help=help, excerpt=line))


class Token(Struct, frozen=True):
    """One word or sign: its `kind`, its first `column` (from 1), how it is `written`, and the `literal` it stands for.

    Kinds are `text`, `number`, `column`, `operator`, `end`, the keywords and the signs themselves. For a column,
    `written` is its name.
    """

    kind: str
    column: int
    written: str
    literal: Literal = None


def tokens(source: Written) -> list[Token]:
    """All words and signs of a filter, and an `end` behind the last.

    Raises:
        CxError: of the source's kind, at the first character that cannot stand in a filter.
    """
    return [*_read(source), Token("end", len(source.text.rstrip()) + 1, "")]


def _read(source: Written) -> Iterator[Token]:
    for found in _TOKEN.finditer(source.text):
        kind, written, column = str(found.lastgroup), found[0], found.start() + 1
        match kind:
            case "text":
                yield Token(kind, column, written, _unquoted(written))
            case "date":
                raise source.refusal(column, "a date or a period goes in quotes", f"write '{written}'")
            case "number":
                yield Token(kind, column, written, Decimal(written))
            case "column":
                yield Token(kind, column, _quoted_name(source, written, column))
            case "word":
                yield _word(source, written, column)
            case "operator":
                yield _operator(source, written, column)
            case "sign":
                yield Token(written, column, written)
            case _:
                raise _stray(source, written, column)


def _unquoted(written: str) -> str:
    mark = written[0]
    return written[1:-1].replace(mark * 2, mark)


def _quoted_name(source: Written, written: str, column: int) -> str:
    name = _unquoted(written)
    if not name:
        raise source.refusal(column, "there is no column name between the backticks")
    return name


def _word(source: Written, written: str, column: int) -> Token:
    if written.lower() in KEYWORDS:
        return Token(written.lower(), column, written)
    if re.match(r"[^\W\d]", written):
        return Token("column", column, written)
    raise source.refusal(
        column,
        f'"{written}" is neither a number nor a bare column name',
        f"a text or a date goes in quotes: '{written}'; a column name goes in backticks: `{written}`",
    )


def _operator(source: Written, written: str, column: int) -> Token:
    if written in _OPERATORS:
        return Token("operator", column, written)
    instead = _INSTEAD.get(written)
    raise source.refusal(
        column,
        f'"{written}" is not an operator of a filter',
        f"use {instead}" if instead else "operators are == != < <= > >= in, not in; and, or, not join comparisons",
    )


def _stray(source: Written, written: str, column: int) -> CxError:
    if written in _UNCLOSED:
        return source.refusal(column, f"{_UNCLOSED[written]} has no end", f"close it with {written}")
    if written in _CURLY:
        return source.refusal(column, "a typographic quote is not a quote of a filter", "use straight quotes: 'pro'")
    return source.refusal(column, f'"{written}" cannot stand here', NAMES)
