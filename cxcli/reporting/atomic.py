"""Files that are old or new, never in between: temporary file, fsync, rename, fsync of the folder."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from cxcli.reporting.os_failure import os_failure
from cxcli.reporting.output_target import kept_mode, refuse_special
from cxcli.reporting.temporary import locked_file, sweep, temporary_name

_PRIVATE = 0o600
_ANYONE = 0o666  # less what the umask takes away


class Output(Struct, frozen=True):
    """A file to write: its path and its content; a private one is for its owner only.

    Any other keeps the permissions it had, or gets the usual ones. A link is replaced, not followed.
    """

    path: Path
    data: bytes
    private: bool = False


def atomic_write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make `data` the content of `path`, or leave everything as it was.

    Raises:
        OutputError: there cannot be a file of this name.
        PermissionRefused: it may not be written.
        IoError: writing failed.
        RetryError: another run writes the same file.
    """
    atomic_write_all([Output(path, data, private)])


def atomic_write_all(outputs: Sequence[Output]) -> None:
    """Make all files new, or leave all as they were; raise as `atomic_write` does.

    All are on the disk before the first takes its place, and they take their places in their order. Only a run that is
    killed between two places leaves some new and some old, each of them whole.
    """
    with ExitStack() as stack:
        swaps = [stack.enter_context(_staged(each)) for each in outputs]
        begun: list[_Swap] = []
        try:
            for swap in swaps:
                begun.append(swap)
                swap.take_place()
        except BaseException:
            for swap in reversed(begun):
                swap.take_back()
            raise


def probe(path: Path) -> None:
    """Find out before any work is done whether `path` can be written; raise as `atomic_write` does. Leave no trace."""
    with _plainly(path, 0):
        refuse_special(path)
        temporary = temporary_name(path)
        with _removed(temporary), locked_file(temporary, _PRIVATE):
            pass


@contextmanager
def _plainly(path: Path, size: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise os_failure(error, name=str(path), folder=path.parent, size=size) from error


@contextmanager
def _removed(*paths: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for path in paths:
            with suppress(OSError):  # what went wrong before matters more than what is left
                path.unlink(missing_ok=True)


@contextmanager
def _opened_folder(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


class _Swap:
    """A file that is written and has not taken its place; `old` is the second name of the one that it replaces."""

    def __init__(self, path: Path, temporary: Path, old: Path, folder: int) -> None:
        self._path, self._temporary, self._old, self._folder = path, temporary, old, folder
        self._existed = True

    def take_place(self) -> None:
        with _plainly(self._path, 0):
            self._existed = os.path.lexists(self._path)
            with suppress(OSError):  # some disks have no second names; there the last step cannot be taken back
                os.link(self._path, self._old, follow_symlinks=False)
            self._temporary.replace(self._path)
            os.fsync(self._folder)

    def take_back(self) -> None:
        with suppress(OSError):  # the others are to be taken back all the same
            if os.path.lexists(self._old):
                self._old.replace(self._path)
            elif not self._existed:
                self._path.unlink(missing_ok=True)


@contextmanager
def _staged(output: Output) -> Iterator[_Swap]:
    """Give the written file; whatever has not taken its place is removed at the end."""
    path = output.path
    temporary = temporary_name(path)
    old = temporary.with_suffix(".old")
    with ExitStack() as stack:
        with _plainly(path, len(output.data)):
            refuse_special(path)
            sweep(path)
            mode = None if output.private else kept_mode(path)
            stack.enter_context(_removed(temporary, old))
            folder = stack.enter_context(_opened_folder(path.parent))
            permissions = _PRIVATE if output.private else _ANYONE
            descriptor = stack.enter_context(locked_file(temporary, permissions))
            if mode is not None:
                os.fchmod(descriptor, mode)
            _write_all(descriptor, output.data)
            os.fsync(descriptor)
        yield _Swap(path, temporary, old, folder)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
