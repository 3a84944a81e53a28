"""Which cases are held out to judge a forecast: 30 of 100, whatever the order of rows, and all of one key together."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from cxcli.analysis.prediction import Cases
from cxcli.analysis.resampled import DistinctRows
from cxcli.drill_down.driver_table import DriverTable
from cxcli.errors import DataError, Problem
from cxcli.mapping.driver_values import MILLION
from cxcli.mapping.groups import group_key
from cxcli.mapping.records import IntArray
from cxcli.sources.chunk import TextColumn

SHARE = 0.3
SEED = 20250101
FEWEST = 20
"""Fewer cases of either class than this are no ground for a forecast."""

_FEWEST_OF_A_PART = 5


def cases(table: DriverTable, names: Sequence[str], keys: TextColumn | None) -> Cases:
    """Return the cases in an order of their own, with those held out marked: by their key, or else by chance.

    Raises:
        DataError: too few cases are of one class.
    """
    happened = (table.outcome > 0).astype(np.int64)
    _refuse_few(happened, table.counts)
    columns = [happened, *(table.drivers[name] for name in names)]
    if keys is None:
        found = DistinctRows.of(columns, table.counts)
        rows = found.rows[found.all_rows()]
        held_out = _by_chance(rows[:, 0])
    else:
        found = DistinctRows.of([_by_key(keys, table), *columns], table.counts)
        marked = found.rows[found.all_rows()]
        held_out, rows = marked[:, 0] == 1, marked[:, 1:]
    made = Cases(rows[:, 1:] / MILLION, rows[:, 0] == 1, held_out)
    for part in (made.happened[held_out], made.happened[~held_out]):
        if min(np.count_nonzero(part), np.count_nonzero(~part)) < _FEWEST_OF_A_PART:
            raise DataError(_few("too few cases of one class are in one of the two parts"))
    return made


def _refuse_few(happened: IntArray, counts: IntArray) -> None:
    n, events = int(counts.sum()), int(counts[happened == 1].sum())
    if min(events, n - events) < FEWEST:
        raise DataError(_few(f"{events:,} of {n:,} rows are a yes: {FEWEST} of each kind are the least"))


def _few(message: str) -> Problem:
    return Problem(code="too-few-events", message=message, help="take more rows, or another outcome")


def _by_chance(happened: IntArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which rows are held out: the same share of both classes."""
    chance = np.random.default_rng(SEED)
    held_out = np.zeros(len(happened), np.bool_)
    for kind in (0, 1):
        mine = np.flatnonzero(happened == kind)
        held_out[chance.permutation(mine)[: round(SHARE * len(mine))]] = True
    return held_out


def _by_key(keys: TextColumn, table: DriverTable) -> IntArray:
    """Return 1 for the rows held out: those whose key has a digest in the lowest 30 of 100."""
    digests = [
        blake2b(group_key(key).encode("utf-8", "surrogatepass"), digest_size=8, salt=b"held out").digest()
        for key in keys.texts
    ]
    out = np.array([int.from_bytes(digest) < SHARE * 2**64 for digest in digests], np.int64)
    return np.asarray(out[keys.codes][table.complete])
