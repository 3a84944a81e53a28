"""From what the user typed to the files to read: names, globs, and standard input."""

import glob
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from msgspec import Struct

from cxcli.errors import CxError, InputError, PermissionRefused, Problem

STANDARD_INPUT = "-"
_GLOB = frozenset("*?[")
_OF_THE_KERNEL = ("/proc/", "/sys/")
_SPOOL_BYTES = 1 << 20


class FileStamp(Struct, frozen=True):
    """What changes when a file is replaced or written to."""

    device: int
    inode: int
    size: int
    modified: int


class InputFile(Struct, frozen=True):
    """A regular file to read: its `path`, and the `name` it goes by in every output.

    `stamp` is its state when it was named; each reading then makes sure that it is still the same.
    """

    path: Path
    name: str
    stamp: FileStamp | None = None


def stamp_of(path: Path) -> FileStamp:
    """Return the state of a file.

    Raises:
        OSError: there is no such file.
    """
    return _to_stamp(path.stat())


@contextmanager
def open_inputs(patterns: Iterable[str]) -> Iterator[list[InputFile]]:
    """Give the files that the patterns name, in order, each once; standard input is kept in a private file meanwhile.

    Raises:
        InputError, PermissionRefused: all that is missing, unreadable or no regular file, at once.
    """
    with ExitStack() as stack:
        problems: list[Problem] = []
        files: dict[tuple[int, int], InputFile] = {}
        wanted = list(dict.fromkeys(patterns))
        names = [(name, Path(name)) for pattern in wanted for name in _expand(pattern, problems)]
        for name, path in names:
            shown, place = ("<stdin>", _spool(stack)) if name == STANDARD_INPUT else (name, path)
            found = _examine(place, shown)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.setdefault((found.device, found.inode), InputFile(place, shown, found))
        if problems:
            raise _worst(problems)
        yield list(files.values())


def _to_stamp(found: os.stat_result) -> FileStamp:
    return FileStamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _expand(pattern: str, problems: list[Problem]) -> list[str]:
    if "://" in pattern:
        help_text = "download it first, or pipe it in: curl … | cx score nps -"
        problems.append(_problem("address-refused", "an address is not read, only files are", pattern, help_text))
        return []
    if not _GLOB & set(pattern) or _exists(pattern):
        return [pattern]
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        help_text = "check the folder, and the pattern as the shell hands it on"
        problems.append(_problem("no-match", "no file matches this pattern", pattern, help_text))
    return found


def _exists(name: str) -> bool:
    try:
        Path(name).stat()
    except (OSError, ValueError):
        return False
    return True


def _examine(path: Path, name: str) -> FileStamp | Problem:
    """Return the state of a file or why it cannot be read. Only regular files are: a device or pipe may never end."""
    try:
        found = path.stat()
    except PermissionError:
        return _problem("not-permitted", "this file may not be read", name, "check the permissions of its folder")
    except (OSError, ValueError):
        return _problem("no-such-file", "there is no such file", name, "check the name and the folder")
    if stat.S_ISDIR(found.st_mode):
        return _problem("is-a-folder", "this is a folder", name, f"name its files: '{name.rstrip('/')}/*.csv'")
    if not stat.S_ISREG(found.st_mode) or str(path.resolve()).startswith(_OF_THE_KERNEL):
        help_text = "give its data on standard input: cx score nps - < FILE"
        return _problem("not-a-file", "this is not a regular file", name, help_text)
    if not os.access(path, os.R_OK):
        return _problem("not-permitted", "this file may not be read", name, "check its permissions")
    return _to_stamp(found)


def _problem(code: str, message: str, file: str, help_text: str) -> Problem:
    return Problem(code=code, message=message, file=file, help=help_text)


def _worst(problems: list[Problem]) -> CxError:
    if all(problem.code == "not-permitted" for problem in problems):
        return PermissionRefused(problems)
    return InputError(problems)


def _private_file() -> "tempfile._TemporaryFileWrapper[bytes]":
    return tempfile.NamedTemporaryFile(prefix="cx-", suffix=".stdin")


def _spool(stack: ExitStack) -> Path:
    """Copy standard input to a file that only its owner can read and that is gone when `stack` closes."""
    source: IO[bytes] | None = sys.stdin.buffer if sys.stdin and not sys.stdin.closed else None
    if source is None:
        raise InputError(Problem(code="no-standard-input", message="standard input is closed"))
    try:
        spool = stack.enter_context(_private_file())
        while block := source.read(_SPOOL_BYTES):
            spool.write(block)
        spool.flush()
    except OSError as error:
        raise InputError(
            Problem(
                code="standard-input",
                message="standard input could not be kept in a temporary file",
                help="check the space there, or name another folder: TMPDIR=/path cx …",
            )
        ) from error
    return Path(spool.name)
