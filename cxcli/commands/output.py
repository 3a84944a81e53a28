"""Where output goes: data to standard output or a file, talk to standard error."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from cxcli.errors import Notice
from cxcli.reporting.safe import safe
from cxcli.reporting.stdout import write_err, write_out
from cxcli.reporting.talk import notice_text

_FALLBACK = (80, 24)


def deliver(text: str, path: Path | None, *, utf8: bool = False, private: bool = False) -> None:
    """Write data to `path`, whole or not at all, or to standard output; with `utf8` in UTF-8 whatever that takes.

    A `private` file is for its owner only.
    """
    if path is None:
        if utf8 and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        write_out(text)
        return
    # Imported here: most runs write to standard output.
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415

    atomic_write(path, text.encode(), private=private)


def say(line: str) -> None:
    """Write a line to standard error."""
    write_err(safe(line, limit=2000) + "\n")


def progress_of(what: str) -> Callable[[int, int], None] | None:
    """Return what tells on a terminal how many of how many are done; None where standard error is none."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    return lambda done, there: write_err(f"\r{what}: {done:,} of {there:,}" + "\n" * (done == there))


def say_notices(notices: Sequence[Notice]) -> None:
    """Write warnings to standard error, one a line."""
    for notice in notices:
        write_err(notice_text(notice) + "\n")


def terminal_width(*, to_file: bool) -> int:
    """Return the width to write for: `COLUMNS`, else that of the terminal, else 80."""
    if to_file:
        return _FALLBACK[0]
    return max(shutil.get_terminal_size(_FALLBACK).columns, 1)


def has_colour(*, to_file: bool) -> bool:
    """Whether to colour: on a terminal only, and never where `NO_COLOR` is set."""
    if to_file or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def output_encoding(*, to_file: bool) -> str:
    """Return the encoding of standard output, or UTF-8 for files."""
    return "utf-8" if to_file or sys.stdout is None else sys.stdout.encoding or "ascii"
