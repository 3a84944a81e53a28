import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.gathered_texts import GatheredTexts, rows_of_texts
from cxcli.sources.text_column import encode

PARTS = st.lists(st.lists(st.sampled_from(["", "a", "b", "c"])))


@given(PARTS)
def test_the_texts_of_all_chunks_are_one_column(parts):
    """Rows say what they said, each text is kept once, and its rows are counted."""
    gathered = GatheredTexts()
    for part in parts:
        gathered.add(encode(part))
    column = gathered.column()
    every = [text for part in parts for text in part]
    assert [column.texts[code] for code in column.codes] == every
    assert dict(zip(column.texts, rows_of_texts(column), strict=True)) == {text: every.count(text) for text in every}


def test_rows_may_stand_for_several():
    """Where rows are counted already, a text has as many rows as they count together."""
    assert list(rows_of_texts(encode(["a", "b", "a"]), np.array([2, 3, 4]))) == [6, 3]
