"""Texts that stay bytes of their block until somebody wants to read them."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from cxcli.sources.words import WIDEST

Grid = npt.NDArray[np.uint8]

_LONGEST = 64
_FEW = 32
"""So few texts are decoded one by one in less time."""
_ASCII = 128
_QUOTE = ord('"')


class LazyTexts(Sequence[str]):
    """The texts of some fields of a buffer, in UTF-8. Each is decoded when it is asked for, all when all are.

    A column of moments or ids has a text for each row; what reads them by their bytes needs none of them as a text.
    """

    __slots__ = ("_buffer", "_decoded", "_doubled", "lengths", "starts")

    def __init__(
        self, buffer: bytes, starts: npt.NDArray[np.int64], stops: npt.NDArray[np.int64], *, doubled: bool
    ) -> None:
        """Take the places of the texts, in bytes; where quotes are `doubled`, two of them stand for one."""
        self._buffer, self._doubled = buffer, doubled
        self.starts, self.lengths = starts, stops - starts
        self._decoded: list[str] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice) or self._decoded is not None:
            return self._all()[place]
        return self._text(int(self.starts[place]), int(self.lengths[place]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def some(self, kept: npt.NDArray[np.bool_]) -> "LazyTexts":
        """Return some of the texts."""
        starts = self.starts[kept]
        return LazyTexts(self._buffer, starts, starts + self.lengths[kept], doubled=self._doubled)

    def grid(self, rows: npt.NDArray[np.int64], length: int) -> Grid:
        """Return the bytes of texts of one length, a row each."""
        data = np.frombuffer(self._buffer, np.uint8)
        found: Grid = np.lib.stride_tricks.sliding_window_view(data, length)[self.starts[rows]]
        return found

    def fields(self) -> tuple[bytes, npt.NDArray[np.int64], npt.NDArray[np.int64]] | None:
        """Return the buffer, and where each text begins in it and how long it is; None where that is not all of it.

        Quotes may be doubled there, and a text too long to be taken by words.
        """
        if self.lengths.max(initial=0) > WIDEST or (self._doubled and b'""' in self._buffer):
            return None
        return self._buffer, self.starts, self.lengths

    def _all(self) -> list[str]:
        if self._decoded is None:
            self._decoded = self._of_one_length()
        if self._decoded is None:
            places = zip(self.starts.tolist(), self.lengths.tolist(), strict=True)
            self._decoded = [self._text(start, length) for start, length in places]
        return self._decoded

    def _of_one_length(self) -> list[str] | None:
        """Return all texts at once where they are plain ASCII of one length, as moments and ids mostly are."""
        length = int(self.lengths[0]) if len(self) else 0
        if len(self) < _FEW or not 0 < length <= _LONGEST or (self.lengths != length).any():
            return None
        grid = self.grid(np.arange(len(self)), length)
        # Zero bytes at the end of a text would be lost, and quotes may stand for fewer.
        if ((grid == 0) | (grid >= _ASCII)).any() or (self._doubled and (grid == _QUOTE).any()):
            return None
        found: list[str] = np.ascontiguousarray(grid).view(f"S{length}").ravel().astype(f"U{length}").tolist()
        return found

    def _text(self, start: int, length: int) -> str:
        text = self._buffer[start : start + length].decode()
        return text.replace('""', '"') if self._doubled else text
