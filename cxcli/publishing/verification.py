"""Whether the files of a report are still those that its run wrote, and its inputs those that it read."""

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import decode

from cxcli.errors import DataError, InputError, Problem
from cxcli.reporting.score_json import Json

State = Literal["same", "changed", "missing"]
_SCHEMA = "cx.run/1"
_MOST = 16_777_216


class _File(Struct):
    path: str
    sha256: str | None = None


class _Record(Struct):
    schema: str
    config: _File
    inputs: list[_File]
    outputs: list[_File]
    exit_code: int


class Verified(Struct, frozen=True):
    """A file of a record: what it is there (`role`: output, input or config), its path, and its state now."""

    role: Literal["output", "input", "config"]
    path: str
    state: State

    @property
    def bad(self) -> bool:
        """Whether an output is not as it was written; inputs and configs may move on."""
        return self.role == "output" and self.state != "same"


def verified(record: Path) -> list[Verified]:
    """Return the state of each file that a record names, looked for from the folder of the record.

    Inputs and the config are looked for from where `cx verify` runs, as the run looked for them.

    Raises:
        InputError: the record cannot be read. DataError: it is none.
    """
    found = _read(record)
    return [
        *(Verified("output", each.path, _state(record.parent / each.path, each.sha256)) for each in found.outputs),
        *(Verified("input", each.path, _state(Path(each.path), each.sha256)) for each in found.inputs),
    ]


def records_in(path: Path) -> list[Path]:
    """Return the record that a path is, or those of the folder that it is, in the order of their names.

    Raises:
        InputError: there is none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob("*.run.json"))
    if not found:
        message = "no record of a run is in this folder"
        advice = "cx report writes one beside its files: cx verify reports/2025-06/cx.run.json"
        raise InputError(Problem(code="no-record", message=message, file=str(path), help=advice))
    return found


def verified_json(records: "list[tuple[Path, list[Verified]]]") -> Json:
    """Return what was found, by the contract of docs/cx.verify.schema.json."""
    return {
        "schema": "cx.verify/1",
        "records": [
            {
                "record": str(record),
                "same": not any(each.bad for each in files),
                "files": [{"role": each.role, "path": each.path, "state": each.state} for each in files],
            }
            for record, files in records
        ],
    }


def sentences(record: Path, files: list[Verified]) -> Iterator[str]:
    """Yield what is to be said of a record: one line where all is well, else one for each file that is not."""
    outputs = [each for each in files if each.role == "output"]
    bad = [each for each in outputs if each.bad]
    if not bad:
        moved = sum(each.role == "input" and each.state != "same" for each in files)
        beside = f"; {moved} of its inputs changed since or are elsewhere" if moved else ""
        yield f"{record}: all {len(outputs)} files are as they were written{beside}"
    for each in bad:
        yield f"{record}: {each.path} is {'missing' if each.state == 'missing' else 'not as it was written'}"


def _read(path: Path) -> _Record:
    try:
        with path.open("rb") as file:
            found = decode(file.read(_MOST), type=_Record)
    except OSError as error:
        problem = Problem(code="no-record", message="this record cannot be read", file=str(path), help="check the path")
        raise InputError(problem) from error
    except (DecodeError, ValidationError, UnicodeDecodeError) as error:
        raise _no_record(path) from error
    if found.schema != _SCHEMA:
        raise _no_record(path)
    return found


def _no_record(path: Path) -> DataError:
    message = "this is no record of a run, or it was cut or changed"
    return DataError(Problem(code="not-a-record", message=message, file=str(path), help="name a .run.json of cx report"))


def _state(path: Path, sum_then: str | None) -> State:
    try:
        with path.open("rb") as file:
            return "same" if file_digest(file, "sha256").hexdigest() == sum_then else "changed"
    except OSError:
        return "missing"
