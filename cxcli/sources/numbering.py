"""Equal keys numbered alike, by a table as a hash table is one, for all rows at once."""

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
ShortKeys = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]

_MIXING = np.uint64(0xBF58476D1CE4E5B9)
"""An odd number with bits all over: times it, keys of few different bits differ in their first ones."""
_HALF = np.uint64(32)
_BITS = 64


def numbered(keys: Keys) -> tuple[Numbers, Numbers]:
    """Return a number for each key, and the first row of each number; they count from 0 in order of appearance.

    In each round every key goes to a place in the table, and the first row that comes there stands for all that have
    the same key; those with another one go to the next round, in which they are mixed in another way. As mixing keeps
    different keys different, no choice of keys takes more than a few rounds.
    """
    size = max(len(keys), 1).bit_length() + 1
    shift, table = np.uint64(_BITS - size), np.empty(1 << size, np.int32)
    first, left, mixed = np.zeros(len(keys), np.int32), np.arange(len(keys), dtype=np.int32), keys
    while len(left):
        mixed = (mixed ^ (mixed >> _HALF)) * _MIXING
        places = (mixed >> shift).view(np.int64)
        table[places[::-1]] = left[::-1]
        there = table[places]
        alike = keys[there] == keys[left]
        first[left[alike]] = there[alike]
        left, mixed = left[~alike], mixed[~alike]
    begins = first == np.arange(len(keys))
    return (np.cumsum(begins) - 1)[first], np.flatnonzero(begins)


def numbered_short(keys: ShortKeys) -> tuple[Numbers, Numbers]:
    """Return what `numbered` returns, of keys so short that a table has a place for each."""
    size = int(keys.max(initial=0)) + 1
    first = np.full(size, -1, np.int32)
    # Of the rows that go to one place the last one written stays: backwards, that is the first row.
    first[keys[::-1].astype(np.int64)] = np.arange(len(keys) - 1, -1, -1, dtype=np.int32)
    firsts = np.sort(first[first >= 0]).astype(np.int64)
    numbers = np.zeros(size, np.int64)
    numbers[keys[firsts]] = np.arange(len(firsts))
    return numbers.take(keys.astype(np.int64)), firsts
