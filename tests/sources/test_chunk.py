import numpy as np

from cxcli.sources.chunk import Chunk, SourceAccount, TextColumn


def test_a_column_can_be_cut_by_rows():
    """Part of a column holds the texts of its rows."""
    part = TextColumn(np.array([0, 1, 0, 2]), ["a", "b", "c"]).at(slice(1, 3))
    assert [part.texts[code] for code in part.codes] == ["b", "a"]


def test_a_chunk_is_as_long_as_its_accepted_records():
    """The length of a chunk is that of its lines; rejects do not count."""
    assert len(Chunk("f", np.array([2, 4]), {})) == 2


def test_what_is_read_is_accepted_or_rejected():
    """Accepted are all records read but the rejected, whatever the rule."""
    assert SourceAccount(10, {"nul_byte": 1, "too_few_fields": 2}).accepted == 7
