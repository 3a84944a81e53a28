"""A file's unpacked bytes, block by block, with its checksum, and never more than the limits allow."""

import bz2
import gzip
import hashlib
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from cxcli.errors import CxError, DataError, InputError, PermissionRefused, Problem, RetryError
from cxcli.sources import limits
from cxcli.sources.paths import InputFile
from cxcli.sources.signatures import XLSX, Container, container_of, foreign

BLOCK_BYTES = 2 * limits.MIB
_HEAD = 64


def container(file: InputFile) -> Container:
    """Return how the file is packed.

    Raises:
        DataError: it is of a kind that is not read, with what to do instead.
    """
    with _opened(file) as stream:
        head = stream.read(_HEAD)
    kind = container_of(head)
    refusal = XLSX if kind == "zip" and _is_workbook(file.path) else foreign(head)
    if refusal is not None:
        what, help_text = refusal
        raise DataError(
            Problem(
                code="unsupported-format",
                message=f"this is {what}",
                file=file.name,
                help=help_text.replace("FILE", file.name),
            )
        )
    return kind


def blocks(file: InputFile, kind: Container, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file's unpacked bytes in blocks of about `size`, as they were when the reading began.

    Raises:
        DataError: damaged or over a limit. RetryError: the file changed meanwhile.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_opened(file))
        before = _state(raw)
        stream = _unpacked(file, kind, raw, stack)
        total = 0
        while block := _read(file, stream, size):
            if total == 0 and kind != "plain" and container_of(block) != "plain":
                raise _damaged(file, "nested-compression", "compressed twice", "unpack it once by hand")
            total += len(block)
            _check_limits(file, kind, total, before.st_size)
            yield block
        after = _state(raw)
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise RetryError(
                Problem(
                    code="input-changed",
                    message="the file changed while it was read",
                    file=file.name,
                    help="run again when it is complete",
                )
            )


def sha256(file: InputFile) -> str:
    """Return the SHA-256 of the file as it lies on the disk, in hexadecimal."""
    with _opened(file) as stream:
        return hashlib.file_digest(cast("IO[bytes]", stream), "sha256").hexdigest()


def _opened(file: InputFile) -> IO[bytes]:
    try:
        return Path.open(file.path, "rb")
    except PermissionError as error:
        raise PermissionRefused(
            Problem(
                code="not-permitted", message="this file may not be read", file=file.name, help="check its permissions"
            )
        ) from error
    except OSError as error:
        raise InputError(Problem(code="no-such-file", message="this file cannot be opened", file=file.name)) from error


def _state(stream: IO[bytes]) -> os.stat_result:
    return os.fstat(stream.fileno())


def _unpacked(file: InputFile, kind: Container, raw: IO[bytes], stack: ExitStack) -> IO[bytes]:
    match kind:
        case "plain":
            return raw
        case "gzip":
            return cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=raw)))
        case "bzip2":
            return cast("IO[bytes]", stack.enter_context(bz2.BZ2File(raw)))
        case "xz":
            return cast("IO[bytes]", stack.enter_context(lzma.LZMAFile(raw)))
        case "zip":
            return stack.enter_context(_member(file, raw, stack))


def _member(file: InputFile, raw: IO[bytes], stack: ExitStack) -> IO[bytes]:
    """Open the only member of a zip. Its name is never used for anything."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise _damaged(
                file, "zip-members", f"a zip with {len(members)} files, one is needed", f"unpack it: unzip {file.name}"
            )
        return archive.open(members[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise _broken(file) from error


def _read(file: InputFile, stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(size)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise _broken(file) from error


def _check_limits(file: InputFile, kind: Container, total: int, packed: int) -> None:
    if kind == "plain":
        return
    bomb = total > limits.RATIO_FROM and total > limits.RATIO * packed
    if bomb or total > limits.UNPACKED_BYTES:
        what = f"unpacks to more than {limits.RATIO} times its size" if bomb else "unpacks to more than 4 GiB"
        raise _damaged(file, "unpacked-size", what, f"if you trust it, unpack it and give the file itself: {file.name}")


def _broken(file: InputFile) -> CxError:
    return _damaged(file, "damaged", "the file is cut off or damaged", "fetch it again")


def _damaged(file: InputFile, code: str, what: str, help_text: str) -> CxError:
    return DataError(Problem(code=code, message=what, file=file.name, help=help_text))


def _is_workbook(path: Path) -> bool:

    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return False
