import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources.lazy_texts import LazyTexts

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=12)
ALIKE = st.lists(st.text('ab0\0é"', min_size=3, max_size=3), min_size=1, max_size=9)


def lazy(texts, *, doubled=False):
    """The texts as they stand in a buffer, one behind the other; quotes are written twice where they are doubled."""
    written = [(text.replace('"', '""') if doubled else text).encode() for text in texts]
    stops = np.cumsum([len(each) for each in written], dtype=np.int64)
    starts = stops - np.array([len(each) for each in written], np.int64)
    return LazyTexts(b"".join(written) + bytes(64), starts, stops, doubled=doubled)


@given(TEXTS | ALIKE, st.booleans())
def test_texts_are_those_of_the_buffer(texts, doubled):
    """One by one, all at once, in slices and again, the texts are what was written."""
    made = lazy(texts, doubled=doubled)
    assert len(made) == len(texts)
    assert [made[place] for place in range(len(texts))] == texts
    assert list(made) == texts
    assert made[1:3] == texts[1:3]
    assert [made[place] for place in range(len(texts))] == texts


def test_texts_by_hand():
    """One text by itself, a slice, one again when all are known, all, and all again; and some of them."""
    made = lazy(["ab", "", 'c"'], doubled=True)
    assert (made[2], made[1:], made[0], list(made), list(made)) == (
        'c"',
        ["", 'c"'],
        "ab",
        ["ab", "", 'c"'],
        ["ab", "", 'c"'],
    )
    assert list(made.some(np.array([True, False, True]))) == ["ab", 'c"']


@given(TEXTS | ALIKE, st.data())
def test_some_of_the_texts_are_texts_again(texts, data):
    """What is kept is in its order, and nothing else."""
    kept = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    some = lazy(texts).some(np.array(kept, np.bool_))
    assert list(some) == [text for text, stays in zip(texts, kept, strict=True) if stays]


def test_texts_of_one_length_are_a_grid_of_bytes():
    """A row of the grid has the bytes of a text."""
    found = lazy(["2025", "abcd", "x"]).grid(np.array([1, 0]), 4)
    assert found.tolist() == [list(b"abcd"), list(b"2025")]


@pytest.mark.parametrize("texts", [["a" * 64, "b" * 64], ["a" * 65, "b" * 65], ["", ""], ["1", "22"]])
def test_the_length_of_texts_changes_nothing(texts):
    """Long, empty and unlike texts are read as well."""
    assert list(lazy(texts)) == texts


@pytest.mark.parametrize("text", ["\xe9{:02}", 'a"{:02}', "ab{:02}"])
def test_many_texts_of_one_length_are_decoded_as_each(text):
    """Signs beyond ASCII and doubled quotes keep their meaning where all are taken at once."""
    texts = [text.format(number) for number in range(50)]
    assert list(lazy(texts, doubled=True)) == texts
