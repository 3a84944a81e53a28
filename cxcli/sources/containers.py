"""A file's unpacked bytes, block by block, with its checksum, and never more than the limits allow."""

import gzip
import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from errno import EINVAL
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, TypeVar

from cxcli.errors import CxError, DataError, InputError, IoError, PermissionRefused, Problem, RetryError
from cxcli.sources import limits, streams
from cxcli.sources.paths import FileStamp, InputFile, stamp_of
from cxcli.sources.signatures import LOOKED_AT, Container, container_of, foreign, office_file

BLOCK_BYTES = 4 * limits.MIB
_ENCRYPTED = 1
_Read = TypeVar("_Read")


def container(file: InputFile) -> Container:
    """Return how the file is packed.

    Raises:
        DataError: it is of a kind that is not read, with what to do instead.
    """
    with _opened(file) as stream:
        head = stream.read(LOOKED_AT)
    kind = container_of(head)
    found = office_file(_names(file.path)) if kind == "zip" else foreign(head)
    if found == "workbook":
        return "workbook"
    if found is not None:
        raise _unsupported(file, *found)
    return kind


def blocks(file: InputFile, kind: Container, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file's unpacked bytes in blocks of at most `size`, as they were when the reading began.

    Raises:
        DataError: damaged or over a limit. IoError: the disk failed. RetryError: the file changed meanwhile.
    """
    before = file.stamp or _stamp(file)
    start, total = b"", 0
    with _opened(file) as raw:
        for block in _guarded(file, before, _unpacked(file, kind, raw, size)):
            if kind != "plain" and len(start) < LOOKED_AT:
                start += block[:LOOKED_AT]
                _refuse_inside(file, start)
            total += len(block)
            _check_limits(file, kind, total, before.size)
            yield block
    _refuse_changed(file, before)


def members(file: InputFile) -> list[zipfile.ZipInfo]:
    """Return the directory of a zip.

    Raises:
        DataError: damaged, or more members than the limit. RetryError: the file changed meanwhile.
    """
    with _opened(file) as raw:
        found = list(_guarded(file, file.stamp or _stamp(file), _directory(raw)))
    if len(found) > limits.MEMBERS:
        what = f"a zip with {len(found):,} parts, at most {limits.MEMBERS:,} are read"
        raise _refused(file, "zip-members", what, "save it again without pictures and attachments")
    return found


def member_blocks(file: InputFile, member: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    """Yield the unpacked bytes of one member of a zip in blocks of at most `size`.

    Raises:
        DataError: damaged or with a password. IoError: the disk failed. RetryError: the file changed meanwhile.
    """
    if member.flag_bits & _ENCRYPTED:
        raise _refused(file, "zip-password", "a zip with a password", "save it without a password")
    before = file.stamp or _stamp(file)
    with _opened(file) as raw:
        yield from _guarded(file, before, _inside(raw, member, size))
    _refuse_changed(file, before)


def sha256(file: InputFile) -> str:
    """Return the SHA-256 of the file as it lies on the disk, in hexadecimal.

    Raises:
        RetryError: the file changed meanwhile.
    """
    before = file.stamp or _stamp(file)
    with _opened(file) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    _refuse_changed(file, before)
    return digest


def _opened(file: InputFile) -> BufferedReader:
    try:
        return file.path.open("rb")
    except PermissionError as error:
        raise PermissionRefused(
            Problem(
                code="not-permitted", message="this file may not be read", file=file.name, help="check its permissions"
            )
        ) from error
    except OSError as error:
        raise _missing(file) from error


def _stamp(file: InputFile) -> FileStamp:
    try:
        return stamp_of(file.path)
    except OSError as error:
        raise _missing(file) from error


def _missing(file: InputFile) -> InputError:
    return InputError(Problem(code="no-such-file", message="this file cannot be opened", file=file.name))


def _refuse_changed(file: InputFile, before: FileStamp) -> None:
    try:
        after = stamp_of(file.path)
    except OSError:
        after = None
    if after != before:
        raise RetryError(
            Problem(
                code="input-changed",
                message="the file changed while it was read",
                file=file.name,
                help="run again when it is complete",
            )
        )


def _guarded(file: InputFile, before: FileStamp, stream: Iterator[_Read]) -> Iterator[_Read]:
    """Yield what comes out of `stream` and put its failures into words; a file that changed is not called damaged."""
    try:
        yield from stream
    except NotImplementedError as error:
        raise _refused(file, "zip-method", "a zip packed in an unusual way", f"unpack it: unzip {file.name}") from error
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, ValueError) as error:
        _refuse_changed(file, before)
        # A damaged zip may send its reader to a place before the file's first byte.
        if isinstance(error, OSError) and error.errno not in (None, EINVAL):
            raise IoError(Problem(code="read-failed", message="reading this file failed", file=file.name)) from error
        raise _refused(file, "damaged", "the file is cut off or damaged", "fetch it again") from error


def _unpacked(file: InputFile, kind: Container, raw: BufferedReader, size: int) -> Iterator[bytes]:
    match kind:
        case "gzip":
            with gzip.GzipFile(fileobj=raw) as stream:
                yield from iter(partial(stream.read, size), b"")
        case "bzip2":
            yield from streams.unpack(raw, streams.bzip2, size)
        case "xz":
            yield from streams.unpack(raw, streams.xz, size)
        case "zip":
            with zipfile.ZipFile(raw) as archive, _member(file, archive) as stream:
                yield from iter(partial(stream.read, size), b"")
        case _:
            yield from iter(partial(raw.read, size), b"")


def _member(file: InputFile, archive: zipfile.ZipFile) -> IO[bytes]:
    """Open the only member of a zip. Its name is never used for anything."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        what = f"a zip with {len(members)} files, one is needed"
        raise _refused(file, "zip-members", what, f"unpack it: unzip {file.name}")
    if members[0].flag_bits & _ENCRYPTED:
        raise _refused(file, "zip-password", "a zip with a password", f"unpack it: unzip {file.name}")
    return archive.open(members[0])


def _directory(raw: BufferedReader) -> Iterator[zipfile.ZipInfo]:
    with zipfile.ZipFile(raw) as archive:
        yield from archive.infolist()


def _inside(raw: BufferedReader, member: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
    with zipfile.ZipFile(raw) as archive, archive.open(member) as stream:
        yield from iter(partial(stream.read, size), b"")


def _refuse_inside(file: InputFile, start: bytes) -> None:
    if container_of(start) != "plain":
        raise _refused(file, "nested-compression", "the file is compressed twice", "unpack it once by hand")
    refusal = foreign(start)
    if refusal is not None:
        raise _unsupported(file, *refusal)


def _check_limits(file: InputFile, kind: Container, total: int, packed: int) -> None:
    if kind == "plain":
        return
    is_bomb = total > limits.RATIO_FROM and total > limits.RATIO * packed
    if is_bomb or total > limits.UNPACKED_BYTES:
        what = f"more than {limits.RATIO} times its size" if is_bomb else f"more than {limits.UNPACKED_BYTES:,} bytes"
        help_text = f"if you trust it, unpack it and give the file itself: {file.name}"
        raise _refused(file, "unpacked-size", f"the file unpacks to {what}", help_text)


def _unsupported(file: InputFile, what: str, help_text: str) -> CxError:
    return _refused(file, "unsupported-format", f"this is {what}", help_text.replace("FILE", file.name))


def _refused(file: InputFile, code: str, what: str, help_text: str) -> CxError:
    return DataError(Problem(code=code, message=what, file=file.name, help=help_text))


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []
