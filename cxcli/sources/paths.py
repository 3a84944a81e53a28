"""From what the user typed to the files to read: names, globs, and standard input."""

import glob
import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cxcli.errors import CxError, InputError, PermissionRefused, Problem

STANDARD_INPUT = "-"
_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A regular file to read: its `path`, and the `name` it goes by in every output."""

    path: Path
    name: str


@contextmanager
def open_inputs(patterns: Iterable[str]) -> Iterator[list[InputFile]]:
    """Give the files that the patterns name, in order, each once; standard input is kept in a private file meanwhile.

    Raises:
        InputError, PermissionRefused: all that is missing, unreadable or no regular file, at once.
    """
    spool: tempfile._TemporaryFileWrapper[bytes] | None = None
    try:
        files: dict[Path, InputFile] = {}
        problems: list[Problem] = []
        for pattern in patterns:
            if pattern == STANDARD_INPUT:
                spool = spool or _spool(sys.stdin.buffer if sys.stdin else None)
                files[Path(spool.name)] = InputFile(Path(spool.name), "<stdin>")
                continue
            for path in _expand(pattern, problems):
                files.setdefault(path.resolve(), InputFile(path, str(path)))
        problems += [problem for file in files.values() if (problem := _refusal(file)) is not None]
        if problems:
            raise _worst(problems)
        yield list(files.values())
    finally:
        if spool is not None:
            spool.close()


def _expand(pattern: str, problems: list[Problem]) -> list[Path]:
    if "://" in pattern:
        problems.append(
            Problem(
                code="address-refused",
                message="an address is not read, only files are",
                file=pattern,
                help="download it first, or pipe it in: curl … | cx score nps -",
            )
        )
        return []
    if Path(pattern).exists() or not _GLOB & set(pattern):
        return [Path(pattern)]
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        problems.append(Problem(code="no-match", message="no file matches this pattern", file=pattern))
    return [Path(name) for name in found]


def _refusal(file: InputFile) -> Problem | None:
    """Return why the file cannot be read, or None. Only regular files are: a device or pipe may never end."""
    try:
        mode = file.path.stat().st_mode
    except (OSError, ValueError):
        return Problem(
            code="no-such-file", message="there is no such file", file=file.name, help="check the name and the folder"
        )
    if stat.S_ISDIR(mode):
        return Problem(
            code="is-a-folder", message="this is a folder", file=file.name, help=f"name its files: '{file.name}/*.csv'"
        )
    if not stat.S_ISREG(mode) or not _ends(file.path):
        return Problem(
            code="not-a-file",
            message="this is not a regular file",
            file=file.name,
            help="give its data on standard input: cx score nps - < FILE",
        )
    if not os.access(file.path, os.R_OK):
        return Problem(
            code="not-permitted", message="this file may not be read", file=file.name, help="check its permissions"
        )
    return None


def _ends(path: Path) -> bool:
    """Whether reading will end: files of the kernel claim to be regular and empty, and are neither."""
    return not str(path.resolve()).startswith(("/proc/", "/sys/", "/dev/"))


def _worst(problems: list[Problem]) -> CxError:
    permitted = [problem for problem in problems if problem.code != "not-permitted"]
    return InputError(problems) if permitted else PermissionRefused(problems)


def _spool(stream: IO[bytes] | None) -> "tempfile._TemporaryFileWrapper[bytes]":
    if stream is None or stream.closed:
        raise InputError(Problem(code="no-standard-input", message="standard input is closed"))
    spool = tempfile.NamedTemporaryFile(prefix="cx-", suffix=".stdin")  # noqa: SIM115 - closed by open_inputs
    try:
        while block := stream.read(1 << 20):
            spool.write(block)
        spool.flush()
    except OSError as error:
        spool.close()
        raise InputError(
            Problem(code="standard-input", message="standard input could not be kept in a temporary file")
        ) from error
    return spool
