"""How far a long run is: a line on standard error that changes, on a terminal only, and is gone at the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cxcli.commands.output import terminal_width
from cxcli.reporting.safe import safe
from cxcli.reporting.stdout import write_err

_BAR = 20


@contextmanager
def step_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows which step is begun, which one it is and how many there are."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _what, _number, _of: None
        return
    width = terminal_width(to_file=False) - 1
    try:
        yield lambda what, number, of: write_err(f"\r{_bar(what, number, of)[:width]:<{width}}\r")
    finally:
        write_err(f"\r{'':<{width}}\r")


def _bar(what: str, number: int, of: int) -> str:
    """Return "[#####---------------] 2 of 5: tickets.csv"; what is done is drawn."""
    done = _BAR * (number - 1) // of
    return f"[{'#' * done}{'-' * (_BAR - done)}] {number} of {of}: {safe(what, limit=200)}"
