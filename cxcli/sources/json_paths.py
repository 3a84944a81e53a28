"""Which paths of a JSON document lead to records, for the errors that ask for one."""

import json
import shlex
from collections.abc import Iterator

from cxcli.errors import Problem
from cxcli.sources.json_records import shorten
from cxcli.sources.strict_json import JsonFault, decode

ROOT = "."
"""The path that takes the document itself: the array, or the object as the one record."""

_PATHS_SHOWN = 8


def root_object_problem(text: str, file: str) -> Problem:
    """Return what to say where the document is an object and nobody has said which part of it holds the records.

    Raises:
        JsonFault: the document is no JSON.
    """
    options = _options(_arrays_of_objects(_outline(text)))
    asked = f"add {' or '.join(options)}; " if options else ""
    return Problem(
        code="records-not-named",
        message="the document is an object, not an array of records",
        file=file,
        help=f"{asked}{'or ' if options else 'add '}--records {ROOT} to read the object itself as the one record",
    )


def missing_path_problem(text: str, file: str, path: str) -> Problem:
    """Return what to say where `path` is not in the document.

    Raises:
        JsonFault: the document is no JSON.
    """
    outline = _outline(text)
    message = f'the document has no "{shorten(path)}"'
    if not isinstance(outline, dict):
        return Problem(
            code="no-such-path", message=message, file=file, help="leave out --records: the document is no object"
        )
    options = _options(_arrays_of_objects(outline) or list(_paths(outline)))
    known = f"it has: {', '.join(options)}" if options else "it is an object without any key"
    return Problem(code="no-such-path", message=message, file=file, help=known)


def _outline(text: str) -> object:
    """Return the document for its structure alone, faults inside records notwithstanding; None where it is too deep."""
    try:
        return decode(text)
    except JsonFault as fault:
        if fault.end is None:
            raise
        if fault.rule == "too_deep":
            return None
    return json.loads(text, parse_int=str, parse_float=str)


def _options(paths: list[str]) -> list[str]:
    shown = [f"--records {shlex.quote(shorten(path))}" for path in paths[:_PATHS_SHOWN]]
    return [*shown, "…"] if len(paths) > _PATHS_SHOWN else shown


def _arrays_of_objects(outline: object) -> list[str]:
    """Return the paths of arrays that hold objects, or where there is none, of empty arrays."""
    arrays = {path: value for path, value in _members(outline, "") if isinstance(value, list)}
    filled = [path for path, value in arrays.items() if any(isinstance(item, dict) for item in value)]
    return filled or [path for path, value in arrays.items() if not value]


def _paths(outline: object) -> Iterator[str]:
    return (path for path, _ in _members(outline, ""))


def _members(value: object, prefix: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{prefix}{key}", inner
            yield from _members(inner, f"{prefix}{key}.")
