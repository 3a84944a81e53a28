import threading

import numpy as np
import pytest

from cxcli.errors import DataError
from cxcli.sources.chunk import Chunk
from cxcli.sources.read_ahead import read_ahead

CHUNKS = [Chunk("a.csv", np.arange(rows), {}, ()) for rows in (3, 0, 2)]


def test_the_same_chunks_come_in_the_same_order():
    """One that is empty too; where there are none, none come."""
    assert list(read_ahead(iter(CHUNKS))) == CHUNKS
    assert list(read_ahead(iter([]))) == []


def test_the_next_chunk_is_read_while_one_is_worked_on():
    """When a chunk is handed on, the one behind it is already asked for, and no more than that."""
    asked = [threading.Event() for _ in CHUNKS]

    def source():
        for chunk, event in zip(CHUNKS, asked, strict=True):
            event.set()
            yield chunk

    chunks = read_ahead(source())
    next(chunks)
    assert asked[1].wait(10)
    assert not asked[2].is_set()
    chunks.close()


def test_what_goes_wrong_is_raised_where_its_chunk_would_have_come():
    """The chunks before it are handed on."""

    def source():
        yield CHUNKS[0]
        raise DataError([])

    chunks = read_ahead(source())
    assert next(chunks) is CHUNKS[0]
    with pytest.raises(DataError):
        next(chunks)


def test_whoever_stops_early_leaves_no_thread_behind():
    """The source is left where it is."""
    chunks = read_ahead(iter(CHUNKS))
    next(chunks)
    chunks.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read-ahead")]
