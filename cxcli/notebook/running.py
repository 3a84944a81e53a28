"""What the calls share: the config, the run, and its warnings."""

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from cxcli.config.load import LoadedConfig, find, load
from cxcli.errors import CxError, Notice
from cxcli.notebook.data import Data, inputs, named_files
from cxcli.notebook.options import Texts
from cxcli.pipeline import Run
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import safe
from cxcli.reporting.talk import notice_text
from cxcli.settings.sources import of_files
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

ConfigFile = str | os.PathLike[str] | Literal[False] | None
"""The config: a path, None for `cx.yaml` of the working directory if there is one, False for none."""

_CALLER = 3
"""Where a warning points: past `speak` and the call itself lies the line of the user."""


class CxWarning(UserWarning):
    """Something that the reader of a number must know; `.notices` of the result has all of them.

    To make them errors: `warnings.simplefilter("error", cxcli.CxWarning)`.
    """


@contextmanager
def read(data: Data, said: Mapping[str, object]) -> Iterator[Sequence[InputFile | Source]]:
    """Give what is to be read; errors about columns say what the index of a data frame is.

    Raises:
        CxError: the data is refused.
    """
    with inputs(data, said) as given, index_said(given):
        yield given


def texts(said: Texts) -> list[str]:
    """Return what was said as a list; one text is a list of one."""
    return [said] if isinstance(said, str) else list(said)


def several(said: Texts | None) -> list[str]:
    """Return what was said as a list, which is empty where nothing was."""
    return [] if said is None else texts(said)


def loaded_config(config: ConfigFile) -> LoadedConfig | None:
    """Return the config of a call, or None where there is none.

    Raises:
        ConfigError, InputError, PermissionRefused: it is wrong or cannot be read.
    """
    if config is False:
        return None
    path = find(Path()) if config is None else Path(config)
    return None if path is None else load(path)


def config_of(config: ConfigFile, data: Data, metrics: Sequence[str] = ()) -> LoadedConfig | None:
    """Return the config of a call, with what it says of the source whose files are given to read.

    Raises:
        CxError: it is wrong or cannot be read, or the files are those of several sources.
    """
    return of_files(loaded_config(config), named_files(data), metrics)


@contextmanager
def index_said(given: Sequence[InputFile | Source]) -> Iterator[None]:
    """Let an error about columns that passes through say that the index of a data frame is none of them."""
    try:
        yield
    except CxError as error:
        if any("column" in problem.code for problem in error.problems):
            for note in _index_notes(given):
                error.add_note(note)
        raise


def notices_of(made: Run) -> list[Notice]:
    """Return the notices of a run, and one for each metric with more bad rows than are put up with."""
    return [*made.notices, *bad_rows(made)]


def bad_rows(made: Run) -> list[Notice]:
    """Return a notice for each metric of a run with more bad rows than are put up with."""
    found = []
    for score in made.overall:
        bad, read = score.account.bad, score.account.read
        if made.settings.max_rejects.exceeded(bad=bad, read=read):
            message = f"{score.metric}: {count(bad)} of {count(read)} rows are bad, more than max_rejects allows"
            found.append(Notice(code="bad-rows", message=message))
    return found


def speak(notices: Sequence[Notice]) -> None:
    """Show notices as warnings of Python, which point to the line that made the call."""
    for notice in notices:
        warnings.warn(notice_text(notice).removeprefix("cx: warning: "), CxWarning, stacklevel=_CALLER)


def _index_notes(given: Sequence[InputFile | Source]) -> list[str]:
    facts = [source.facts for source in given if not isinstance(source, InputFile)]
    return [
        safe(f"'{found.value}' is the index of {each.file}: {found.evidence}")
        for each in facts
        for found in each.detected
        if found.what == "index"
    ]
