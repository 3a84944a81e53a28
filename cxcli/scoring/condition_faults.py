"""What is wrong with a condition over fields, that is not seen when rows are looked at: it would just never hold."""

from collections.abc import Iterator
from decimal import Decimal

from cxcli.errors import ConfigError
from cxcli.mapping.expression import ORDERING, Comparison, Leaf, leaves
from cxcli.mapping.expression_parse import parse
from cxcli.mapping.expression_values import date_prefix
from cxcli.mapping.texts import fold
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.scoring.fault import among
from cxcli.scoring.row_definitions import WITHIN, RowRules

Said = tuple[str, str]
"""What is wrong, and what to do."""

_FLAGS = ("yes", "no")
_AS_LONG = f"{1:0{len(WITHIN)}}"
"""A number as long as the text that stands for one, so that the places of faults are those of what was written."""


def condition_faults(text: str, rules: RowRules) -> Iterator[Said]:
    """Yield what is wrong with a condition: it cannot be read, or compares a field with what that never is.

    A name that is no field is that of a column, whose texts are compared as they stand.
    """
    if WITHIN in text and rules.within is None:
        yield "nobody says how long {within} is", "say it: within: 20 s"
        return
    try:
        condition = parse(text.replace(WITHIN, _AS_LONG), ConfigError)
    except ConfigError as error:
        for problem in error.problems:
            place = f" (character {problem.column} of the condition)" if problem.column else ""
            yield f"{problem.message}{place}", problem.help or "write it as for --where"
        return
    for leaf in dict.fromkeys(leaves(condition)):
        spec = vocabulary().get(leaf.column)
        if spec is not None:
            yield from _compared(leaf, spec)


def _compared(leaf: Leaf, spec: FieldSpec) -> Iterator[Said]:
    literals = (leaf.literal,) if isinstance(leaf, Comparison) else leaf.literals
    for literal in (each for each in literals if each not in (None, "")):
        match spec.type:
            case "flag" | "state":
                yield from _with_word(leaf, spec, literal)
            case "date":
                yield from _with_day(leaf, literal)
            case "duration" | "number" | "money" if not isinstance(literal, Decimal):
                what = "seconds, or {within}" if spec.type == "duration" else "a number without quotes"
                yield f"{spec.name} is compared with a number, not with '{literal}'", f"write {what}"


def _with_word(leaf: Leaf, spec: FieldSpec, literal: str | Decimal | None) -> Iterator[Said]:
    if isinstance(leaf, Comparison) and leaf.op in ORDERING:
        yield f"the words of {spec.name} have no order", "use == or in […]"
        return
    words = _words(spec)
    if literal not in words:
        said = str(literal)
        meant = spec.words.get(fold(said), said)
        yield f"{spec.name} is never '{said}'", among(meant, words, f"words of {spec.name}")


def _with_day(leaf: Leaf, literal: str | Decimal | None) -> Iterator[Said]:
    example = f"for example: {leaf.column} >= '2025-01-31', or {leaf.column} != blank"
    if not isinstance(leaf, Comparison) or leaf.op not in ORDERING:
        yield f"{leaf.column} is a moment, and two moments are hardly ever the same", f"use <, <=, > or >=, {example}"
    elif not isinstance(literal, str) or date_prefix(literal.strip()) is None:
        yield f"'{literal}' is no day", example


def _words(spec: FieldSpec) -> list[str]:
    """Return the canonical words of a flag or state: those that it is read as, and those that it is worked out as."""
    if spec.type == "flag":
        return list(_FLAGS)
    worked_out = [word for way in spec.ways for word, _ in way.cases] + [way.otherwise or "" for way in spec.ways]
    return [word for word in dict.fromkeys([*spec.words.values(), *worked_out]) if word]
