"""The tables of a history: runs, definitions, scores, and which run told which score. They are only added to."""

APPLICATION = 0x63784869
"""What marks a SQLite file as a history of `cx`."""

VERSION = 1
"""The version of these tables. A file with a higher one is of a newer `cx`."""

_TABLES = {
    "run": """CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  as_of TEXT NOT NULL,
  reported TEXT NOT NULL,
  config_sha256 TEXT NOT NULL,
  inputs TEXT NOT NULL,
  cx TEXT NOT NULL
) STRICT""",
    "definition": """CREATE TABLE definition (
  mark TEXT NOT NULL PRIMARY KEY,
  metric TEXT NOT NULL,
  words TEXT NOT NULL,
  parameters TEXT NOT NULL,
  unit TEXT NOT NULL,
  direction TEXT NOT NULL,
  confidence REAL NOT NULL,
  interval TEXT
) STRICT""",
    "score": """CREATE TABLE score (
  id INTEGER PRIMARY KEY,
  definition TEXT NOT NULL REFERENCES definition (mark),
  "group" TEXT NOT NULL,
  grain TEXT NOT NULL,
  period TEXT NOT NULL,
  start TEXT NOT NULL,
  "end" TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('ok', 'undefined', 'suppressed')),
  value REAL,
  low REAL,
  high REAL,
  n INTEGER,
  effective_n REAL,
  CHECK (status = 'ok' OR (value IS NULL AND low IS NULL AND high IS NULL)),
  CHECK (status != 'suppressed' OR (n IS NULL AND effective_n IS NULL))
) STRICT""",
    "told": """CREATE TABLE told (
  run INTEGER NOT NULL REFERENCES run (id),
  score INTEGER NOT NULL REFERENCES score (id),
  PRIMARY KEY (run, score)
) STRICT, WITHOUT ROWID""",
}
_KEYS = {"run": "id", "definition": "mark", "score": "id"}
_REFUSED = "SELECT raise(ABORT, 'a history is only added to')"


def statements() -> list[str]:
    """Return what makes the tables, and the triggers that refuse every change of what is there."""
    changes = [
        f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} BEGIN {_REFUSED}; END"
        for table in _TABLES
        for change in ("update", "delete")
    ]
    # A row that is put in place of another one would not be seen by the triggers above.
    replaced = [
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {_there(table, key)} BEGIN {_REFUSED}; END"
        for table, key in _KEYS.items()
    ]
    return [*_TABLES.values(), *changes, *replaced]


def _there(table: str, key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - names of our own tables
