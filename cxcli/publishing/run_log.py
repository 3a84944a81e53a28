"""A log of runs: a line for each thing that happened, appended, for its owner only, without a cell of any source."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cxcli.errors import CxError, OutputError, Problem
from cxcli.reporting.os_failure import os_failure
from cxcli.reporting.output_target import refuse_special
from cxcli.reporting.safe import safe

Kind = Literal["start", "read", "wrote", "warning", "gate", "rows", "error", "end", "notify"]
_LONGEST = 2000
_FIRST = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ [a-z]+ ")
_LOOKED_AT = 64


class RunLog:
    """The log of one run; without a path it keeps nothing."""

    def __init__(self, path: Path | None, first: str) -> None:
        """Begin the log, so that a run that could not be logged does not begin; `first` is its first line.

        Raises:
            CxError: there is no such file and cannot be one, or it is another file than a log.
        """
        self._path = path
        self.failure: CxError | None = None
        self.line("start", first)
        if self.failure is not None:
            raise self.failure

    def line(self, kind: Kind, text: str) -> None:
        """Append a line: the time in UTC, the process, what kind of thing it was, and the text.

        A failure is kept in `failure`: a report is not lost for its log.
        """
        if self._path is None:
            return
        moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        try:
            _append(self._path, f"{moment} {os.getpid()} {kind} {safe(text, limit=_LONGEST)}\n".encode())
        except OSError as error:
            self.failure = os_failure(error, name=str(self._path), folder=self._path.parent)
        except CxError as error:
            self.failure = error


def _append(path: Path, line: bytes) -> None:
    """Append a line in one piece, so that the lines of two runs do not mix.

    Raises:
        OutputError: the file is another one than a log: nothing is added to that.
        OSError: the system refuses.
    """
    refuse_special(path)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        start = os.pread(descriptor, _LOOKED_AT, 0)
        if start and not _FIRST.match(start):
            message, advice = "this file is there and is no log of cx", "give --log a name of its own"
            raise OutputError(Problem(code="log", message=message, file=str(path), help=advice))
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
