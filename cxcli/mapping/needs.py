"""What metrics need of a file beside answers, and what was found to feed it."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.errors import Problem
from cxcli.mapping.field_names import tells
from cxcli.mapping.vocabulary import vocabulary
from cxcli.mapping.ways import Way
from cxcli.sources.chunk import Column

Reference = int | str

NAMED = "named"
BY_NAME = "its name"
"""The evidence for a column: the user has named it, or it is called like the field."""


class Form(Struct, frozen=True):
    """A form that the rows of a file can have: they are told by the field `date`, and all `fields` are there.

    What tells it from forms with another date that the same columns could be is that it is `sure`, since no other has
    these fields, or one of the `words` in the names of its columns. `optional` fields are taken if columns are there.
    """

    date: str
    fields: tuple[str, ...]
    sure: bool = False
    words: frozenset[str] = frozenset()
    optional: tuple[str, ...] = ()


class Need(Struct, frozen=True, kw_only=True):
    """What one `metric` needs: all `fields`, the first of the `forms`, and of the `dates` the first that there is.

    A name that is no field is a column of the file. `optional` fields are taken where there are columns for them.
    `references` are the columns that the user has named, by field; those of `asked` were named for this run, and are
    not to be passed over. `zoned`: dates are wall times of the report's zone and not moments in UTC. `placed`: each row
    is put into a period by a date, so that one must be named where the metric has no `dates`.
    """

    metric: str
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    forms: tuple[Form, ...] = ()
    zoned: bool = False
    placed: bool = False

    @property
    def beside(self) -> frozenset[str]:
        """The fields that it can do without, whatever the form of the file."""
        return frozenset(self.optional).union(*(form.optional for form in self.forms))

    @property
    def reachable(self) -> frozenset[str]:
        """All fields that may have a part in it: those that it needs, and those that these are worked out from."""
        left = [
            *self.fields,
            *self.optional,
            *self.dates,
            *(name for form in self.forms for name in form.fields + form.optional),
        ]
        found: set[str] = set()
        while left:
            name = left.pop()
            if name in vocabulary() and name not in found:
                found.add(name)
                left += [need for way in vocabulary()[name].ways for need in way.needs]
        return frozenset(found)


class Fed(Struct, frozen=True):
    """What feeds the fields of one metric: columns with the evidence for them, and ways to work a field out.

    `date` is the field of the date by which rows are put into periods. `problems` say what lacks or is not clear.
    """

    columns: Mapping[str, tuple[Column, str]] = field(default_factory=dict)
    ways: Mapping[str, Way] = field(default_factory=dict)
    date: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def told(self) -> bool:
        """Whether the file is one for the metric: the user has named a field of it, or the name of a column tells."""
        known = vocabulary()
        return any(
            name in known and (evidence == NAMED or tells(known[name], column))
            for name, (column, evidence) in self.columns.items()
        )

    def by(self, name: str, column: Column, evidence: str) -> "Fed":
        """Return it with a column that feeds a field."""
        return replace(self, columns={**self.columns, name: (column, evidence)})

    def but(self, problem: Problem) -> "Fed":
        """Return it with one more problem."""
        return replace(self, problems=tuple(dict.fromkeys((*self.problems, problem))))
