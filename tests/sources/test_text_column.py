import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.text_column import encode


@given(st.lists(st.text(alphabet="ab é\x00", max_size=3)))
def test_a_column_gives_its_texts_back(texts):
    """texts[codes] are the texts, each distinct one once, numbered by first appearance as pandas.factorize does."""
    column = encode(texts)
    assert [column.texts[code] for code in column.codes] == texts
    assert column.codes.tolist() == pd.factorize(np.array(texts, dtype=object))[0].tolist()
    assert list(column.texts) == list(dict.fromkeys(texts))
    assert column.codes.dtype == np.int64


def test_texts_that_look_like_missing_values_stay_texts():
    """The empty text and "NA" are texts like others."""
    column = encode(["", "NA", "nan", ""])
    assert (column.codes.tolist(), list(column.texts)) == ([0, 1, 2, 0], ["", "NA", "nan"])
