"""Ids as numbers say what the texts say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.numbered_texts import numbered_texts
from cxcli.mapping.plain_ids import PlainIds, id_words, plain_ids
from cxcli.mapping.voters import NOBODY, Keys, voter_key
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.words import PADDING

IDS = st.text(st.sampled_from("aZ09-_~!"), max_size=20)
WORDS = st.sampled_from([*sorted(NOBODY), "N/A", "Anonymous", "nanx", "anonymously", "-1"])
ODD = st.text(st.sampled_from("a@ é\x7f\0\t"), max_size=4) | st.just("x" * 65)


def lazy(texts):
    """The same texts as fields of a buffer."""
    encoded = [text.encode() for text in texts]
    stops = np.cumsum([len(each) for each in encoded], dtype=np.int64)
    starts = stops - np.array([len(each) for each in encoded], np.int64)
    return LazyTexts(b"".join(encoded) + PADDING, starts, stops, doubled=False)


@given(st.lists(IDS | WORDS | ODD, max_size=12))
def test_keys_are_those_of_the_texts(texts):
    """Plain or not, long or short; words that mean nobody are empty."""
    known = Keys(lazy(texts)).known()
    assert list(known) == [voter_key(text) for text in texts]


@given(st.lists(IDS | WORDS, min_size=1, max_size=12))
def test_plain_ids_are_never_read_as_texts(texts):
    """Unless somebody asks: one, some, or all."""
    plain = [text for text in texts if " " not in text and text.isascii()] or ["a"]
    ids = plain_ids(lazy(plain), NOBODY)
    assert isinstance(ids, PlainIds)
    keys = [voter_key(text) for text in plain]
    assert (len(ids), ids.filled.tolist()) == (len(keys), [bool(key) for key in keys])
    assert (ids[0], ids[-1], ids[1:], list(ids)) == (keys[0], keys[-1], keys[1:], keys)


@given(st.lists(st.lists(IDS | WORDS | ODD, max_size=6), max_size=4))
def test_ids_are_numbered_as_their_texts(parts):
    """Whatever form each part has."""
    mixed = [Keys(lazy(part)).known() if place % 2 else part for place, part in enumerate(parts)]
    texts = [text for part in mixed for text in part]
    distinct, numbers = numbered_texts(mixed)
    assert list(distinct) == sorted(set(texts))
    assert [distinct[number] for number in numbers.tolist()] == texts


def test_no_ids():
    """There may be none, of a file without rows."""
    assert id_words([]).shape == (0, 1)
    assert list(PlainIds(np.zeros((0, 2), np.uint64))) == []
