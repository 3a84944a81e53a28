"""Somebody who sees a table with hidden cells and wants to know them: random tables, and an attack with a solver.

Nothing here is taken from the program: tables are summed by hand, and the attacker writes an equation for each sum
that he can think of, from what is shown alone.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from cxcli.scoring.cells import CellKey

COLUMNS = ("plan", "region")


def random_table(rng):
    """Return a table of people, groups, crossed groups and periods, most cells being small, and its breakdowns."""
    sizes = rng.integers(2, 5), rng.integers(2, 4), rng.integers(1, 4)
    people = np.floor(rng.pareto(1.0, sizes) * rng.choice([2, 5, 20])).astype(int)
    people[rng.random(sizes) < 0.2] = 0
    breakdowns = [(), *[names for names in (("plan",), ("region",), COLUMNS) if rng.random() < 0.7]]
    return dict(_cells(people, breakdowns, periods=sizes[2] > 1))


def _cells(people, breakdowns, *, periods):
    for number, names in enumerate(breakdowns):
        kept = tuple(place for place, name in enumerate(COLUMNS) if name in names)
        dropped = tuple(place for place in (0, 1) if place not in kept)
        sums = people.sum(axis=dropped)
        for place in np.ndindex(*sums.shape):
            *groups, period = place
            group = tuple((COLUMNS[k], str(g)) for k, g in zip(kept, groups, strict=True))
            if period == 0:
                yield CellKey(number, group, None), int(sums[(*groups, slice(None))].sum())
            if periods and sums[place]:
                yield CellKey(number, group, int(period)), int(sums[place])


class Attacker:
    """What an attacker knows: the cells, what is in those that are shown, and that hidden ones are not empty."""

    def __init__(self, shown, hidden):
        """Take what is shown, and the names of what is not."""
        self.shown = shown
        self.names = [*hidden]
        self.number = {_name(key): place for place, key in enumerate(self.names)}
        self.known = {_name(key): n for key, n in shown.items()}
        self.rows, self.sums = [], []
        for total, parts in _equations([*shown, *hidden]):
            self._learn(total, parts)

    def _learn(self, total, parts):
        row, rest = np.zeros(len(self.names)), 0
        for name, factor in [(total, -1), *((part, 1) for part in parts)]:
            if name in self.number:
                row[self.number[name]] += factor
            else:
                rest -= factor * self.known[name]
        if row.any():
            self.rows.append(row)
            self.sums.append(rest)

    def told(self, wanted, people, rng):
        """Return a hidden cell of which no table that fits all that is shown has a number that is `wanted`, if any."""
        found, open_places = [], set(range(len(self.names)))
        while open_places:
            place = min(open_places)
            for sign in (1, -1):
                weights = np.where(np.arange(len(self.names)) == place, 1, 1e-5 * rng.random(len(self.names)))
                result = milp(
                    -sign * weights,
                    constraints=[LinearConstraint(csr_array(np.array(self.rows)), self.sums, self.sums)]
                    if self.rows
                    else [],
                    integrality=np.ones(len(self.names)),
                    bounds=Bounds(1, people),
                )
                assert result.x is not None, "what is shown is a table: there is one that fits it"
                found.append(np.rint(result.x).astype(int))
                open_places -= {each for each in open_places if wanted(self.names[each], found[-1][each])}
                if place not in open_places:
                    break
            if place in open_places:
                return self.names[place]
        return None


def _name(key):
    """Two breakdowns may show one cell twice."""
    return frozenset(key.group), key.period


def _equations(keys):
    """Yield every total with the cells that add up to it, of all that are named anywhere."""
    names = {_name(key) for key in keys}
    for total in names:
        group, period = total
        periods = [name for name in names if name[0] == group and name[1] is not None]
        if period is None and periods:
            yield total, periods
        for more in _more_columns(names, group):
            parts = [
                name
                for name in names
                if name[1] == period and group <= name[0] and {column for column, _ in name[0]} == more
            ]
            yield total, parts


def _more_columns(names, group):
    own = {column for column, _ in group}
    finer = {frozenset(column for column, _ in name[0]) for name in names}
    return [each for each in finer if own < each]
