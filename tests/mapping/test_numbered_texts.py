"""Texts numbered in their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.numbered_texts import numbered_texts


def by_hand(texts):
    distinct = sorted(set(texts))
    return distinct, [distinct.index(text) for text in texts]


@given(st.lists(st.lists(st.text(st.sampled_from("ab0 ~\x7f\0é"), max_size=20) | st.text(max_size=70))))
def test_texts_are_numbered_as_they_sort(parts):
    """Whatever is in them, long or short: the order is that of Python, and equal texts have one number."""
    distinct, numbers = numbered_texts(parts)
    assert (list(distinct), numbers.tolist()) == by_hand([text for part in parts for text in part])


@pytest.mark.parametrize(
    "texts",
    [
        ["b", "a", "b"],
        ["", "a", ""],
        ["a\0", "a"],
        ["12345678", "123456789", "12345678"],
        ["x" * 64, "x" * 63],
        ["x" * 65, "x" * 64],
        ["é", "e", "z"],
        [""],
        [],
    ],
)
def test_ends_of_words_make_no_difference(texts):
    """Texts of eight signs, of none, with a null byte at the end, and of more than fit."""
    distinct, numbers = numbered_texts([texts])
    assert (list(distinct), numbers.tolist()) == by_hand(texts)
