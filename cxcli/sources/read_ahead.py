"""The next chunk is read while the one before it is worked on: the two take turns otherwise."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from cxcli.sources.chunk import Chunk


def read_ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Yield the same chunks in the same order, one of them in stock.

    What goes wrong in reading is raised where its chunk would have come. Whoever stops early waits for the one in
    work.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        coming = reader.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = reader.submit(next, chunks, None)
            yield chunk
