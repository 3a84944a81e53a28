"""The way in: runs a command and turns every end it can come to into an exit code and, if need be, one line."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import FrameType, TracebackType

import typer

from cxcli.commands.app import program
from cxcli.errors import CxError, ExitCode, Problem

_USAGE: type[Exception] = typer.BadParameter.__bases__[0]  # of all faults of a command line; typer does not export it
_ALLOCATIONS = 200_000
_SIGNALS = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}


def main() -> None:
    """Run `cx` with the arguments of the process and exit."""
    sys.excepthook = _fault
    # Looking for garbage while hundreds of modules load finds none, and takes a tenth of a short run.
    gc.set_threshold(_ALLOCATIONS)
    # The matrices here are tiny: threads for them cost time on a busy machine, and several times the work of one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run `cx` with `arguments` and return its exit code. A failure is said in words, never as a traceback."""
    try:
        return int(program().main(list(arguments), prog_name="cx", standalone_mode=False) or 0)
    except SystemExit as end:
        # That is how typer ends, with another code, where the reader of the output has gone.
        if isinstance(end.__context__, BrokenPipeError):
            return ExitCode.BROKEN_PIPE
        raise
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except (CxError, MemoryError, OSError, _USAGE) as error:
        return _failed(arguments, *_told(error))


def _told(error: BaseException) -> tuple[ExitCode, Sequence[Problem]]:
    """Return the exit code and the problems of a failure."""
    if isinstance(error, CxError):
        return error.exit_code, error.problems
    if isinstance(error, MemoryError):
        advice = "give fewer files or columns at once"
        return ExitCode.OUT_OF_MEMORY, [Problem(code="memory", message="there is not enough memory", help=advice)]
    if isinstance(error, OSError):
        # Files are read and written by modules that say what failed; what is left is help on a broken output.
        from cxcli.reporting.os_failure import os_failure  # noqa: PLC0415 - a run that goes well does not need it

        return _told(os_failure(error, name=error.filename or "standard output"))
    return ExitCode.USAGE, [_usage_problem(error)]


def _usage_problem(error: BaseException) -> Problem:
    """Return what typer says is wrong with the command line, and the help of the command that it is about."""
    words = getattr(error, "format_message", str)()
    if words.startswith("Usage:"):  # no command at all: what typer says then is the help
        sys.stdout.write(words + "\n")
        words = ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "cx"
    message = " ".join(words.split()).replace("Value error, ", "").rstrip(".") or "a command is missing"
    return Problem(code="usage", message=message, help=f"see {command} --help")


def _failed(arguments: Sequence[str], code: ExitCode, problems: Sequence[Problem]) -> int:
    """Say the problems on standard error, one a line; a JSON run gets the error object on standard output too."""
    # Imported here: a run that goes well does not need them.
    from cxcli.reporting.score_json import dumps, error_json  # noqa: PLC0415
    from cxcli.reporting.stdout import write_err, write_out  # noqa: PLC0415
    from cxcli.reporting.talk import problem_text  # noqa: PLC0415

    for problem in problems:
        write_err(problem_text(problem) + "\n")
    if _wants_json(arguments):
        with suppress(CxError, BrokenPipeError):  # the failure that came first is the one to report
            write_out(dumps(error_json(code, problems)))
    return code


def _wants_json(arguments: Sequence[str]) -> bool:
    if {"--format=json", "-fjson"} & set(arguments):
        return True
    return any(option in ("--format", "-f") and value == "json" for option, value in pairwise(arguments))


def _stop(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that temporary files are removed on the way out."""
    raise SystemExit(int(_SIGNALS[signal.Signals(number).name]))


def _fault(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line, without any data, that cx itself is at fault, and where; Python then ends with 1."""
    frames = traceback.extract_tb(trace)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    message = f"a fault in cx itself ({kind.__name__} at {place})"
    problem = Problem(code="fault", message=message, help="please report this line and the command")
    _failed(sys.argv[1:], ExitCode.FAULT, [problem])
