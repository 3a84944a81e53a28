"""What the operating system refused, in plain words and under the right exit code."""

import errno
import shlex
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from cxcli.errors import CxError, IoError, OutputError, PermissionRefused, Problem


class _Words(Struct, frozen=True):
    kind: type[CxError]
    code: str
    message: str
    help: str


_ELSEWHERE = "write to another place with --output"
_FULL = _Words(IoError, "disk-full", "no space left on the disk", "free {size} bytes or more, or " + _ELSEWHERE)
_REFUSED = _Words(
    PermissionRefused,
    "no-write-permission",
    "no permission to write there",
    "ls -ld {folder} shows who may, or " + _ELSEWHERE,
)
_NO_FOLDER = _Words(
    OutputError, "output-folder-missing", "the folder of the output does not exist", "mkdir -p {folder}"
)
_WORDS: Mapping[int, _Words] = MappingProxyType(
    {
        errno.ENOSPC: _FULL,
        errno.EDQUOT: _Words(IoError, "disk-quota", "the disk quota is used up", _FULL.help),
        errno.EFBIG: _Words(
            IoError, "file-size-limit", "the output is larger than files may be here", "ulimit -f shows the limit"
        ),
        errno.EIO: _Words(IoError, "disk-failure", "the disk reports a failure", "check the disk, or " + _ELSEWHERE),
        errno.EBADF: _Words(IoError, "stream-closed", "the output is closed", "run it without >&-"),
        errno.EACCES: _REFUSED,
        errno.EPERM: _REFUSED,
        errno.EROFS: _Words(OutputError, "read-only-disk", "the disk can only be read", _ELSEWHERE),
        errno.ENOENT: _NO_FOLDER,
        errno.ENOTDIR: _Words(OutputError, "output-folder-is-a-file", "a part of the path is not a folder", _ELSEWHERE),
        errno.ENAMETOOLONG: _Words(
            OutputError, "output-name-too-long", "the name is too long", "choose a shorter name"
        ),
        errno.ELOOP: _Words(OutputError, "output-link-circle", "the path is a circle of links", _ELSEWHERE),
    }
)


def os_failure(error: OSError, *, name: str, folder: Path | None = None, size: int = 0) -> CxError:
    """Return the error to raise for a refusal by the system while `size` bytes were written to `name` in `folder`."""
    words = _WORDS.get(error.errno or 0) or _unknown(error)
    place = shlex.quote(str(folder)) if folder else "."
    advice = words.help.format(size=f"{size:,}", folder=place)
    return words.kind(Problem(code=words.code, message=words.message, file=name, help=advice))


def _unknown(error: OSError) -> _Words:
    name = errno.errorcode.get(error.errno or 0, "an error without a number")
    return _Words(IoError, "write-failed", f"the system refused to write: {name}", _ELSEWHERE)
