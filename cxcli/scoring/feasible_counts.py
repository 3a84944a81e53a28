"""An attack on a table of which some cells are hidden: which numbers of people fit everything that is shown?"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

_LATER = 1e-4
"""How little the other cells matter while one is looked at; enough to settle several of them at once."""


_WHOLE = 1e-6
_NODES = 200
"""How long to look for whole numbers; a limit of time would make results depend on the machine."""


class Line(Struct, frozen=True):
    """The `parts` of a table that add up to its `total`, all as numbers of places."""

    total: int
    parts: tuple[int, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """All places of the line."""
        return self.total, *self.parts


class Attack(Struct, frozen=True):
    """What can be told of hidden cells from those that are shown, by somebody who knows a great deal.

    The attacker knows all lines and by how much they fail to add up (rows without a date, people in several periods),
    and that no hidden cell is empty. `counts` are the true numbers, `latent` the places that are shown nowhere.
    """

    counts: Sequence[int]
    lines: Sequence[Line]
    latent: frozenset[int]
    least: int
    settled: dict[frozenset[int], list[int]] = field(default_factory=dict)

    def told(self, hidden: AbstractSet[int]) -> list[int]:
        """Return the hidden places that what is shown gives away.

        A place of fewer than `least` people is given away unless it may hold as many, another one unless it may hold
        another number than it does.
        """
        found: list[int] = []
        for component in self._components(hidden):
            if component not in self.settled:
                self.settled[component] = self._told(sorted(component), hidden)
            found += self.settled[component]
        return sorted(found)

    def _components(self, hidden: AbstractSet[int]) -> list[frozenset[int]]:
        """Return the hidden and latent places in sets that share no line; those without a hidden one are left out."""
        unknown = hidden | self.latent
        owner = {place: place for place in unknown}
        for line in self.lines:
            first, *others = [_root(owner, place) for place in line.places if place in unknown] or [-1]
            for other in others:
                owner[_root(owner, other)] = _root(owner, first)
        sets: dict[int, set[int]] = {}
        for place in sorted(unknown):
            sets.setdefault(_root(owner, place), set()).add(place)
        return [frozenset(each) for each in sets.values() if each & hidden]

    def _told(self, places: Sequence[int], hidden: AbstractSet[int]) -> list[int]:
        numbers = {place: number for number, place in enumerate(places)}
        truth = np.array([self.counts[place] for place in places], np.int64)
        lines = self._within(numbers)
        lowest = np.array([int(place in hidden) for place in places], np.int64)
        open_places = [numbers[place] for place in places if place in hidden]
        told = []
        while open_places:
            here, done = open_places[0], set[int]()
            for up in (True, False) if truth[here] >= self.least else (True,):
                if here not in done:
                    fit = _farthest(truth, lines, lowest, self.least, here, open_places, up=up)
                    done |= {place for place in open_places if self._safe(truth[place], fit[place])}
            told += [] if here in done else [places[here]]
            open_places = [place for place in open_places if place not in done and place != here]
        return told

    def _within(self, numbers: dict[int, int]) -> npt.NDArray[np.float64]:
        """Return the lines as rows of factors: 1 for a part, -1 for a total, 0 for what is shown or elsewhere."""
        rows = []
        for line in self.lines:
            row = np.zeros(len(numbers))
            for place, factor in [(line.total, -1.0), *((part, 1.0) for part in line.parts)]:
                if place in numbers:
                    row[numbers[place]] = factor
            rows += [row] if row.any() else []
        return np.array(rows).reshape(len(rows), len(numbers))

    def _safe(self, true: int, possible: int) -> bool:
        return possible >= self.least if true < self.least else possible != true


def _root(owner: dict[int, int], place: int) -> int:
    while owner[place] != place:
        owner[place] = owner[owner[place]]
        place = owner[place]
    return place


def _farthest(
    truth: npt.NDArray[np.int64],
    lines: npt.NDArray[np.float64],
    lowest: npt.NDArray[np.int64],
    least: int,
    here: int,
    beside: Sequence[int],
    *,
    up: bool,
) -> npt.NDArray[np.int64]:
    """Return the numbers that fit the lines as the true ones do, with as many (or, not `up`, as few) as can be `here`.

    Those `beside` go the same way where that costs nothing, so that one answer settles several. The truth where the
    solver finds nothing: a place is then hidden once too often rather than shown.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - wanted only where somebody is hidden
    from scipy.sparse import csr_array  # noqa: PLC0415 - wanted only where somebody is hidden

    wishes = np.zeros(len(truth))
    wishes[list(beside)] = _LATER
    wishes[here] = 1.0
    sums = lines @ truth
    for whole in (0, 1):
        found = milp(
            -wishes if up else wishes,
            constraints=[LinearConstraint(csr_array(lines), sums, sums)] if len(lines) else [],
            bounds=Bounds(lowest, truth + 2 * least),
            integrality=np.full(len(truth), whole),
            options={"node_limit": _NODES},
        )
        if found.x is not None and np.abs(found.x - np.rint(found.x)).max() < _WHOLE:
            return np.rint(found.x).astype(np.int64)
    return truth
