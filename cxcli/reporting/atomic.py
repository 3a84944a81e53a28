"""Files that are old or new, never in between: temporary file, fsync, rename, fsync of the folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxcli.reporting.os_failure import os_failure
from cxcli.reporting.output_target import kept_mode, refuse_special
from cxcli.reporting.temporary import locked_file, sweep, temporary_name

_PRIVATE = 0o600
_ANYONE = 0o666  # less what the umask takes away


def atomic_write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make `data` the content of `path`, or leave everything as it was.

    A private file is for its owner only; any other keeps the permissions it had, or gets the usual ones. A link is
    replaced, not followed.

    Raises:
        OutputError: there cannot be a file of this name.
        PermissionRefused: it may not be written.
        IoError: writing failed.
        RetryError: another run writes the same file.
    """
    with _plainly(path, len(data)):
        refuse_special(path)
        sweep(path)
        _put(path, data, private=private)


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


def _put(path: Path, data: bytes, *, private: bool) -> None:
    temporary = temporary_name(path)
    old = temporary.with_suffix(".old")
    mode = None if private else kept_mode(path)
    with (
        _removed(temporary, old),
        _opened_folder(path.parent) as folder,
        locked_file(temporary, _PRIVATE if private else _ANYONE) as descriptor,
    ):
        if mode is not None:
            os.fchmod(descriptor, mode)
        _write_all(descriptor, data)
        os.fsync(descriptor)
        _swap(temporary, path, old, folder)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _swap(temporary: Path, path: Path, old: Path, folder: int) -> None:
    existed = os.path.lexists(path)
    with suppress(OSError):  # some disks have no second names; there the last step cannot be taken back
        os.link(path, old, follow_symlinks=False)
    temporary.replace(path)
    try:
        os.fsync(folder)
    except BaseException:
        _take_back(path, old, existed=existed)
        raise


def _take_back(path: Path, old: Path, *, existed: bool) -> None:
    if os.path.lexists(old):
        old.replace(path)
    elif not existed:
        path.unlink(missing_ok=True)
