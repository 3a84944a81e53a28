"""A log of runs: a line for each thing that happened, appended, for its owner only, without a cell of any source."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cxcli.reporting.os_failure import os_failure
from cxcli.reporting.safe import safe

Kind = Literal["start", "read", "wrote", "warning", "gate", "sent", "error", "end"]
_LONGEST = 2000


class RunLog:
    """The log of one run; without a path it keeps nothing.

    Raises:
        CxError: the file cannot be written, when it is opened or later.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the log, so that a run that could not be logged does not begin."""
        self._path = path
        if path is not None:
            self._append("")

    def line(self, kind: Kind, text: str) -> None:
        """Append a line: the time in UTC, the process, what kind of thing it was, and the text."""
        moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self._append(f"{moment} {os.getpid()} {kind} {safe(text, limit=_LONGEST)}\n")

    def _append(self, line: str) -> None:
        """Append in one write, so that the lines of two runs do not mix."""
        if self._path is None:
            return
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(self._path, flags, 0o600)
            try:
                os.write(descriptor, line.encode())
            finally:
                os.close(descriptor)
        except OSError as error:
            raise os_failure(error, name=str(self._path), folder=self._path.parent) from error
