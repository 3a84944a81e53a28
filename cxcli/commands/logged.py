"""A run and its log: how it ended is in it, however it ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from cxcli import __version__
from cxcli.errors import CxError, ExitCode
from cxcli.publishing.run_log import RunLog


@contextmanager
def logged(path: Path | None, command: str) -> Iterator[RunLog]:
    """Give the log of a run, and write its end into it.

    Raises:
        CxError: the log cannot be written. Where that shows only later, it is raised once the run has ended well.
    """
    log = RunLog(path, f"cx {__version__} {command}")
    try:
        yield log
    except BaseException as error:
        _ended(log, error)
        raise
    log.line("end", str(int(ExitCode.DONE)))
    if log.failure is not None:
        raise log.failure


def _ended(log: RunLog, error: BaseException) -> None:
    """Say why a run ended early, and the exit code; of a fault in cx only what kind it is."""
    for problem in error.problems if isinstance(error, CxError) else ():
        log.line("error", f"{problem.code}: {problem.message}{f' ({problem.place})' if problem.place else ''}")
    match error:
        case CxError() | typer.Exit():
            code = int(error.exit_code)
        case KeyboardInterrupt():
            code = ExitCode.INTERRUPTED
        case SystemExit():
            code = int(error.code or 0)
        case MemoryError():
            code = ExitCode.OUT_OF_MEMORY
        case _:
            log.line("error", f"fault: {type(error).__name__}")
            code = ExitCode.FAULT
    log.line("end", str(int(code)))
