"""The rows that an analysis of drivers rests on: the outcome and every driver known, and why the others fell away."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.analysis.filled_driver import Filled
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.driver_values import MILLION, DriverValues
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE
from cxcli.mapping.records import IntArray
from cxcli.rows import FATES

FEWEST = 30
"""With fewer complete rows nothing is said."""

EACH = 10
"""Fewer rows for each driver than this are warned about."""

_TWO = 2
_FIRST = 4096
_SHOWN = 60


class DriverTable(Struct, frozen=True, kw_only=True):
    """The complete rows: the `outcome`, the drivers by name in millionths, each row standing `counts` times.

    `complete` tells which of the rows given they are, `scored` how many rows those stand for. `filled` says of each
    driver named, and of an outcome of its own, how far it is filled; `constant` are those left out since all complete
    rows say the same.
    """

    outcome: IntArray
    drivers: Mapping[str, IntArray]
    counts: IntArray
    complete: npt.NDArray[np.bool_]
    scored: int
    filled: Sequence[Filled]
    constant: Sequence[str]

    @property
    def n(self) -> int:
        """The rows that are used."""
        return int(self.counts.sum())

    def notices(self) -> list[Notice]:
        """Return what the reader must know of the rows."""
        found = [
            Notice(code="constant-driver", message=f"{_cut(name)} is the same in all complete rows: left out")
            for name in self.constant
        ]
        if self.n < EACH * len(self.drivers):
            message = f"{self.n:,} complete rows are few for {len(self.drivers)} drivers: {EACH} for each are a minimum"
            found.append(Notice(code="few-rows", message=message))
        if self.n * _TWO < self.scored:
            lost = self.scored - self.n
            message = f"{lost:,} of {self.scored:,} scored rows are not complete; those left may be a special kind"
            found.append(Notice(code="incomplete-rows", message=message))
        return found


def driver_table(
    outcome: DriverValues, values: Mapping[str, DriverValues], counts: IntArray, *, joined: frozenset[str]
) -> DriverTable:
    """Return the complete rows of all, of which each stands `counts` times.

    Raises:
        DataError: there are too few of them, or all outcomes are alike.
        UsageError: fewer than two drivers are left.
    """
    unread = {name: each.fates != READ for name, each in values.items()}
    lacking = sum((mask.astype(np.int64) for mask in unread.values()), start=np.zeros(len(outcome.fates), np.int64))
    complete = (lacking == 0) & (outcome.fates == READ)
    alone = (lacking == 1) & (outcome.fates == READ)
    standing = counts[complete]
    n = int(standing.sum())
    used = {name: each.millionths[complete] for name, each in values.items()}
    if n < max(FEWEST, len(values) + _TWO):
        raise DataError(_too_few(n, unread, outcome, counts))
    constant = [name for name, column in used.items() if column.min() == column.max()]
    kept = {name: column for name, column in used.items() if name not in constant}
    answers = outcome.millionths[complete]
    if answers.min() == answers.max():
        raise DataError(_alike(n))
    if len(kept) < _TWO:
        raise UsageError(_alone(list(kept), constant))
    means = {name: _sum(column, standing) / n / MILLION for name, column in used.items()}
    filled = [
        _filled(name, each, counts, alone & unread[name], mean=means[name], joined=name in joined)
        for name, each in values.items()
    ]
    return DriverTable(
        outcome=answers,
        drivers=kept,
        counts=standing,
        complete=complete,
        scored=int(counts.sum()),
        filled=filled,
        constant=constant,
    )


def whole(column: IntArray) -> IntArray:
    """Return a column moved and scaled to the smallest whole numbers from 0 on, which changes no correlation."""
    moved = column - column.min()
    step = max(int(np.gcd.reduce(moved[:_FIRST])), 1)
    steps = moved // step
    if (steps * step != moved).any():
        steps = moved // int(np.gcd.reduce(moved))
    return np.asarray(steps)


def _sum(column: IntArray, counts: IntArray) -> int:
    """Return the exact sum; halves of 32 bits cannot run over."""
    return (int(((column >> 32) * counts).sum()) << 32) + int(((column & 0xFFFFFFFF) * counts).sum())


def _filled(
    name: str, values: DriverValues, counts: IntArray, alone: npt.NDArray[np.bool_], *, mean: float, joined: bool
) -> Filled:
    rows = np.bincount(values.fates, counts, minlength=len(FATES)).astype(np.int64).tolist()
    return Filled(
        name=name,
        kind=values.kind,
        n=rows[READ],
        blank=rows[BLANK],
        missing=rows[MISSING],
        unreadable=rows[UNREADABLE],
        alone=int(counts[alone].sum()),
        mean=mean,
        joined=joined,
    )


def _too_few(n: int, unread: Mapping[str, npt.NDArray[np.bool_]], outcome: DriverValues, counts: IntArray) -> Problem:
    drivers = len(unread)
    lost = {name: int(counts[mask].sum()) for name, mask in unread.items() if mask.any()}
    worst = sorted(lost, key=lambda name: (-lost[name], name))[:3]
    scored = int(counts[outcome.fates == READ].sum())
    said = ", ".join(f"{_cut(name)} lacks in {lost[name]:,}" for name in worst)
    needed = max(FEWEST, drivers + _TWO)
    message = f"{n:,} rows have an outcome and all {drivers} drivers: {needed} are the least"
    help_text = f"of {scored:,} rows with an outcome {said}; leave such drivers away" if said else "take more rows"
    return Problem(code="too-few-rows", message=message, help=help_text)


def _alike(n: int) -> Problem:
    message = f"the outcome is the same in all {n:,} complete rows: nothing moves it"
    return Problem(code="constant-outcome", message=message, help="take more rows, or another outcome")


def _alone(kept: Sequence[str], constant: Sequence[str]) -> Problem:
    gone = f" ({', '.join(map(_cut, constant))}: the same in all complete rows)" if constant else ""
    message = f"{'one driver has' if kept else 'no driver has'} anything to be weighed against{gone}"
    return Problem(code="driver-alone", message=message, help='name two or more: --drivers "Q1,Q2,Q3"')


def _cut(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
