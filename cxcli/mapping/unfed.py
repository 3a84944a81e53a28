"""What is said where no column, or more than one, could feed a field that a metric needs."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cxcli.errors import Problem
from cxcli.mapping.columns import option, shown
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.sources.chunk import Column

_MOST_LISTED = 12
_MOST_WAYS = 3


class Unfed(Struct, frozen=True):
    """The problems of one `metric` in one `file` with these `columns`."""

    metric: str
    columns: Sequence[Column]
    file: str

    def none(self, names: Sequence[str], instead: Sequence[Sequence[str]] = ()) -> Problem:
        """Return the problem that no column feeds any of some fields; or, `instead`, all of any of some others."""
        says = " or ".join(map(_said, names))
        options = [" ".join(f"--map {each}=COLUMN" for each in ones) for ones in [names[:1], *instead[:_MOST_WAYS]]]
        listed = ", ".join(shown(column) for column in self.columns[:_MOST_LISTED])
        more = ", …" if len(self.columns) > _MOST_LISTED else ""
        return Problem(
            code="no-column",
            message=f"{self.metric} needs {says}, and no column looks like it",
            file=self.file,
            help=f"name it: {', or '.join(options)}; columns: {listed}{more}",
        )

    def undated(self) -> Problem:
        """Return the problem that nobody has said which date puts the rows of a metric into periods."""
        return Problem(
            code="no-column",
            message=f"{self.metric} says no date that puts its rows into periods",
            file=self.file,
            help="name its column: --map at=COLUMN; or say a field in cx.yaml, for example dates: [created_at]",
        )

    def several(self, spec: FieldSpec, found: Sequence[Column]) -> Problem:
        """Return the problem that several columns could feed a field."""
        return Problem(
            code="ambiguous-column",
            message=f"{self.metric}: {len(found)} columns could hold {spec.name}: {', '.join(map(shown, found))}",
            file=self.file,
            help=f"say which: {'; '.join(option(each, self.columns, field=spec.name) for each in found)}",
        )

    def forms(self, dates: Mapping[str, Column]) -> Problem:
        """Return the problem that a file could have several forms, given the date that tells each, and its column."""
        meant = " or ".join(f"{_said(name)} in '{shown(column)}'" for name, column in dates.items())
        return Problem(
            code="ambiguous-column",
            message=f"{self.metric}: nothing tells whether the rows are those of {meant}",
            file=self.file,
            help=f"say which: {'; '.join(option(column, self.columns, field=name) for name, column in dates.items())}",
        )


def _said(name: str) -> str:
    known = vocabulary()
    return f"{name} ({known[name].says.rstrip('.').lower()})" if name in known else name
