"""What a call is given to read: files or data frames."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pandas as pd

from cxcli.errors import Problem, UsageError
from cxcli.notebook.options import FILE_OPTIONS
from cxcli.sources.frame import FrameSource
from cxcli.sources.paths import STANDARD_INPUT, InputFile, open_inputs
from cxcli.sources.source import Source

Path = str | os.PathLike[str]
Data = Path | Sequence[Path] | pd.DataFrame | Mapping[str, pd.DataFrame]
"""A path or a glob, a list of them, a data frame, or data frames by the names that they go by; several are one."""


@contextmanager
def inputs(data: Data, said: Mapping[str, object]) -> Iterator[Sequence[InputFile | Source]]:
    """Give what is to be read; `said` are the options of the call.

    Raises:
        UsageError: it is of another kind, there is none, or an option is only for files.
        InputError, PermissionRefused: a file cannot be read.
    """
    if isinstance(data, pd.DataFrame | Mapping):
        _refuse_file_options(said)
        frames = data if isinstance(data, Mapping) else {"<frame>": data}
        yield [FrameSource(_frame(frame), _name(name)) for name, frame in _some(frames).items()]
    else:
        with open_inputs(_paths(data)) as files:
            yield list[InputFile | Source](files)


def named_files(data: Data) -> list[str]:
    """Return the paths and globs that are given to read; none where data frames are.

    Raises:
        UsageError: what is given is of another kind.
    """
    return [] if isinstance(data, pd.DataFrame | Mapping) else _paths(data)


def _refuse_file_options(said: Mapping[str, object]) -> None:
    names = [name for name in FILE_OPTIONS if name in said]
    if names:
        message = f"{' and '.join(names)}: this says how a file is read, and a data frame is read already"
        raise UsageError(Problem(code="option", message=message, help="leave it out, or give the path of the file"))


def _some(frames: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    if not frames:
        raise _refused("there are no data frames in the dict", "for example: {'spring': spring, 'autumn': autumn}")
    return frames


def _frame(frame: object) -> pd.DataFrame:
    if not isinstance(frame, pd.DataFrame):
        raise _refused(f"the dict holds {_kind(frame)}, where a data frame is expected", _FRAMES)
    return frame


def _name(name: object) -> str:
    if not isinstance(name, str) or not name.strip():
        raise _refused("the name of a data frame is no text", "for example: {'spring': spring, 'autumn': autumn}")
    return name


def _paths(data: object) -> list[str]:
    given = list(data) if isinstance(data, list | tuple) else [data]
    if not given:
        raise _refused("there is nothing to read in the list", "give a path: 'responses.csv'")
    return [_path(each) for each in given]


def _path(given: object) -> str:
    if isinstance(given, pd.DataFrame):
        raise _refused("a data frame in a list has no name", "name each: {'spring': spring, 'autumn': autumn}")
    if not isinstance(given, str | os.PathLike):
        raise _refused(f"{_kind(given)} is not read", _FRAMES)
    path = os.fspath(given)
    if not isinstance(path, str) or path == STANDARD_INPUT:
        raise _refused("standard input and paths of bytes are not read here", "give the path of a file as text")
    return path


def _kind(value: object) -> str:
    return f"a value of the kind {type(value).__name__}"


def _refused(message: str, help_text: str) -> UsageError:
    return UsageError(Problem(code="data", message=message, help=help_text))


_FRAMES = "give a path, or a data frame of pandas; others have series.to_frame() or frame.to_pandas()"
