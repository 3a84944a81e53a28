"""Text on standard output, checked to have arrived."""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO

from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.os_failure import os_failure

_NAME = "standard output"


def write_out(text: str) -> None:
    """Write `text` to standard output and flush it; what the encoding cannot take is spelled plainly.

    Raises:
        IoError: standard output is closed, or its device is full or fails.
        BrokenPipeError: the reader has gone.
    """
    stream = sys.stdout
    if stream is None or stream.closed:
        raise os_failure(OSError(errno.EBADF, "closed"), name=_NAME)
    try:
        stream.write(fit_encoding(text, stream.encoding or "utf-8"))
        stream.flush()
    except BrokenPipeError:
        _abandon(stream)
        raise
    except OSError as error:
        _abandon(stream)
        raise os_failure(error, name=_NAME, size=len(text)) from error


def write_err(text: str) -> None:
    """Write `text` to standard error as far as possible; there is nowhere to complain."""
    stream = sys.stderr
    if stream is not None and not stream.closed:
        try:
            stream.write(fit_encoding(text, stream.encoding or "utf-8"))
            stream.flush()
        except OSError:
            _abandon(stream)


def _abandon(stream: TextIO) -> None:
    """Send what is still in the buffer nowhere; else Python tries again at its end and changes the exit code."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)
