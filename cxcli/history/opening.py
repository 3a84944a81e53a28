"""A history is opened only if it is one: a regular file, of this version, with exactly its own tables, and whole."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cxcli.history.failure import DAMAGED, FOREIGN, NEWER, OLD_LIBRARY, plainly, refused
from cxcli.history.schema import APPLICATION, VERSION, statements

_PATIENCE = 30.0
"""How long a run waits for another one, in seconds."""

_STRICT_SINCE = (3, 37, 0)
_OWNER = 0o600

# A rollback journal and not a write-ahead log: it needs no shared memory, which network folders have not, and leaves
# one file. EXTRA waits for the disk after the journal is gone, too, so that what was written stays written.
_PRAGMAS = ("synchronous = EXTRA", "foreign_keys = ON", "trusted_schema = OFF", "temp_store = MEMORY")


@contextmanager
def to_read(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Give a history to read; None where there is no file, or an empty one. What a killed run left is taken back.

    Raises:
        CxError: the file is no history, is of a newer version, is damaged, or cannot be read.
    """
    with plainly(path):
        if not path.exists() and not path.is_symlink():
            yield None
            return
        _refuse_special(path)
        with closing(_connected(path)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection if _is_history(connection, path) else None


@contextmanager
def to_write(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a history within one transaction, made where there is none; all of it is written, or nothing.

    Raises:
        CxError: as `to_read`, or it cannot be written.
    """
    with plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, _OWNER))
        _refuse_special(path)
        with closing(_connected(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not _is_history(connection, path):
                _make(connection)
            yield connection
            connection.execute("COMMIT")


def _refuse_special(path: Path) -> None:
    """Refuse what is no regular file, such as a folder or a pipe, on which SQLite would wait."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused(FOREIGN, path)


def _connected(path: Path) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _STRICT_SINCE:
        raise refused(OLD_LIBRARY, path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)
    connection.isolation_level = None  # transactions begin where they are begun
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _is_history(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the file is a history; False where it is empty.

    Raises:
        CxError: it is something else, newer, or damaged.
    """
    marked, version = (_number(connection, name) for name in ("application_id", "user_version"))
    made = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    # SQLite takes a file of a few bytes for an empty one. Nobody writes meanwhile: this is within a transaction.
    if not path.stat().st_size:
        return False
    if marked != APPLICATION:
        raise refused(FOREIGN, path)
    if version > VERSION:
        raise refused(NEWER, path)
    if made != set(statements()):
        raise refused(FOREIGN, path)
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise refused(DAMAGED, path)
    return True


def _number(connection: sqlite3.Connection, name: str) -> int:
    (found,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(found)


def _make(connection: sqlite3.Connection) -> None:
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
