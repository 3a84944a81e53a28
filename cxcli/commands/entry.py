"""The way in: runs a command and turns every end it can come to into an exit code and, if need be, one line."""

import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, TracebackType

import typer

from cxcli.commands.app import app
from cxcli.errors import CxError, ExitCode, Problem

_USAGE: type[Exception] = typer.BadParameter.__mro__[
    1
]  # the class of all errors of the command line; typer does not export it
_SIGNALS = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}


def main() -> None:
    """Run `cx` with the arguments of the process and exit."""
    sys.excepthook = _fault
    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run `cx` with `arguments` and return its exit code. A failure is said in words, never as a traceback."""
    try:
        return int(app(list(arguments), standalone_mode=False) or 0)
    except CxError as error:
        return _failed(arguments, error.exit_code, error.problems)
    except typer.Exit as end:
        return end.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.BROKEN_PIPE
    except MemoryError:
        problem = Problem(
            code="memory", message="there is not enough memory", help="give fewer files or columns at once"
        )
        return _failed(arguments, ExitCode.OUT_OF_MEMORY, [problem])
    except _USAGE as error:
        return _usage(arguments, error)


def _usage(arguments: Sequence[str], error: BaseException) -> int:
    message = error.format_message() if hasattr(error, "format_message") else ""
    if not message or not arguments or "Usage:" in message:
        from cxcli.reporting.stdout import write_out  # noqa: PLC0415 - loaded where it is needed

        write_out(f"{message}\n" if message else "")
        return ExitCode.USAGE
    words = " ".join(message.split())
    command = f" {arguments[0]}" if arguments and not arguments[0].startswith("-") else ""
    problem = Problem(code="usage", message=words.rstrip("."), help=f"see cx{command} --help")
    return _failed(arguments, ExitCode.USAGE, [problem])


def _failed(arguments: Sequence[str], code: ExitCode, problems: Sequence[Problem]) -> int:
    """Say the problems on standard error, one a line; a JSON run gets the error object on standard output too."""
    # Imported here: a run that goes well does not need them.
    from cxcli.reporting.score_json import dumps, error_json  # noqa: PLC0415
    from cxcli.reporting.stdout import write_err, write_out  # noqa: PLC0415
    from cxcli.reporting.talk import problem_text  # noqa: PLC0415

    for problem in problems:
        write_err(problem_text(problem) + "\n")
    if _wants_json(arguments) and code is not ExitCode.IO:
        write_out(dumps(error_json(code, problems)))
    return code


def _wants_json(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(option in ("--format", "-f") and value == "json" for option, value in pairs) or bool(
        {"--format=json", "-fjson"} & set(arguments)
    )


def _stop(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that temporary files are removed on the way out."""
    raise SystemExit(int(_SIGNALS[signal.Signals(number).name]))


def _fault(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line, without any data, that cx itself is at fault, and where."""
    frames = traceback.extract_tb(trace)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    sys.stderr.write(
        f"cx: error: a fault in cx itself ({kind.__name__} at {place}) — please report it with this line and the command\n"
    )
