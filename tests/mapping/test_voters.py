import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.readings import READ
from cxcli.mapping.voters import VoterReader, voter_key
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.words import PADDING


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ann@Example.com", "ann@example.com"),
        (" ann@example.com ", "ann@example.com"),
        ("\ufeffANN@example.com", "ann@example.com"),
        ("A1b", "A1b"),
        ("a1b", "a1b"),
        (" 17 ", "17"),
        ("Jose\u0301", "Jos\xe9"),
        ("", ""),
        ("  ", ""),
        ("two  words", "two words"),
        ("n/a", ""),
        (" N/A ", ""),
        ("-", ""),
        ("Anonymous", ""),
        ("not available", ""),
        ("na@example.com", "na@example.com"),
    ],
)
def test_a_key_is_the_text_but_for_spaces_and_the_capitals_of_an_address(text, key):
    """Spaces, Unicode forms and the capitals of e-mail addresses make no second person; capitals of ids do."""
    assert voter_key(text) == key


def test_every_text_is_a_key():
    """Nothing is unreadable; a blank is the empty key."""
    found = VoterReader().read(["x", ""])
    assert (list(found.values), found.fates.tolist()) == (["x", ""], [0, 0])


@given(
    st.lists(
        st.sampled_from(["a1", "A1", "x\ny", "none", "Ann@X.org", " b ", "é", "c", "NULL", "-", "d\t"]), max_size=6
    )
)
def test_keys_read_together_are_the_keys_read_one_by_one(texts):
    """Whatever stands beside it, a text has the one key that it stands for."""
    assert list(VoterReader().read(texts).values) == [voter_key(text) for text in texts]


def test_keys_of_very_many_texts_are_those_of_each():
    """They are worked out when one is asked for, and are the same as those of few texts."""
    ids = [f"User{number}@Example.com" if number % 7 else "N/A" for number in range(5000)]
    data = "".join(ids).encode()
    stops = np.cumsum([len(each) for each in ids], dtype=np.int64)
    lazy = LazyTexts(data + PADDING, stops - [len(each) for each in ids], stops, doubled=False)
    found = VoterReader().read(lazy)
    expected = VoterReader().read(ids).values
    assert (len(found.values), found.values[1], found.values[1:3]) == (5000, expected[1], expected[1:3])
    assert list(found.values) == expected
    assert (found.fates == READ).all()
