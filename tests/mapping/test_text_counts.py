import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping import text_counts
from cxcli.mapping.text_counts import TextCounts, used
from cxcli.sources.chunk import TextColumn
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.text_column import encode

TEXTS = st.lists(st.sampled_from(["9", "10", "", "x"]), max_size=30)


@given(TEXTS, st.integers(1, 7))
def test_the_rows_of_each_text_are_counted(texts, size):
    """The counts are those of the rows, however these are cut; a text that no row has is not counted."""
    counts = TextCounts()
    for start in range(0, len(texts), size):
        counts.add(encode(texts).at(slice(start, start + size)))
    assert counts.rows == {text: texts.count(text) for text in texts}
    assert not counts.free


def test_a_column_of_too_many_texts_is_not_kept(monkeypatch):
    """Past the limit the texts are let go, whatever comes later: memory is bounded."""
    monkeypatch.setattr(text_counts, "MOST_TEXTS", 3)
    counts = TextCounts()
    counts.add(encode(["1", "2", "3", "3"]))
    assert not counts.free
    counts.add(encode(["4"]))
    assert counts.free
    counts.add(encode(["4"]))
    assert not counts.rows


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_cut_is_rid_of_texts_that_no_row_has(texts, start, stop):
    """The rows stay what they are, and every text left is one that a row has."""
    cut = used(encode(texts).at(slice(start, stop)))
    assert [cut.texts[code] for code in cut.codes] == texts[start:stop]
    assert set(cut.texts) == set(texts[start:stop])


def test_texts_that_are_not_decoded_yet_stay_so():
    """Of texts that are places in a buffer, those that rows have are places in it, too."""
    texts = LazyTexts(b"abcd" + bytes(64), np.array([0, 1, 2]), np.array([1, 2, 4]), doubled=False)
    cut = used(TextColumn(np.array([2, 0, 2]), texts))
    assert isinstance(cut.texts, LazyTexts)
    assert [cut.texts[code] for code in cut.codes] == ["cd", "a", "cd"]
    assert len(cut.texts) == 2


def test_a_column_whose_texts_all_occur_stays_as_it_is():
    """Nothing is copied where there is nothing to leave out."""
    column = TextColumn(np.array([0, 1, 0]), ["a", "b"])
    assert used(column) is column
