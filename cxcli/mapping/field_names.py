"""Which columns go by the names of a field, and which names say what a file is about."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import without_repeat
from cxcli.mapping.duration_units import without_unit
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.sources.chunk import Column

_HEADERS = 10_000
"""Names of columns that are kept in the form in which they are compared: every field is looked for among them."""

_GENERAL = 3
_EVERYWHERE = ("key", "text")
"""Types of fields that files of all kinds have: customers, currencies."""
_PLAIN = frozenset(("start", "end", "created", "date", "time", "datetime", "timestamp", "day", "at", "on", "utc"))
"""Words that do not say what it is that starts, ends or is created."""


def called(spec: FieldSpec, columns: Sequence[Column]) -> list[Column]:
    """Return the columns with the first of the field's names that any has.

    The whole name goes before the last part of a dotted one, which must be of several words: `stats.month` says little.
    Of two names that are the same but for their signs the one without a dot is taken.
    """
    whole = [{_name(spec, without_repeat(each.name)), _name(spec, each.label)} for each in columns]
    last = [{_name(spec, without_repeat(each.name).rsplit(".", 1)[-1])} for each in columns]
    there = set().union(*whole, *last)
    for name in (each for each in spec.names if each in there):
        for names_of in (whole, last) if " " in name else (whole,):
            found = [column for column, names in zip(columns, names_of, strict=True) if name in names]
            plain = [column for column in found if "." not in column.name]
            if found:
                return plain if len(plain) == 1 else found
    return []


def tells(spec: FieldSpec, column: Column) -> bool:
    """Whether a column is called like the field by a name that says more than `date`, `status` or `customer` do.

    Such names stand in files of all kinds: three fields have them, or more, or the field is one of all kinds.
    """
    if spec.type in _EVERYWHERE:
        return False
    telling = {name for name in spec.names if _shared()[name] < _GENERAL and not set(name.split()) <= _PLAIN}
    headers = (column.name, column.name.rsplit(".", 1)[-1], column.label)
    return any(_name(spec, without_repeat(header)) in telling for header in headers)


def _name(spec: FieldSpec, header: str) -> str:
    return _without_unit(header) if spec.type == "duration" else _normal(header)


_normal = lru_cache(_HEADERS)(normal)
_without_unit = lru_cache(_HEADERS)(without_unit)


@cache
def _shared() -> Counter[str]:
    """Return how many fields have each name."""
    return Counter(name for spec in vocabulary().values() for name in spec.names)
