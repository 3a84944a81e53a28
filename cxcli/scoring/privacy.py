"""Which cells of a table must be hidden so that no small group of people can be seen or computed back.

A cell with fewer people than asked for is hidden. What is left could still tell it: the total minus the other groups,
all time minus the other periods, a margin minus the rest of its row. So further cells are hidden with it (complementary
suppression; Cox, Journal of the American Statistical Association 75 (1980) 377-385), small ones first and totals last,
until an attack on what would be shown (`feasible_counts.py`) no longer succeeds.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.feasible_counts import Attack, Line

_Place = tuple[frozenset[tuple[str, str]], int | None]
"""What a cell is of, however its columns were ordered: its group, and the code of its period."""


def hidden_cells(people: Mapping[CellKey, int], least: int) -> frozenset[CellKey]:
    """Return the cells of one metric to hide, of which `people` says how many are in each.

    Hidden are those with 1 to `least` - 1 people, and what else is needed so that for each of these some table of whole
    numbers fits all that is shown and has `least` people or more in it, and for each other hidden cell some table has
    another number in it. Cells of nobody are never hidden, and nobody is helped by them.
    """
    if not any(0 < count < least for count in people.values()):
        return frozenset()
    table = _Table.of(people)
    hidden = {place for place, count in enumerate(table.counts) if 0 < count < least}
    attack = Attack(table.counts, table.lines, table.latent, least)
    told = _alone(table, hidden) or attack.told(hidden)
    while told:
        more = {_partner(table, hidden, place) for place in told} - {None}
        if not more:
            break
        hidden |= {place for place in more if place is not None}
        told = _alone(table, hidden) or attack.told(hidden)
    return frozenset(key for key in people if table.places[_place(key)] in hidden)


def hidden_in_any(tables: Iterable[Mapping[CellKey, int]], least: int) -> frozenset[CellKey]:
    """Return the cells to hide where several numbers of people stand beside each other in each cell."""
    return frozenset[CellKey]().union(*(hidden_cells(people, least) for people in tables)) if least else frozenset()


def refuse_whole(hidden: Container[CellKey], least: int, what: str) -> None:
    """Refuse `what` is of all rows, if it is of too few people.

    Raises:
        DataError: nothing may be told of all rows.
    """
    if OVERALL in hidden:
        message = f"{what} is not shown: it is of fewer than {least:,} people, or would give away a group that is"
        raise DataError(Problem(code="privacy", message=message, help="see privacy_min in cx.yaml"))


class _Table(Struct, frozen=True, kw_only=True):
    """The cells as numbered places, what is in each, and the `lines`: some places add up to another one.

    `latent` places are shown nowhere, but several breakdowns add up to them. `totals` order the places: the more a
    place is a total of, the later it is hidden.
    """

    places: Mapping[_Place, int]
    counts: Sequence[int]
    latent: frozenset[int]
    lines: Sequence[Line]
    totals: Sequence[int]

    @classmethod
    def of(cls, people: Mapping[CellKey, int]) -> "_Table":
        known = {_place(key): count for key, count in people.items()}
        summed = {**_margins(known), **known}
        places = {place: number for number, place in enumerate(summed)}
        lines = [Line(places[total], tuple(places[part] for part in parts)) for total, parts in _lines(summed)]
        totals = [(place[1] is None) - 2 * len(place[0]) for place in summed]
        return cls(
            places=places,
            counts=list(summed.values()),
            latent=frozenset(places[place] for place in summed if place not in known),
            lines=lines,
            totals=totals,
        )


def _place(key: CellKey) -> _Place:
    return frozenset(key.group), key.period


def _columns(place: _Place) -> frozenset[str]:
    return frozenset(column for column, _ in place[0])


def _margins(known: Mapping[_Place, int]) -> dict[_Place, int]:
    """Return the margins that nobody asked for and that several breakdowns have in common, with what is in them."""
    asked = sorted({_columns(place) for place in known}, key=sorted)
    pairs = combinations(asked, 2)
    common = {one & other for one, other in pairs if one & other not in asked}
    found: dict[_Place, int] = {}
    for columns in sorted(common, key=sorted):
        source = next(each for each in asked if columns < each)
        for place, count in known.items():
            if _columns(place) == source:
                margin = _projected(place, columns)
                found[margin] = found.get(margin, 0) + count
    return found


def _lines(known: Mapping[_Place, int]) -> Iterator[tuple[_Place, Sequence[_Place]]]:
    """Yield each total with the places that add up to it: all time with its periods, a margin with its groups."""
    parts: dict[tuple[_Place, frozenset[str] | None], list[_Place]] = {}
    breakdowns = {_columns(place) for place in known}
    for place in known:
        group, period = place
        if period is not None and (group, None) in known:
            parts.setdefault(((group, None), None), []).append(place)
        columns = _columns(place)
        for fewer in breakdowns:
            if fewer < columns and (margin := _projected(place, fewer)) in known:
                parts.setdefault((margin, columns), []).append(place)
    for (total, _), mine in parts.items():
        yield total, mine


def _projected(place: _Place, columns: frozenset[str]) -> _Place:
    return frozenset(pair for pair in place[0] if pair[0] in columns), place[1]


def _alone(table: _Table, hidden: set[int]) -> list[int]:
    """Return the hidden places that are the only unknown of a line: a subtraction tells them, no attack is needed."""
    unknown = [[place for place in line.places if place in hidden or place in table.latent] for line in table.lines]
    return sorted({places[0] for places in unknown if len(places) == 1} & hidden)


def _partner(table: _Table, hidden: set[int], told: int) -> int | None:
    """Return the place to hide beside one that is told: of a line in which it is hidden alone, else of any of its.

    Where these have none left it is one of the lines that hang together with them. None: all of them are hidden. One
    that is of several of the lines helps more than one time; among such the smallest tells least.
    """
    mine = [line for line in table.lines if told in line.places]
    alone = [line for line in mine if not (hidden | table.latent) & (set(line.places) - {told})]
    for lines in (alone, mine, _connected(table, hidden, mine)):
        free = Counter(
            place
            for line in lines
            for place in line.places
            if table.counts[place] and place not in hidden and place not in table.latent
        )
        if free:
            return min(free, key=lambda place: (table.totals[place], -free[place], table.counts[place], place))
    return None


def _connected(table: _Table, hidden: set[int], lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that share a hidden place, or one of no use, with some lines, and so on."""
    found, unknown = list(lines), hidden | table.latent
    seen: set[int] = set()
    while reached := {place for line in found for place in line.places if place in unknown} - seen:
        seen |= reached
        found += [line for line in table.lines if line not in found and reached & set(line.places)]
    return found
