import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.sources import numbering
from cxcli.sources.numbering import numbered, numbered_short

MIXING = int(numbering._MIXING)
INVERSE = pow(MIXING, -1, 2**64)


def numbers_of(keys):
    """Number equal keys alike in order of appearance, one by one."""
    seen, firsts = {}, {}
    for row, key in enumerate(keys):
        seen.setdefault(key, len(seen))
        firsts.setdefault(key, row)
    return [seen[key] for key in keys], list(firsts.values())


def unmixed(mixed):
    """Return the key that the first round mixes into this number."""
    key = mixed * INVERSE % 2**64
    return key ^ (key >> 32)


@given(st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1), max_size=200))
def test_equal_keys_have_one_number_in_order_of_appearance(keys):
    """As a dictionary numbers them, with the first row of each."""
    codes, firsts = numbered(np.array(keys, np.uint64))
    assert (codes.tolist(), firsts.tolist()) == numbers_of(keys)


@pytest.mark.parametrize("rows", [1, 2, 255, 256, 257, 40_000])
def test_many_keys_are_numbered_as_few(rows):
    """Keys that follow each other, and keys that differ in their last bits only, are kept apart."""
    for keys in (np.arange(rows), np.arange(rows) << 24, np.arange(rows)[::-1] % 1000):
        codes, firsts = numbered(keys.astype(np.uint64))
        assert (codes.tolist(), firsts.tolist()) == numbers_of(keys.tolist())


def test_keys_that_all_go_to_one_place_are_kept_apart():
    """Keys chosen so that the first round has one place for all of them take another round, and are right."""
    keys = [unmixed(number) for number in range(1000)] * 2
    codes, firsts = numbered(np.array(keys, np.uint64))
    assert codes.tolist() == [*range(1000), *range(1000)]
    assert firsts.tolist() == list(range(1000))


@given(st.lists(st.integers(0, 9) | st.integers(0, 2**16 - 1), max_size=200))
def test_short_keys_are_numbered_as_others_are(keys):
    """Keys of 16 bits have the numbers that a dictionary gives them, with the first row of each."""
    codes, firsts = numbered_short(np.array(keys, np.uint16))
    assert (codes.tolist(), firsts.tolist()) == numbers_of(keys)
