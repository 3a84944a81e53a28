"""`cx verify`: whether reports are still those that were written."""

from pathlib import Path
from typing import Annotated

import typer

from cxcli.commands import options as o


def verify(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="Records of runs (.run.json), or folders with such.")
    ],
    output_format: o.PageFormatOption = "table",
) -> None:
    """Check that the files of a report are those that were written."""
    # Imported here, so that help and completion do not wait.
    from cxcli.commands.output import deliver  # noqa: PLC0415
    from cxcli.errors import ExitCode  # noqa: PLC0415
    from cxcli.publishing.verification import records_in, sentences, verified, verified_json  # noqa: PLC0415
    from cxcli.reporting.safe import safe  # noqa: PLC0415
    from cxcli.reporting.score_json import dumps  # noqa: PLC0415

    found = {record: verified(record) for path in records for record in records_in(path)}
    if output_format == "json":
        deliver(dumps(verified_json(found)), None)
    else:
        said = [safe(text, limit=2000) for record, files in found.items() for text in sentences(record, files)]
        deliver("".join(f"{text}\n" for text in said), None)
    if any(each.bad for files in found.values() for each in files):
        raise typer.Exit(ExitCode.DATA)
