"""Compressed streams unpacked piece by piece, one after another as long as there are any, and nothing behind them."""

import bz2
import lzma
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from cxcli.sources import limits

_PACKED_BYTES = 65536


class Decompressor(Protocol):
    """What `bz2` and `lzma` have in common."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes out before more is put in."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What was put in behind the end of the stream."""
        ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Take packed bytes in and give at most `max_length` unpacked ones."""
        ...


def bzip2() -> Decompressor:
    """Return a decompressor of one bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz() -> Decompressor:
    """Return a decompressor of one xz stream, which may not take more memory than the limit."""
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=limits.XZ_MEMORY)


def unpack(raw: IO[bytes], new: Callable[[], Decompressor], size: int) -> Iterator[bytes]:
    """Yield what the streams in `raw` hold, in blocks of at most `size`; zeros between and behind them are padding.

    Raises:
        EOFError: the last stream is cut off.
        OSError, lzma.LZMAError: a stream is damaged, or something else is behind the streams.
    """
    packed = raw.read(_PACKED_BYTES)
    while packed:
        stream = new()
        yield from _one(stream, packed, raw, size)
        packed = stream.unused_data.lstrip(b"\0")
        while not packed and (more := raw.read(_PACKED_BYTES)):
            packed = more.lstrip(b"\0")


def _one(stream: Decompressor, packed: bytes, raw: IO[bytes], size: int) -> Iterator[bytes]:
    while True:
        if block := stream.decompress(packed, size):
            yield block
        if stream.eof:
            return
        packed = raw.read(_PACKED_BYTES) if stream.needs_input else b""
        if stream.needs_input and not packed:
            raise EOFError
