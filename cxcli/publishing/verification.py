"""Whether the files of a report are still those that its run wrote, and its inputs those that it read."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from msgspec import DecodeError, Struct
from msgspec.json import decode

from cxcli.errors import DataError, InputError, PermissionRefused, Problem
from cxcli.publishing.run_record import SCHEMA
from cxcli.reporting.score_json import Json

State = Literal["same", "changed", "missing"]
_MOST = 16_777_216


class _File(Struct):
    path: str
    sha256: str | None


class _Account(Struct):
    read: int
    scored: int
    skipped: dict[str, int]


class _Record(Struct):
    schema: str
    config: _File
    inputs: list[_File]
    rows: dict[str, _Account]
    outputs: list[_File]
    exit_code: int


class Verified(Struct, frozen=True):
    """A file that a record names: what it is there, its path, and its state now."""

    role: Literal["output", "input", "config"]
    path: str
    state: State

    @property
    def bad(self) -> bool:
        """Whether an output is not as it was written; inputs and configs may move on."""
        return self.role == "output" and self.state != "same"


def records_in(path: Path) -> list[Path]:
    """Return the record that a path is, or all those below the folder that it is, in the order of their names.

    Raises:
        InputError: there is none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob("*.run.json"))
    if not found:
        message = "no record of a run is in this folder"
        advice = "cx report writes one beside its files: reports/2025-06/cx.run.json"
        raise InputError(Problem(code="no-record", message=message, file=str(path), help=advice))
    return found


def verified(path: Path) -> list[Verified]:
    """Return the state of each file that the record at `path` names.

    Outputs are looked for beside the record, inputs and the config from the folder in which `cx` runs, each by the path
    that it was read by.

    Raises:
        InputError, PermissionRefused: the record cannot be read.
        DataError: it is none, or not whole, or its rows do not add up.
    """
    found = _record(path)
    inputs = list(dict.fromkeys((each.path, each.sha256) for each in found.inputs))
    return [
        *(Verified("output", each.path, _state(path.parent / each.path, each.sha256)) for each in found.outputs),
        *(Verified("input", name, _state(Path(name), digest)) for name, digest in inputs),
        Verified("config", found.config.path, _state(Path(found.config.path), found.config.sha256)),
    ]


def verified_json(records: Mapping[Path, Sequence[Verified]]) -> Json:
    """Return what was found, by the contract of docs/cx.verify.schema.json."""
    return {
        "schema": "cx.verify/1",
        "records": [
            {
                "record": str(path),
                "same": not any(each.bad for each in files),
                "files": [{"role": each.role, "path": each.path, "state": each.state} for each in files],
            }
            for path, files in records.items()
        ],
    }


def sentences(path: Path, files: Sequence[Verified]) -> Iterator[str]:
    """Yield what is to be said of a record: a line where all is well, else one for each file that is not."""
    outputs = [each for each in files if each.role == "output"]
    bad = [each for each in outputs if each.bad]
    for each in bad:
        yield f"{path}: {each.path} is {'missing' if each.state == 'missing' else 'not as it was written'}"
    if not bad:
        what = "the file is as it was" if len(outputs) == 1 else f"all {len(outputs)} files are as they were"
        yield f"{path}: {what} written{''.join(_moved(files))}"


def _moved(files: Sequence[Verified]) -> Iterator[str]:
    """Yield what is to be said of inputs and the config that are not as they were read."""
    for state, words in (("changed", "changed since"), ("missing", "not there any more")):
        names = [each.path for each in files if each.role != "output" and each.state == state]
        if names:
            yield f"; {words}: {', '.join(names)}"


def _record(path: Path) -> _Record:
    try:
        with path.open("rb") as file:
            found = decode(file.read(_MOST), type=_Record)
    except PermissionError as error:
        message, advice = "this record may not be read", "it is for its owner only: ls -l shows who that is"
        raise PermissionRefused(Problem(code="not-permitted", message=message, file=str(path), help=advice)) from error
    except OSError as error:
        problem = Problem(code="no-record", message="there is no such record", file=str(path), help="check the path")
        raise InputError(problem) from error
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_record(path, "this is no record of a run, or it was cut") from error
    if found.schema != SCHEMA:
        raise _no_record(path, "this is no record of a run")
    if any(each.read != each.scored + sum(each.skipped.values()) for each in found.rows.values()):
        raise _no_record(path, "this record was changed: its rows do not add up")
    return found


def _no_record(path: Path, message: str) -> DataError:
    return DataError(
        Problem(code="not-a-record", message=message, file=str(path), help="name a .run.json of cx report")
    )


def _state(path: Path, sha256: str | None) -> State:
    """Return the state of a file; what is no regular file is none: a pipe would never end."""
    try:
        if not path.is_file():
            return "missing"
        with path.open("rb") as file:
            return "same" if file_digest(file, "sha256").hexdigest() == sha256 else "changed"
    except (OSError, ValueError):
        return "missing"
