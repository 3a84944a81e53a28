from pathlib import Path

import numpy as np

from cxcli.sources.kept_source import KeptSource
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile


def opened(tmp_path: Path, rows=1000):
    path = tmp_path / "a.csv"
    path.write_text("n,word\n" + "".join(f"{row},{'odd' if row % 2 else 'even'}\n" for row in range(rows)))
    return KeptSource(open_source(InputFile(path, "a.csv"), ReadOptions()))


def texts(chunks, position):
    return [chunk.columns[position].texts[code] for chunk in chunks for code in chunk.columns[position].codes]


def test_what_was_read_is_there_again(tmp_path):
    """The rows of a pass can be gone through again as they were, with the lines and codes that they had."""
    source = opened(tmp_path)
    first = list(source.chunks([0, 1], 300))
    again = source.again()
    second = list(again.chunks([0, 1]))
    assert (again.columns, again.facts) == (source.columns, source.facts)
    assert [texts(second, place) for place in (0, 1)] == [texts(first, place) for place in (0, 1)]
    assert np.concatenate([chunk.lines for chunk in second]).tolist() == list(range(2, 1002))
    assert all(chunk.columns[0].codes.dtype == np.int64 for chunk in second)


def test_the_last_pass_is_kept(tmp_path):
    """A pass takes the place of the one before."""
    source = opened(tmp_path, rows=5)
    list(source.chunks([0]))
    list(source.chunks([1]))
    (chunk,) = source.again().chunks([0, 1])
    assert list(chunk.columns) == [1]
    assert list(source.again().chunks([1])) != []


def test_nothing_was_read(tmp_path):
    """Before any pass there is nothing."""
    assert list(opened(tmp_path).again().chunks([0])) == []


def test_what_was_kept_can_be_let_go(tmp_path):
    """Once the rows have been gone through they need not be kept."""
    source = opened(tmp_path)
    list(source.chunks([0]))
    source.let_go()
    assert list(source.again().chunks([0])) == []
