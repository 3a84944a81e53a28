"""The names of a report's files: made of a pattern, plain, and never outside of the folder."""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from cxcli.config.reporting import ReportFormat
from cxcli.errors import OutputError, Problem

_LONGEST = 60
_MARK = 8
_OTHERS = re.compile(r"[^a-z0-9]+")


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


def file_path(
    folder: Path, pattern: str, *, period: str, audience: str, extension: ReportFormat, part: str = ""
) -> Path:
    """Return the path of a file. `part` stands before the extension.

    Raises:
        OutputError: it would lie outside of `folder`, by way of a link.
    """
    end = f"-{slug(part)}.{extension}" if part else f".{extension}"
    name = pattern.replace(".{ext}", end).replace("{ext}", extension)
    name = name.replace("{period}", period_slug(period)).replace("{audience}", slug(audience) if audience else "report")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        message = "the file would lie outside of the folder of the config"
        raise OutputError(
            Problem(
                code="output-folder", message=message, file=str(path), help="remove the link, or name another folder"
            )
        )
    return path


def period_slug(label: str) -> str:
    """Return the label of a period as a part of a name: "2025-06", "2025-q3", "fy2024-25-q1"."""
    return _OTHERS.sub("-", label.lower()).strip("-")


def twice(paths: Sequence[Path]) -> list[Path]:
    """Return the paths that two files would have."""
    return [path for path in dict.fromkeys(paths) if paths.count(path) > 1]
