"""What can go wrong, in the program's own words.

    CxError                 every failure that a user can cause; carries Problems
    ├── UsageError      2   the command line
    ├── DeliveryError   5   a message that could not be sent
    ├── DataError      65   input that is refused
    ├── InputError     66   input missing or unreadable
    ├── OutputError    73   output that cannot be created
    ├── IoError        74   a read or write that failed
    ├── RetryError     75   input that changed while it was read
    ├── PermissionRefused 77
    └── ConfigError    78   bad configuration

This module imports nothing of the package.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar

from msgspec import Struct


class ExitCode(IntEnum):
    """How the program ends. The table is in docs/exit-codes.md."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    BAD_ROWS = 3
    GATE = 4
    DELIVERY = 5
    DATA = 65
    NO_INPUT = 66
    OUT_OF_MEMORY = 71
    CANNOT_CREATE = 73
    IO = 74
    TRY_AGAIN = 75
    NO_PERMISSION = 77
    CONFIG = 78
    HANGUP = 129
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: what (`message`), where (`file`, `line`, `column`, from 1), and what to do (`help`).

    `code` is a stable kebab-case word. `excerpt` is the line of a *config* file, shown with a caret; it is never
    set for data, since customer data does not belong in an error text.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    help: str | None = None
    excerpt: str | None = None

    @property
    def place(self) -> str:
        """`file:line:column` as far as it is known, or an empty text; a column alone is no place."""
        if self.file is None and self.line is None:
            return ""
        parts = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(parts)


class Notice(Struct, frozen=True, kw_only=True):
    """Something that the reader of a number must know although the run went on: `code`, `message`, and where."""

    code: str
    message: str
    source: str | None = None
    line: int | None = None


class CxError(Exception):
    """A failure that a user can cause and mend, with every problem found; its text has a line for each."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAULT

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Take one problem or all of them."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(_line(problem) for problem in self.problems))


def _line(problem: Problem) -> str:
    """Return what is wrong, where, and what to do, with nothing in it that a terminal obeys."""
    place = f" ({problem.place})" if problem.place else ""
    advice = f" — {problem.help}" if problem.help else ""
    text = f"{problem.message}{place}{advice}"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


class UsageError(CxError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = ExitCode.USAGE


class DeliveryError(CxError):
    """The report is made, and somebody who is to be told of it is not."""

    exit_code = ExitCode.DELIVERY


class DataError(CxError):
    """The input was read and is refused."""

    exit_code = ExitCode.DATA


class InputError(CxError):
    """The input is not there or cannot be opened."""

    exit_code = ExitCode.NO_INPUT


class OutputError(CxError):
    """The output cannot be created."""

    exit_code = ExitCode.CANNOT_CREATE


class IoError(CxError):
    """A read or a write failed."""

    exit_code = ExitCode.IO


class RetryError(CxError):
    """The input changed while it was read; the next run may succeed."""

    exit_code = ExitCode.TRY_AGAIN


class PermissionRefused(CxError):  # noqa: N818 - PermissionError is Python's own name
    """A file may not be read or written."""

    exit_code = ExitCode.NO_PERMISSION


class ConfigError(CxError):
    """The configuration is wrong."""

    exit_code = ExitCode.CONFIG
