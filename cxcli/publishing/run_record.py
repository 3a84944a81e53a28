"""The record of a run: what was read, what was made of it, and what was written, with checksums."""

import platform
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from cxcli import __version__
from cxcli.report.content import Report
from cxcli.reporting.score_json import Json, dumps, notice_json, source_json
from cxcli.rows import RowAccount

_LIBRARIES = ("numpy", "pandas", "scipy", "msgspec", "pydantic", "PyYAML")
"""The libraries that a number can depend on."""


class Written(Struct, frozen=True):
    """A file that was written: its path and its content."""

    path: Path
    content: bytes


def record_path(output: Path) -> Path:
    """Return where the record of a report stands: beside its files, under their name."""
    return output.with_name(f"{output.stem}.run.json")


def run_record(report: Report, written: Sequence[Written], path: Path, *, exit_code: int) -> bytes:
    """Return the record of the run that wrote some files; `path` is where it will stand, and names start from there.

    It holds no cell of any source: counts, names of columns, checksums.
    """
    libraries = {name: version(name) for name in _LIBRARIES}
    data: Json = {
        "schema": "cx.run/1",
        "cx": __version__,
        "python": platform.python_version(),
        "libraries": libraries,
        "as_of": report.as_of.isoformat(),
        "config": {"path": report.config[0], "sha256": report.config[1]},
        "audience": report.audience.name or None,
        "period": {"label": report.period.label, "start": str(report.period.start), "end": str(report.period.end)},
        "inputs": [source_json(each) for each in report.sources],
        "rows": {each.definition.id: _account(each.account) for each in report.metrics},
        "warnings": [notice_json(each) for each in report.notices],
        "outputs": [_output(each, path.parent) for each in written],
        "exit_code": exit_code,
    }
    return dumps(data).encode()


def _account(account: RowAccount) -> Json:
    reasons = {str(reason): rows for reason, rows in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": reasons}


def _output(each: Written, folder: Path) -> Json:
    name = each.path.relative_to(folder) if each.path.is_relative_to(folder) else each.path
    return {"path": str(name), "bytes": len(each.content), "sha256": sha256(each.content).hexdigest()}
