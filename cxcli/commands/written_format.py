"""The format in which a result is written: as it was asked for, else as the name of the file says, else a table."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

from cxcli.errors import Problem, UsageError

Form = TypeVar("Form", bound=str)

_BY_ENDING = MappingProxyType({".csv": "csv", ".json": "json", ".md": "markdown"})
_NOT_WRITTEN = (".xlsx", ".xls", ".ods", ".html", ".pdf")


def written_format(said: Form | None, path: Path | None, known: Sequence[Form]) -> Form:
    """Return the format to write, one of those `known` to the command, of which the first is the usual one.

    Raises:
        UsageError: the name of the file promises a format that is not written.
    """
    if said is not None:
        return said
    ending = "" if path is None else path.suffix.lower()
    named = cast("Form", _BY_ENDING.get(ending, known[0]))
    if ending in _NOT_WRITTEN or named not in known:
        raise UsageError(
            Problem(
                code="output",
                message=f"this command writes no file of the kind '{ending}'",
                file=str(path),
                help=f"say what to write: {', '.join(f'--format {each}' for each in known)}",
            )
        )
    return named
