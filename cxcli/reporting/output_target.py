"""What an output may be written over: nothing, a regular file, or a link that is replaced."""

import errno
import os
import stat
from pathlib import Path

from cxcli.errors import OutputError, Problem

_SYSTEM_FOLDERS = (Path("/dev"), Path("/proc"), Path("/sys"))
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - compared with, never written to


def refuse_special(path: Path) -> None:
    """Let a new name, a regular file and a link to one pass.

    Raises:
        OutputError: a folder, a device, a pipe or a link to one, or anything in the system's own folders, where
            replacing a name would take a device from the whole machine.
        OSError: the system does not let us look.
    """
    if _in_system_folder(path) or not _replaceable(path):
        advice = "give --output the name of a file, or leave it away to print"
        problem = Problem(code="output-not-a-file", message="the output is not a file", file=str(path), help=advice)
        raise OutputError(problem)
    if kept_mode(path) is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "a file that may not be written is not replaced either")


def kept_mode(path: Path) -> int | None:
    """Return the permission bits of the regular file at `path`, or None where there is none."""
    info = _look(path, follow=False)
    return stat.S_IMODE(info.st_mode) & 0o777 if info and stat.S_ISREG(info.st_mode) else None


def _in_system_folder(path: Path) -> bool:
    folder = Path(os.path.realpath(path.parent))  # Path.resolve raises for a circle of links
    return any(folder.is_relative_to(system) for system in _SYSTEM_FOLDERS) and not folder.is_relative_to(
        _SHARED_MEMORY
    )


def _replaceable(path: Path) -> bool:
    info = _look(path, follow=True)
    return info is None or stat.S_ISREG(info.st_mode)


def _look(path: Path, *, follow: bool) -> os.stat_result | None:
    try:
        return path.stat(follow_symlinks=follow)
    except FileNotFoundError:
        return None
