"""Files that are taken as one source, of which a name means a column in some and the file itself in others."""

from collections.abc import Sequence

from cxcli.errors import Problem, UsageError
from cxcli.mapping.bind import Bindings
from cxcli.mapping.columns import FILE_COLUMN


def refuse_mixed_files(bindings: Sequence[Bindings]) -> None:
    """Refuse sources of which some have a column `file` and the others would have their own names for it.

    Raises:
        UsageError: there are both.
    """
    meant: dict[str, set[bool]] = {}
    for bound in bindings:
        for name, column in [*((each.name, each.column) for each in bound.fields), *bound.filter_columns.items()]:
            meant.setdefault(name, set()).add(column == FILE_COLUMN)
    if any(len(each) > 1 for each in meant.values()):
        message = "some of the files have a column 'file', so that it would mean two things"
        advice = "name another column, or rename that one"
        raise UsageError(Problem(code="repeated-column", message=message, help=advice))
