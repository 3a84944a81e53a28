"""The options of `cx report`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

Reported = Annotated[
    str | None,
    typer.Option("--for", metavar="PERIOD", help="The period to report: 2025-06. Else the last one that is over."),
]
AudienceNames = Annotated[
    list[str] | None,
    typer.Option("--audience", metavar="NAME", help="Only the report of these readers. May be given more than once."),
]
OutputName = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATTERN", help="Names of the files: reports/{period}/cx-{audience}.{ext}."),
]
ReportFormats = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMATS", help="The formats to write: html,md,xlsx,csv,json,png."),
]

Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No warnings and no progress; errors and failed gates are said.")
]
LogFile = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="Append to this file what the run did, and how it ended."),
]
LockTimeout = Annotated[
    float,
    typer.Option(
        "--lock-timeout", metavar="SECONDS", min=0, help="How long to wait for another run of the same report."
    ),
]


class AskedReport(Struct, frozen=True, kw_only=True):
    """What was said of the report on the command line; None and empty: not said."""

    reported: str | None
    audiences: Sequence[str]
    output: str | None
    formats: str | None


class Unattended(Struct, frozen=True, kw_only=True):
    """How a run behaves where nobody looks on."""

    quiet: bool
    log: Path | None
    lock_timeout: float
