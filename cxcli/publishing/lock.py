"""One run at a time for each report: the second waits, or says that it should be tried again."""

import fcntl
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cxcli.errors import OutputError, Problem, RetryError
from cxcli.reporting.os_failure import os_failure

_STEP = 0.05


def lock_path(output: Path) -> Path:
    """Return the lock of a report: beside its files, under their name."""
    return output.with_name(f"{output.stem}.lock")


@contextmanager
def locks(paths: Iterable[Path], *, wait: float) -> Iterator[None]:
    """Hold some locks, in one order for all runs, so that no two wait for each other; `wait` in seconds for all.

    A lock is of the system: it ends with the process, however that ends, and the file that a killed run leaves is
    taken over, and removed, by the next.

    Raises:
        RetryError: another run holds one of them and does not end in time.
        CxError: there cannot be such a file, or there is one that is no lock.
    """
    until = time.monotonic() + wait
    with ExitStack() as stack:
        for path in sorted(set(paths)):
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
        descriptor = _opened(path)
        try:
            held = _held(descriptor)
            if not held and _is_named(path, descriptor):
                return descriptor
        except BaseException:
            _abandoned(path, descriptor)
            raise
        os.close(descriptor)
        if held and time.monotonic() >= until:
            advice = "wait for it, or give this run time: --lock-timeout 600"
            raise RetryError(
                Problem(code="output-in-use", message="another run makes this report", file=str(path), help=advice)
            )
        time.sleep(_STEP if held else 0)


def _abandoned(path: Path, descriptor: int) -> None:
    """Remove the lock that a signal kept us from taking, unless it is that of another run."""
    with suppress(OSError):  # what is left is taken over by the next run
        if not _held(descriptor) and _is_named(path, descriptor):
            path.unlink()
    os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise os_failure(error, name=str(path), folder=path.parent) from error
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_size:
        os.close(descriptor)
        message = "the name of the lock is taken by another file, which would be removed"
        advice = "give the report another name: --output"
        raise OutputError(Problem(code="lock-name", message=message, file=str(path), help=advice))
    return descriptor


def _held(descriptor: int) -> bool:
    """Whether another process holds the lock; where it does not, we do now."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # some network folders have no locks: there is nothing to wait for
    return False


def _is_named(path: Path, descriptor: int) -> bool:
    """Whether the file still has its name: the run that held the lock before removes it."""
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False
