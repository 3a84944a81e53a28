import bz2
import io
import lzma

import pytest

from cxcli.sources import limits, streams

DATA = b"id,score\n" + b"1,9\n" * 50_000
KINDS = [(bz2.compress, streams.bzip2), (lzma.compress, streams.xz)]
FAILURES = (OSError, EOFError, lzma.LZMAError)


def unpacked(packed, new, size=1000):
    return list(streams.unpack(io.BytesIO(packed), new, size))


@pytest.mark.parametrize(("pack", "new"), KINDS)
@pytest.mark.parametrize("size", [1, 1000, 10**7])
def test_streams_come_out_in_blocks(pack, new, size):
    """What was packed comes out whole, in blocks of at most the size asked for, none of them empty."""
    data = DATA[: 1000 * size]
    blocks = unpacked(pack(data), new, size)
    assert b"".join(blocks) == data
    assert all(0 < len(block) <= size for block in blocks)


@pytest.mark.parametrize(("pack", "new"), KINDS)
def test_several_streams_are_one_file(pack, new):
    """Streams one behind the other, with zeros between and behind them, are read as one; an empty one adds nothing."""
    packed = pack(b"one\n") + bytes(100_000) + pack(b"") + pack(b"two\n") + bytes(70_000)
    assert b"".join(unpacked(packed, new)) == b"one\ntwo\n"
    assert unpacked(b"", new) == []


@pytest.mark.parametrize(("pack", "new"), KINDS)
def test_every_cut_is_an_error(pack, new):
    """A stream that is cut anywhere fails."""
    packed = pack(b"id,score\n1,9\n")
    for size in range(1, len(packed)):
        with pytest.raises(FAILURES):
            unpacked(packed[:size], new)


@pytest.mark.parametrize(("pack", "new"), KINDS)
@pytest.mark.parametrize("garbage", [b"x", b"trailing garbage", b"\0\0x"])
def test_garbage_behind_a_stream_is_an_error(pack, new, garbage):
    """What follows the streams and is none itself is refused."""
    with pytest.raises(FAILURES):
        unpacked(pack(b"id,score\n1,9\n") + garbage, new)


@pytest.mark.parametrize(("pack", "new"), KINDS)
def test_a_flipped_bit_is_an_error_or_harmless(pack, new):
    """Damage is seen by the checksum: no other data come out."""
    packed = pack(b"id,score\n1,9\n")
    for place in range(len(packed)):
        damaged = bytearray(packed)
        damaged[place] ^= 4
        try:
            blocks = unpacked(bytes(damaged), new)
        except FAILURES:
            continue
        assert b"".join(blocks) == b"id,score\n1,9\n"


def test_xz_may_not_take_any_memory(monkeypatch):
    """A stream that asks for a larger dictionary than the limit allows is refused."""
    monkeypatch.setattr(limits, "XZ_MEMORY", 2**20)
    with pytest.raises(lzma.LZMAError):
        unpacked(lzma.compress(DATA, preset=9), streams.xz)
