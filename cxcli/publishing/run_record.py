"""The record of a run: what was read, what was made of it, and what was written, with checksums."""

import platform
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cxcli import __version__
from cxcli.config.load import LoadedConfig
from cxcli.presentation.run_output import source_entries
from cxcli.report.content import Report
from cxcli.report.runs import Found
from cxcli.reporting.atomic import Output
from cxcli.reporting.score_json import Json, dumps, notice_json, source_json
from cxcli.rows import RowAccount

SCHEMA = "cx.run/1"
_LIBRARIES = ("numpy", "pandas", "scipy", "msgspec", "pydantic", "PyYAML", "Jinja2")
"""The libraries that a number or a file can depend on."""


def record_path(output: Path) -> Path:
    """Return where the record of a report stands: beside its files, under their name."""
    return output.with_name(f"{output.stem}.run.json")


def run_record(
    path: Path, reports: Sequence[Report], found: Found, config: LoadedConfig, outputs: Sequence[Output], exit_code: int
) -> Output:
    """Return the record, to stand at `path`, of the run that makes some outputs of some reports.

    It holds no row of any source: counts, names of columns, and checksums.
    """
    first = reports[0]
    data: Json = {
        "schema": SCHEMA,
        "cx": __version__,
        "python": platform.python_version(),
        "libraries": dict(_versions()),
        "as_of": first.as_of.isoformat(),
        "config": {"path": str(config.path), "sha256": config.sha256},
        "audiences": [report.audience.name or None for report in reports],
        "period": {"label": first.period.label, "start": str(first.period.start), "end": str(first.period.end)},
        "inputs": list(_inputs(found)),
        "rows": {each.definition.id: _account(each.account) for report in reports for each in report.metrics},
        "warnings": [notice_json(each) for each in dict.fromkeys(one for report in reports for one in report.notices)],
        "outputs": [_output(each) for each in outputs],
        "exit_code": exit_code,
    }
    return Output(path, dumps(data).encode(), private=True)


def _versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _inputs(found: Found) -> Iterator[Json]:
    """Yield what was read: a file once for each way in which it was understood."""
    seen: list[Json] = []
    for each in (source_json(entry) for run in found.all_runs for entry in source_entries(run)):
        if each not in seen:
            seen.append(each)
            yield each


def _account(account: RowAccount | None) -> Json | None:
    """Return what became of the rows; None where that is not told."""
    if account is None:
        return None
    reasons = {str(reason): rows for reason, rows in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": reasons}


def _output(each: Output) -> Json:
    return {"path": each.path.name, "bytes": len(each.data), "sha256": sha256(each.data).hexdigest()}
