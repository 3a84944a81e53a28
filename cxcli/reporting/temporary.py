"""Temporary files beside an output: named after it, locked while in use, swept away by a later run."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxcli.errors import Problem, RetryError


def temporary_name(path: Path) -> Path:
    """Return a name of its own in the folder of `path`, short whatever the length of the output's name."""
    return path.with_name(f"{_prefix(path)}{secrets.token_hex(8)}.tmp")


@contextmanager
def locked_file(temporary: Path, mode: int) -> Iterator[int]:
    """Create the file, yield its descriptor, locked as long as the block runs; the system takes the umask from `mode`.

    Raises:
        RetryError: a later run took the file for a left-over, between its creation and its lock.
    """
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with suppress(OSError):  # some network folders have no locks; nothing is swept there either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink == 0:
            advice = "let one run write to one output"
            raise RetryError(Problem(code="output-in-use", message="another run writes the same output", help=advice))
        yield descriptor
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Remove what killed runs left of their writing to `path`; leave what a living run holds."""
    for left in path.parent.glob(f"{_prefix(path)}*"):
        with suppress(OSError):  # sweeping is a courtesy: what cannot be removed stays
            _remove_unlocked(left)


def _prefix(path: Path) -> str:
    return f".cx-{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]}-"


def _remove_unlocked(left: Path) -> None:
    descriptor = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink()
    finally:
        os.close(descriptor)
