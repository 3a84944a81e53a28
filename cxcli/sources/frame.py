"""A data frame as a source: its columns are read as the texts that a file would hold."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources.cell_text import cell_texts
from cxcli.sources.chunk import Chunk, Column, Detection, IntArray, TextColumn
from cxcli.sources.header import read_header
from cxcli.sources.options import ReadOptions
from cxcli.sources.source import SourceFacts
from cxcli.sources.text_column import encode

CHUNK_ROWS = 131_072
"""Rows of a chunk; only the columns asked for are turned into texts, chunk by chunk."""

_WORDS_FOR = {"dict": "a dict", "list": "a list", "tuple": "a tuple", "set": "a set", "ndarray": "an array"}


class FrameSource:
    """A pandas data frame. Its index is no data; its rows are numbered from 1, by position.

    A repeated column name is numbered as in a file (`name#2`), a name that is no text is its text, and a missing
    one is `col:5` (from 1). The frame is not changed, and must not be changed meanwhile.
    """

    def __init__(self, frame: pd.DataFrame, name: str = "<frame>") -> None:
        """Look at the names of the columns of `frame`, which goes by `name` in every output.

        Raises:
            DataError: there are no columns, too many, or names of several levels.
        """
        self._frame = frame
        self._name = name
        self._header = read_header([_names(frame, name)], ReadOptions(header_rows=1), file=name)
        self._facts = self._new_facts()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the frame's order."""
        return self._header.columns

    @property
    def facts(self) -> SourceFacts:
        """What the frame is, and what the last pass found."""
        return self._facts

    def chunks(self, positions: Collection[int], rows: int | None = None) -> Iterator[Chunk]:
        """Make a pass over the frame and yield the columns at `positions`, at most `rows` records at a time.

        Raises:
            DataError: a cell of these columns holds what no cell of a file could, such as a list.
        """
        facts = self._facts = self._new_facts()
        step = rows or CHUNK_ROWS
        for start in range(0, max(len(self._frame), 1), step):
            part = self._frame.iloc[start : start + step]
            columns = {place: self._texts(part, place, start) for place in positions}
            facts.account.read += len(part)
            yield Chunk(self._name, np.arange(start, start + len(part), dtype=np.int64) + 1, columns)
        if facts.account.read == 0:
            facts.notices.append(Notice(code="no-records", message="there are no records", source=self._name))

    def _texts(self, part: pd.DataFrame, place: int, start: int) -> TextColumn:
        codes, values = _distinct(part.iloc[:, place])
        texts = cell_texts(values)
        known = [text for text in texts if text is not None]
        if len(known) < len(texts):
            odd = texts.index(None)
            line = start + int(np.flatnonzero(codes == odd)[0]) + 1
            raise DataError(_no_text(self.columns[place], values[odd], self._name, line))
        found = encode(known)
        return TextColumn(found.codes[codes], found.texts)

    def _new_facts(self) -> SourceFacts:
        named = [str(name) for name in self._frame.index.names if name is not None]
        advice = "no column; frame.reset_index() makes it one"
        return SourceFacts(
            file=self._name,
            format="frame",
            encoding="unicode",
            delimiter=None,
            header=None,
            zone=self._header.zone,
            detected=[Detection("index", name, advice) for name in named],
            notices=list(self._header.notices),
        )


def _names(frame: pd.DataFrame, file: str) -> Sequence[str]:
    if isinstance(frame.columns, pd.MultiIndex):
        message = f"the columns have names of {frame.columns.nlevels} levels"
        help_text = "join them first: frame.columns = frame.columns.map(' '.join)"
        raise DataError(Problem(code="frame-columns", message=message, file=file, help=help_text))
    if len(frame.columns) == 0:
        help_text = "check how the frame was made; frame.reset_index() makes columns of the index"
        raise DataError(Problem(code="frame-columns", message="there are no columns", file=file, help=help_text))
    texts = cell_texts(frame.columns)
    return [str(name) if text is None else text for name, text in zip(frame.columns, texts, strict=True)]


def _distinct(cells: "pd.Series[Any]") -> tuple[IntArray, Sequence[object]]:
    """Return distinct values, of which several may come to one text, and the place of each cell's among them.

    A column of objects is taken cell by cell, unless all are texts: to a hash table, 1, 1.0 and True are one value.
    """
    if cells.dtype == object and pd.api.types.infer_dtype(cells, skipna=True) not in ("string", "empty"):
        return np.arange(len(cells), dtype=np.int64), list(cells)
    codes, values = pd.factorize(cells)
    present = _listed(values)
    if (codes < 0).any():
        codes = np.where(codes < 0, len(present), codes)
        present.append(None)
    return codes.astype(np.int64), present


def _listed(values: Any) -> list[object]:  # noqa: ANN401 - an index of any kind, or an array of an extension
    if pd.api.types.is_float_dtype(values.dtype):
        # An index would make a number of 32 bits one of 64, with other digits.
        return list(np.asarray(values))
    if pd.api.types.is_datetime64_dtype(values.dtype):
        return _moments(np.asarray(values), values)
    return list(values)


def _moments(times: npt.NDArray[np.datetime64], moments: Sequence[object]) -> list[object]:
    """Return the texts of whole seconds at once, which is much quicker than one by one, and other moments as such."""
    seconds = times.astype("datetime64[s]")
    found: list[object] = np.datetime_as_string(seconds).tolist()
    for place in np.flatnonzero(seconds.astype(times.dtype) != times).tolist():
        found[place] = moments[place]
    return found


def _no_text(column: Column, value: object, file: str, line: int) -> Problem:
    kind = type(value).__name__
    return Problem(
        code="frame-cell",
        message=f"column '{column.name}' holds {_WORDS_FOR.get(kind, f'a value of the kind {kind}')}, "
        "where a text, a number or a time is expected",
        file=file,
        line=line,
        help="turn the column into one value a cell, or name another column",
    )
