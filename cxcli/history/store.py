"""A history in its file: what runs told, read and added."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from cxcli import __version__
from cxcli.history.fact import Fact, Meaning, Recording, Telling, group_json
from cxcli.history.opening import to_read, to_write
from cxcli.scoring.score import PeriodSpan

_Row = tuple[object, ...]

_READ = """
SELECT run.id, run.as_of, run.reported, mark, metric, words, parameters, unit, direction, confidence, interval,
  "group", grain, period, start, "end", status, value, low, high, n, effective_n
FROM told JOIN run ON run.id = told.run JOIN score ON score.id = told.score JOIN definition ON mark = definition
ORDER BY run.id, score.id"""


def tellings(path: Path) -> list[Telling]:
    """Return everything that a history holds, run by run; nothing where there is none yet.

    Raises:
        CxError: the file is no history, is of a newer version, is damaged, or cannot be read.
    """
    with to_read(path) as connection:
        return [] if connection is None else list(_told(connection))


def record(path: Path, recording: Recording) -> bool:
    """Add what a run found; False where the history says all of it already, as of the same moment.

    All is written or nothing, and a run that writes at the same time waits. The file is for its owner only.

    Raises:
        CxError: the file is no history, is of a newer version, is damaged, or cannot be written.
    """
    with to_write(path) as connection:
        if _knows(connection, recording):
            return False
        run = _insert_run(connection, recording)
        _insert_definitions(connection, recording)
        there = _scores(connection)
        for fact in recording.facts:
            row = _row(fact)
            if row not in there:
                there[row] = _inserted(connection, "score", (None, *row))
            connection.execute("INSERT INTO told VALUES (?, ?)", (run, there[row]))
    return True


def _knows(connection: sqlite3.Connection, recording: Recording) -> bool:
    """Whether the last that was told as of this very moment of each place is what the run found."""
    latest = {each.fact.place: each.fact for each in _told(connection) if each.as_of == recording.as_of}
    return all(latest.get(fact.place) == fact for fact in recording.facts)


def _told(connection: sqlite3.Connection) -> Iterator[Telling]:
    meanings: dict[str, Meaning] = {}
    for run, as_of, reported, mark, *rest in connection.execute(_READ):
        meaning = meanings.setdefault(mark, _meaning(mark, rest[:7]))
        group, grain, label, start, end, status, value, low, high, n, effective_n = rest[7:]
        fact = Fact(
            meaning=meaning,
            group=tuple(json.loads(group).items()),
            grain=grain,
            period=PeriodSpan(label, date.fromisoformat(start), date.fromisoformat(end), complete=True),
            status=status,
            value=value,
            low=low,
            high=high,
            n=n or 0,
            effective_n=effective_n,
        )
        yield Telling(fact=fact, as_of=datetime.fromisoformat(as_of), run=run, reported=reported == label)


def _meaning(mark: str, row: list[object]) -> Meaning:
    names = ("metric", "words", "parameters", "unit", "direction", "confidence", "interval")
    said: Mapping[str, object] = dict(zip(names, row, strict=True))
    return Meaning(mark=mark, **said)  # type: ignore[arg-type] # the tables are strict


def _insert_run(connection: sqlite3.Connection, recording: Recording) -> int:
    inputs = json.dumps([{"path": name, "sha256": sha256} for name, sha256 in recording.inputs])
    moment = recording.as_of.astimezone(UTC).isoformat()
    return _inserted(connection, "run", (None, moment, recording.reported, recording.config, inputs, __version__))


def _insert_definitions(connection: sqlite3.Connection, recording: Recording) -> None:
    there = {mark for (mark,) in connection.execute("SELECT mark FROM definition")}
    for each in dict.fromkeys(fact.meaning for fact in recording.facts):
        if each.mark not in there:
            words = (each.mark, each.metric, each.words, each.parameters)
            _inserted(connection, "definition", (*words, each.unit, each.direction, each.confidence, each.interval))
            there.add(each.mark)


def _scores(connection: sqlite3.Connection) -> dict[_Row, int]:
    """Return the numbers of the scores that are there."""
    return {tuple(row): number for number, *row in connection.execute("SELECT * FROM score")}


def _row(fact: Fact) -> _Row:
    n = None if fact.status == "suppressed" else fact.n
    period = fact.period
    days = period.start.isoformat(), period.end.isoformat()
    place = (fact.meaning.mark, group_json(fact.group), fact.grain, period.label, *days)
    return (*place, fact.status, fact.value, fact.low, fact.high, n, fact.effective_n)


def _inserted(connection: sqlite3.Connection, table: str, row: _Row) -> int:
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - names of our own tables
    return cursor.lastrowid or 0
