"""Files that are taken as one source, and mean other things by the same: by a name, or by an amount."""

from collections.abc import Sequence

from cxcli.errors import DataError, Problem, UsageError
from cxcli.mapping.bind import Bindings
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.money import MoneyReader, currency_behind


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


def refuse_mixed_currencies(bindings: Sequence[Bindings]) -> None:
    """Refuse amounts of one metric that stand beside other currencies in another column, or in another file.

    Raises:
        DataError: there are such amounts.
    """
    signs: dict[str, set[str]] = {}
    for each in (field for bound in bindings for field in bound.fields):
        if isinstance(each.reader, MoneyReader):
            behind = currency_behind(each.column.name)
            signs.setdefault(each.name.partition(".")[0], set()).update(each.reader.signs or ({behind} - {""}))
    problems = [
        Problem(
            code="currencies",
            message=f"{metric}: amounts stand beside several currencies: {', '.join(sorted(found))}",
            help="score files and columns of one currency at a time",
        )
        for metric, found in signs.items()
        if len(found) > 1
    ]
    if problems:
        raise DataError(problems)
