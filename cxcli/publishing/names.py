"""The names of a report's files: made of a pattern, plain, and never outside of the folder."""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cxcli.errors import OutputError, Problem

_LONGEST = 60
_MARK = 8
_OTHERS = re.compile(r"[^a-z0-9]+")


class Names(Struct, frozen=True):
    """The pattern of the files' names, from a folder; `bounded`: they must not leave it."""

    folder: Path
    pattern: str
    bounded: bool


def slug(text: str) -> str:
    """Return a text as a part of a file's name: `[a-z0-9-]`, at most 60 long.

    Where something is lost, a mark of eight hexadecimal digits is added, so that two texts stay two names.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = _OTHERS.sub("-", plain).strip("-")
    if made == text and len(made) <= _LONGEST:
        return made
    mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    return f"{made[: _LONGEST - _MARK - 1].strip('-')}-{mark}".strip("-")


def file_path(names: Names, *, period: str, audience: str, extension: str, part: str = "") -> Path:
    """Return the path of a file. `part` stands before the extension.

    Raises:
        OutputError: it would lie outside of a folder that it must not leave, by way of a link.
    """
    end = f"-{slug(part)}.{extension}" if part else f".{extension}"
    name = names.pattern.replace(".{ext}", end)
    name = name.replace("{period}", period_slug(period)).replace("{audience}", slug(audience) if audience else "report")
    path = names.folder / name
    return within(names.folder, path, "file", code="output-folder") if names.bounded else path


def within(folder: Path, path: Path, what: str, *, code: str) -> Path:
    """Return the path, which lies in a folder, whatever links are on the way; `what` and `code` go into the problem.

    Raises:
        OutputError: it leads out of the folder.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        message, advice = f"the {what} would lie outside of the folder of the config", "name one that is behind no link"
        raise OutputError(Problem(code=code, message=message, file=str(path), help=advice))
    return path


def period_slug(label: str) -> str:
    """Return the label of a period as a part of a name: "2025-06", "2025-q3", "fy2024-25-q1"."""
    return _OTHERS.sub("-", label.lower()).strip("-")


def twice(paths: Sequence[Path]) -> list[Path]:
    """Return the paths that two files would have."""
    return [path for path in dict.fromkeys(paths) if paths.count(path) > 1]
