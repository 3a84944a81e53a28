import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.field_text import take_column
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.text_hashes import text_hashes
from cxcli.sources.words import PADDING

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def lazy(texts, *, doubled=False):
    """The texts as they lie in a buffer."""
    fields = [(text.replace('"', '""') if doubled else text).encode() for text in texts]
    stops = np.cumsum([len(field) for field in fields], dtype=np.int64)
    return LazyTexts(b"".join(fields) + PADDING, stops - [len(field) for field in fields], stops, doubled=doubled)


@given(st.lists(TEXTS, min_size=1, max_size=30, unique=True))
def test_a_text_has_one_number_wherever_it_stands(texts):
    """As a text, or as bytes of a file with or without doubled quotes; different texts have different ones."""
    numbers = text_hashes(texts).tolist()
    assert len(set(numbers)) == len(texts)
    assert text_hashes(lazy(texts)).tolist() == numbers
    assert text_hashes(lazy(texts, doubled=True)).tolist() == numbers
    assert [text_hashes([text])[0] for text in texts] == numbers


def test_long_texts_that_begin_alike_differ():
    """All of a long text counts, not only its beginning."""
    texts = ["x" * 64, "x" * 65, "x" * 65 + "a", "x" * 65 + "b"]
    assert len(set(text_hashes(texts).tolist())) == 4
    assert text_hashes(lazy(texts)).tolist() == text_hashes(texts).tolist()


def test_no_texts_have_no_numbers():
    """Nothing comes of nothing."""
    assert text_hashes([]).tolist() == []


def test_a_column_of_many_ids_has_the_numbers_of_its_texts():
    """Ids that were never decoded have the numbers of the same ids as texts."""
    ids = [f"T-{number:06d}" for number in range(5000)]
    data = ",".join(ids).encode()
    stops = np.cumsum([len(each) + 1 for each in ids], dtype=np.int64) - 1
    column = take_column(data + PADDING, stops - [len(each) for each in ids], stops, quoted=True)
    assert isinstance(column.texts, LazyTexts)
    assert text_hashes(column.texts)[column.codes].tolist() == text_hashes(ids).tolist()
