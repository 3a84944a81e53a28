"""Answered rows of which only one for each person, account or response will stand: a ledger that adds."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.records import IntArray
from cxcli.scoring.cells import CellKey
from cxcli.scoring.exact_sum import Exact

Keep = Literal["latest", "first"]
KeyArray = npt.NDArray[np.object_]

_PENDING_ROWS = 500_000
"""So many rows may wait before they are merged; fewer, and large ledgers are copied too often."""


class Nobody:
    """The key of a row that has none: each is somebody else."""

    __slots__ = ()


class Content(Struct, frozen=True):
    """What a vote says: its answer and weight, the flags of its row, and its cell in each layer."""

    value: int
    weight: Exact
    flags: tuple[str, ...]
    cells: tuple[CellKey, ...]


class Votes(Struct, frozen=True, kw_only=True):
    """Some votes, an array entry each: whose it is (`keys`), when it was given, where it stands, what it says.

    A key is a text or `Nobody`. `numbers` are those of the records in their file, `at` is any whole number that grows
    with time. `files` are codes of `names`, which are sorted; `contents` are codes of `said`. `people` are second keys,
    where `keys` are responses of which each person has several.
    """

    keys: KeyArray
    people: KeyArray | None
    at: IntArray
    files: IntArray
    names: Sequence[str]
    numbers: IntArray
    contents: IntArray
    said: Sequence[Content]

    def __len__(self) -> int:
        return len(self.keys)

    def only(self, rows: IntArray) -> "Votes":
        """Return some of the votes, by their places."""
        return Votes(
            keys=self.keys[rows],
            people=None if self.people is None else self.people[rows],
            at=self.at[rows],
            files=self.files[rows],
            names=self.names,
            numbers=self.numbers[rows],
            contents=self.contents[rows],
            said=self.said,
        )

    def by_person(self) -> "Votes":
        """Return the votes with the second keys as the first."""
        keys = self.keys if self.people is None else self.people
        return Votes(
            keys=keys,
            people=None,
            at=self.at,
            files=self.files,
            names=self.names,
            numbers=self.numbers,
            contents=self.contents,
            said=self.said,
        )

    def standing(self, keep: Keep) -> "Votes":
        """Return the vote that stands for each key: the latest or the first one.

        At the same time the name of the file and the number of the record decide, so that the order in which rows are
        met does not.
        """
        order = np.lexsort((self.numbers, self.files, self.at))
        if keep == "first":
            order = order[::-1]
        numbers: dict[object, int] = {}
        codes = np.fromiter((numbers.setdefault(key, len(numbers)) for key in self.keys), np.int64, len(self))
        winners = np.zeros(len(numbers), np.int64)
        winners[codes[order]] = order  # of several votes of a key, the last in this order is the one that stays
        return self.only(winners)


class Ledger(Struct, frozen=True, eq=False):
    """Votes of which the latest (or first) of each key will stand. Ledgers add; `rows` is how many votes were seen.

    `parts` are merged once so many wait that it is worth it, so that a stream of small ledgers adds in bounded time.
    """

    keep: Keep
    parts: tuple[Votes, ...]
    rows: int

    @classmethod
    def of(cls, votes: Votes, keep: Keep) -> "Ledger":
        """The ledger of some votes."""
        return cls(keep, (votes.standing(keep),), len(votes))

    def __add__(self, other: "Ledger") -> "Ledger":
        """Return the ledger of both.

        Raises:
            ValueError: they keep different votes.
        """
        if self.keep != other.keep:
            raise ValueError("ledgers that keep different votes do not add")
        parts = sorted((*self.parts, *other.parts), key=len, reverse=True)
        if sum(map(len, parts[1:])) >= max(len(parts[0]), _PENDING_ROWS):
            parts = [joined(parts).standing(self.keep)]
        return Ledger(self.keep, tuple(parts), self.rows + other.rows)

    def standing(self) -> Votes:
        """Return the vote that stands for each key."""
        return joined(self.parts).standing(self.keep)


def joined(parts: Sequence[Votes]) -> Votes:
    """Return votes one after another, with names and contents numbered anew."""
    names = sorted({name for part in parts for name in part.names})
    said: dict[Content, int] = {}
    files, contents = [], []
    for part in parts:
        files.append(_renumbered(part.files, part.names, {name: code for code, name in enumerate(names)}))
        contents.append(_renumbered(part.contents, part.said, _numbers(part.said, said)))
    people = [part.people for part in parts if part.people is not None]
    return Votes(
        keys=np.concatenate([part.keys for part in parts]),
        people=np.concatenate(people) if people else None,
        at=np.concatenate([part.at for part in parts]),
        files=np.concatenate(files),
        names=names,
        numbers=np.concatenate([part.numbers for part in parts]),
        contents=np.concatenate(contents),
        said=list(said),
    )


_Said = TypeVar("_Said")


def _numbers(said: Sequence[Content], known: dict[Content, int]) -> Mapping[Content, int]:
    """Return the number of each content, new ones behind those that are known."""
    for content in said:
        known.setdefault(content, len(known))
    return known


def _renumbered(codes: IntArray, values: Sequence[_Said], numbers: Mapping[_Said, int]) -> IntArray:
    return np.array([numbers[value] for value in values], np.int64)[codes]
