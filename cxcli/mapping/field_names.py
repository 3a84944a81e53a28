"""Which columns go by the names of a field, and which names say what a file is about."""

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import without_repeat
from cxcli.mapping.duration_units import without_unit
from cxcli.mapping.money import currency_behind
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.sources.chunk import Column

_HEADERS = 10_000
"""Names of columns that are kept in the form in which they are compared: every field is looked for among them."""

_FILES = 4
"""Files whose columns are kept by their names."""

_GENERAL = 3
_EVERYWHERE = ("key", "text")
"""Types of fields that files of all kinds have: customers, currencies."""
_PLAIN = frozenset(("start", "end", "created", "date", "time", "datetime", "timestamp", "day", "at", "on", "utc"))
"""Words that do not say what it is that starts, ends or is created."""


class ColumnNames:
    """The columns of a file by the names that they go by: each is taken apart once, for all the fields looked for."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Look at the names and labels of `columns`."""
        self._plain = _ByName(columns, normal)
        self._durations = _ByName(columns, _without_unit)
        self._money = _ByName(columns, _without_currency)

    def called(self, spec: FieldSpec, taken: AbstractSet[Column] = frozenset()) -> list[Column]:
        """Return the columns, but for those `taken`, with the first of the field's names that any has.

        The whole name goes before the last part of a dotted one, which must be of several words: `stats.month` says
        little. Of two names that are the same but for their signs the one without a dot is taken.
        """
        by_name = {"duration": self._durations, "money": self._money}.get(spec.type, self._plain)
        for name in spec.names:
            for columns_of in (by_name.whole, by_name.last) if " " in name else (by_name.whole,):
                found = [column for column in columns_of.get(name, ()) if column not in taken]
                plain = [column for column in found if "." not in column.name]
                if found:
                    return plain if len(plain) == 1 else found
        return []


class _ByName:
    """The columns by their whole names, and by the last part of dotted ones, in the form that `form` gives."""

    def __init__(self, columns: Sequence[Column], form: Callable[[str], str]) -> None:
        self.whole: dict[str, list[Column]] = {}
        self.last: dict[str, list[Column]] = {}
        for column in columns:
            name = without_repeat(column.name)
            for whole in {form(name), form(column.label)}:
                self.whole.setdefault(whole, []).append(column)
            self.last.setdefault(form(name.rsplit(".", 1)[-1]), []).append(column)


@lru_cache(_FILES)
def names_of_columns(columns: tuple[Column, ...]) -> ColumnNames:
    """Return the columns of a file by their names; they are kept, as every metric is looked for in the same ones."""
    return ColumnNames(columns)


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
    return {"duration": _without_unit, "money": _without_currency}.get(spec.type, normal)(header)


@lru_cache(_HEADERS)
def _without_currency(header: str) -> str:
    """Return the normal name of a column of money, without the code of a currency behind it."""
    code, name = currency_behind(header), normal(header)
    return name.rpartition(" ")[0] if code else name


_without_unit = lru_cache(_HEADERS)(without_unit)


@cache
def _shared() -> Counter[str]:
    """Return how many fields have each name."""
    return Counter(name for spec in vocabulary().values() for name in spec.names)
