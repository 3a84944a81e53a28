"""One run at a time for each report: the second waits, or says that it should be tried again."""

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cxcli.errors import Problem, RetryError
from cxcli.reporting.os_failure import os_failure

_STEP = 0.05


@contextmanager
def locks(paths: Sequence[Path], *, wait: float) -> Iterator[None]:
    """Hold the locks of some files, in one order for all runs, so that no two wait for each other; `wait` in seconds.

    A lock is a file beside the output, named after it. It is the system's: it ends with the process, however that ends,
    and the file that a killed run leaves is taken over and removed by the next.

    Raises:
        RetryError: another run holds one of them and does not end in time.
        CxError: there cannot be such a file.
    """
    until = time.monotonic() + wait
    with ExitStack() as stack:
        for path in sorted({each.with_name(f"{each.name}.lock") for each in paths}):
            stack.enter_context(_locked(path, until))
        yield


@contextmanager
def _locked(path: Path, until: float) -> Iterator[None]:
    descriptor = _taken(path, until)
    try:
        yield
    finally:
        with suppress(OSError):  # what is left is taken over by the next run
            path.unlink()
        os.close(descriptor)


def _taken(path: Path, until: float) -> int:
    """Return the descriptor of the lock file once it is ours."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise os_failure(error, name=str(path), folder=path.parent) from error
        if _ours(path, descriptor):
            return descriptor
        os.close(descriptor)
        if time.monotonic() >= until:
            advice = "wait for it, or give this run time: --lock-timeout 600"
            raise RetryError(
                Problem(code="output-in-use", message="another run makes this report", file=str(path), help=advice)
            )
        time.sleep(_STEP)


def _ours(path: Path, descriptor: int) -> bool:
    """Return whether the lock was free, and its file is still the one of that name: its last holder removes it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # some network folders have no locks: there is nothing to wait for
    there = os.fstat(descriptor)
    try:
        named = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (named.st_dev, named.st_ino)
