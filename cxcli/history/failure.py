"""What SQLite and the system refuse, in plain words and under the right exit code."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from cxcli.errors import CxError, DataError, IoError, OutputError, PermissionRefused, Problem, RetryError


class _Words(Struct, frozen=True):
    kind: type[CxError]
    code: str
    message: str
    help: str


_ASIDE = "move it aside, and the next report begins a new one; or name another file: history: NAME.sqlite"
FOREIGN = _Words(DataError, "history-foreign", "this file is no history of cx, and is left as it is", _ASIDE)
NEWER = _Words(
    DataError, "history-newer", "this history was written by a newer version of cx", "use that version, or update cx"
)
DAMAGED = _Words(
    DataError, "history-damaged", "this history is damaged, and is left as it is", f"take a copy of yours, or {_ASIDE}"
)
OLD_LIBRARY = _Words(
    OutputError,
    "history-sqlite",
    "the SQLite of this Python is too old for a history",
    "use a Python with SQLite 3.37 or newer, or leave history out of the config",
)
_REFUSED = _Words(
    PermissionRefused,
    "history-permission",
    "the history may not be written, or its folder may not",
    "ls -ld shows who may write the file, and its folder, where SQLite keeps a journal meanwhile",
)
_NO_PLACE = _Words(OutputError, "history-folder", "the history cannot be opened there", "name another place: history:")
_FAILED = _Words(IoError, "history-failed", "the disk failed while the history was read or written", "check the disk")
_WORDS: Mapping[int, _Words] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: _Words(
            IoError, "history-full", "no space left on the disk for the history", "free some space, and run it again"
        ),
        sqlite3.SQLITE_BUSY: _Words(
            RetryError, "history-busy", "another run has been writing the history for half a minute", "run it again"
        ),
        sqlite3.SQLITE_READONLY: _REFUSED,
        sqlite3.SQLITE_PERM: _REFUSED,
        sqlite3.SQLITE_AUTH: _REFUSED,
        sqlite3.SQLITE_CANTOPEN: _NO_PLACE,
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_NOTADB: FOREIGN,
    }
)
_PRIMARY = 0xFF


def refused(words: _Words, path: Path) -> CxError:
    """Return the error to raise for a history that is refused."""
    return words.kind(Problem(code=words.code, message=words.message, file=str(path), help=words.help))


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Raise what SQLite and the system refuse as a `CxError`."""
    try:
        yield
    except PermissionError as error:
        raise refused(_REFUSED, path) from error
    except OSError as error:
        raise refused(_NO_PLACE, path) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR
        raise refused(_WORDS.get(code & _PRIMARY, _FAILED), path) from error
