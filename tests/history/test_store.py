"""The file of a history: written whole or not at all, only added to, and never in place of another file."""

import os
import resource
import signal
import sqlite3
import stat
import sys
import time
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxcli.errors import CxError, DataError, IoError, OutputError, PermissionRefused, RetryError
from cxcli.history import failure, opening
from cxcli.history.fact import Fact
from cxcli.history.standing import standing
from cxcli.history.store import record, tellings
from tests.history.facts import JUNE, MAY, NPS, a_fact, day, recording

HIDDEN = Fact(
    meaning=NPS,
    group=(("plan", "pro"), ("region", "EM\u00c9A")),
    grain="month",
    period=MAY,
    status="suppressed",
    value=None,
    low=None,
    high=None,
    n=0,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


def codes(caught):
    return [each.code for each in caught.value.problems]


def names(folder):
    return [each.name for each in folder.iterdir()]


def counted(path, table):
    with sqlite3.connect(path) as connection:
        return next(connection.execute("SELECT count(*) FROM " + table))[0]  # noqa: S608 - our own names


def test_what_is_written_is_read_to_the_last_bit(path):
    """Values, limits, groups, moments and suppressed scores come back as they were."""
    facts = (a_fact(100 / 3, effective_n=float("inf")), a_fact(-0.1, period=JUNE), HIDDEN)
    assert record(path, recording(*facts))
    told = tellings(path)
    assert tuple(each.fact for each in told) == facts
    assert [each.reported for each in told] == [False, True, False]
    assert {(each.as_of, each.run) for each in told} == {(day(1), 1)}


def test_a_suppressed_score_is_kept_without_numbers(path):
    """Neither its value nor how many answered is in the file."""
    record(path, recording(HIDDEN))
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT status, value, low, high, n, effective_n FROM score").fetchall()
    assert rows == [("suppressed", None, None, None, None, None)]


def test_the_same_run_again_adds_nothing(path):
    """As of one moment the same facts are known: the file stays as it is, byte for byte."""
    record(path, recording(a_fact(40.0)))
    before = path.read_bytes()
    assert not record(path, recording(a_fact(40.0)))
    assert not record(path, recording(a_fact(40.0), config="e" * 64))
    assert path.read_bytes() == before


def test_the_same_score_in_a_later_run_is_no_new_score(path):
    """A score is in the file once, however many runs tell it."""
    for month in (7, 8, 9):
        record(path, recording(a_fact(40.0), as_of=day(1, month)))
    assert (counted(path, "run"), counted(path, "score"), counted(path, "definition")) == (3, 1, 1)


def test_a_restatement_is_a_new_row_and_the_old_one_stays(path):
    """40, then 42, then 40 again: each counts in its time."""
    for month, value in ((7, 40.0), (8, 42.0), (9, 40.0)):
        record(path, recording(a_fact(value), as_of=day(1, month)))
    assert [each.fact.value for each in tellings(path)] == [40.0, 42.0, 40.0]
    (found,) = standing(tellings(path))
    assert (found.fact.value, found.as_of, found.former.value) == (40.0, day(1, 9), 42.0)


@given(st.permutations([(7, 40.0), (8, 42.0), (9, 40.0), (10, 41.0)]))
def test_the_order_of_runs_does_not_matter(tmp_path_factory, order):
    """In whatever order runs come to the file, the same value counts."""
    path = tmp_path_factory.mktemp("order") / "h"
    for month, value in order:
        record(path, recording(a_fact(value), as_of=day(1, month)))
    (found,) = standing(tellings(path))
    assert (found.fact.value, found.as_of, found.former.value) == (41.0, day(1, 10), 40.0)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM run",
        "DELETE FROM definition",
        "DELETE FROM score",
        "DELETE FROM told",
        "UPDATE run SET as_of = ''",
        "UPDATE definition SET words = ''",
        "UPDATE score SET value = 100",
        "UPDATE told SET run = 2",
        "INSERT OR REPLACE INTO score SELECT * FROM score",
        "INSERT OR REPLACE INTO run SELECT * FROM run",
        "INSERT OR REPLACE INTO definition SELECT * FROM definition",
    ],
)
def test_a_history_is_only_added_to(path, statement):
    """Whoever opens the file cannot change or take away what is there, without taking the triggers away."""
    record(path, recording(a_fact(40.0)))
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(statement)


def test_the_file_is_for_its_owner_only(path):
    """0600 whatever the umask, in a folder that is made where it is missing."""
    below = path.parent / "new" / "h.sqlite"
    old = os.umask(0)
    try:
        record(below, recording(a_fact(40.0)))
    finally:
        os.umask(old)
    assert stat.S_IMODE(below.stat().st_mode) == 0o600
    assert names(below.parent) == ["h.sqlite"]


def test_no_file_and_an_empty_one_hold_nothing(path):
    """Reading makes no file; an empty one, which a killed run may leave, becomes a history."""
    assert tellings(path) == []
    assert not path.exists()
    path.touch()
    assert tellings(path) == []
    assert record(path, recording(a_fact(40.0)))
    assert len(tellings(path)) == 1


def made(path, *statements):
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


FOREIGN = {
    "text": lambda path: path.write_text("metric,value\nnps,40\n" * 100),
    "short": lambda path: path.write_bytes(b"\x00"),
    "of another program": lambda path: made(path, "CREATE TABLE run (id INTEGER)"),
    "marked by another program": lambda path: made(path, "PRAGMA application_id = 7"),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_no_history_is_refused_and_left_as_it_is(path, make):
    """Neither read nor written over; what to do is said."""
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for use in (tellings, lambda there: record(there, recording(a_fact(40.0)))):
        with pytest.raises(CxError) as caught:
            use(path)
        assert set(codes(caught)) <= {"history-foreign", "history-folder"}
        assert caught.value.problems[0].help
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_history_without_its_triggers_is_refused(path):
    """Somebody took away what keeps it: it is no history any more."""
    record(path, recording(a_fact(40.0)))
    made(path, "DROP TRIGGER score_no_update")
    with pytest.raises(DataError) as caught:
        tellings(path)
    assert codes(caught) == ["history-foreign"]


def test_a_newer_history_is_refused(path):
    """A file of a later version is neither read nor written."""
    record(path, recording(a_fact(40.0)))
    made(path, "PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(DataError) as caught:
        record(path, recording(a_fact(42.0)))
    assert codes(caught) == ["history-newer"]
    assert path.read_bytes() == before


def test_a_damaged_history_is_refused(path):
    """A page in the middle is overwritten, or the file cut: no traceback, no number."""
    record(path, recording(*(a_fact(float(value), group=(("plan", str(value)),)) for value in range(200))))
    whole = path.read_bytes()
    torn = (whole[:4096] + b"\xff" * 4096 * 3 + whole[4096 * 4 :], whole[: len(whole) // 2])
    for content in torn:
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            tellings(path)
        assert codes(caught) == ["history-damaged"]
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("code", "kind", "named"),
    [
        (sqlite3.SQLITE_FULL, IoError, "history-full"),
        (sqlite3.SQLITE_IOERR_FSYNC, IoError, "history-failed"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, PermissionRefused, "history-permission"),
        (sqlite3.SQLITE_CANTOPEN, OutputError, "history-folder"),
        (sqlite3.SQLITE_BUSY, RetryError, "history-busy"),
    ],
)
def test_what_sqlite_refuses_is_said_in_words(path, code, kind, named):
    """Each kind of failure has its exit code and its word."""
    error = sqlite3.OperationalError("no")
    error.sqlite_errorcode = code
    with pytest.raises(kind) as caught, failure.plainly(path):
        raise error
    assert codes(caught) == [named]


def test_a_file_that_may_not_be_written_is_said(path, monkeypatch):
    """The system refuses to open it: exit code 77."""

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(opening.os, "open", refuse)
    with pytest.raises(PermissionRefused) as caught:
        record(path, recording(a_fact(40.0)))
    assert codes(caught) == ["history-permission"]


def test_a_folder_that_is_a_file_is_said(path):
    """What stands where the folder should be is no folder."""
    path.write_text("x")
    with pytest.raises(OutputError) as caught:
        record(path / "h.sqlite", recording(a_fact(40.0)))
    assert codes(caught) == ["history-folder"]


def test_a_full_disk_leaves_the_history_as_it_was(path):
    """A file that may not grow: all of the run or nothing, and the next run goes on."""
    record(path, recording(a_fact(40.0)))
    before = tellings(path)
    many = recording(*(a_fact(float(value), group=(("plan", str(value)),)) for value in range(2000)), as_of=day(2))
    read, written = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192,) * 2)
        try:
            record(path, many)
        except CxError as error:
            os.write(written, f"{int(error.exit_code)}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 9) == b"74"
    assert tellings(path) == before
    assert record(path, many)


def test_an_old_sqlite_is_refused(path, monkeypatch):
    """Tables are strict, which SQLite knows since 3.37."""
    monkeypatch.setattr(opening.sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(OutputError) as caught:
        record(path, recording(a_fact(40.0)))
    assert codes(caught) == ["history-sqlite"]


def test_a_run_waits_for_another_and_not_forever(path, monkeypatch):
    """While another one writes a run waits; after its patience it says so, and exit code 75."""
    record(path, recording(a_fact(40.0)))
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RetryError) as caught:
        record(path, recording(a_fact(42.0), as_of=day(2)))
    assert codes(caught) == ["history-busy"]
    assert len(tellings(path)) == 1
    other.close()
    assert record(path, recording(a_fact(42.0), as_of=day(2)))


def test_runs_at_once_lose_nothing(path):
    """Eight runs write at one time, the file being made by one of them: all of them are in it."""
    runs = [Thread(target=record, args=(path, recording(a_fact(float(on)), as_of=day(on)))) for on in range(1, 9)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert sorted(each.fact.value for each in tellings(path)) == [float(on) for on in range(1, 9)]
    assert [each.fact.value for each in standing(tellings(path))] == [8.0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_at_any_moment_leaves_whole_runs(path):
    """Kill -9, 100 times at other moments: the file opens, is whole, and holds no half of a run."""
    sys.stdout.flush()
    facts = 60
    for turn in range(100):
        run = recording(*(a_fact(float(turn), group=(("plan", str(each)),)) for each in range(facts)), as_of=day(1))
        run = replace(run, as_of=run.as_of.replace(microsecond=turn))
        child = os.fork()
        if not child:
            record(path, run)
            os._exit(0)
        time.sleep(turn * 0.0002)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    told = tellings(path)
    assert record(path, recording(a_fact(1.0), as_of=day(2)))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sizes = connection.execute("SELECT count(score) FROM run LEFT JOIN told ON run = id GROUP BY id").fetchall()
    assert set(sizes[:-1]) <= {(facts,)}
    assert len(told) % facts == 0
    assert names(path.parent) == ["history.sqlite"]
