"""The tables of groups that are judged: as much of them as a screen has room for, and those apart."""

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from cxcli.analysis.groups_finding import GroupsFinding
from cxcli.analysis.judged_groups import JudgedGroup
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_words import notes as table_notes
from cxcli.reporting.layout import column_widths
from cxcli.reporting.number_format import count, number
from cxcli.reporting.quantities import limits, quantity
from cxcli.reporting.score_words import confidence_text, limits_text, middle, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Align, Cell, ColumnSpec, Figure, Table
from cxcli.scoring.score import Score

_SMALL_Q = 0.001
_NAME = 16
_CENTRE, _STEPS = 6, 1.5
_INNER, _OUTER = 3, 5
_WORDS = {"unjudged": "none"}

_Part = Literal["group", "n", "value", "adjusted", "limits", "shrunk", "q", "funnel", "verdict"]

_LEAST_TELLING: tuple[_Part, ...] = ("q", "funnel", "limits", "value", "shrunk")
"""What is left out where there is less room, in this order; of two values the adjusted one stays."""


class _Column(Struct, frozen=True):
    """A column: its title, and its cell for each group."""

    title: str
    cell: Callable[[JudgedGroup], Cell]
    align: Align = "right"


def groups_table(found: GroupsFinding, listed: Listed, decimals: int, *, width: int | None = None) -> Table:
    """Return a row for each group, with as many columns as fit into `width` cells; None: all but what is drawn.

    Raises:
        ValueError: the groups are not judged.
    """
    if found.judgement is None:
        raise ValueError("groups without a judgement make no table")
    groups, notes = listed.of(found.judgement), table_notes(found, found.judgement)
    columns = _columns(found, decimals)
    if width is None:
        return _table(columns, groups, ("funnel",), notes)
    left_out = [part for part in _LEAST_TELLING if part != "value" or "adjusted" in columns]
    made = [_table(columns, groups, left_out[:number], notes) for number in range(len(left_out) + 1)]
    return next((table for table in made if _fits(table, width)), made[-1])


def apart_table(found: GroupsFinding, decimals: int) -> Table:
    """Return a row for each group that is nobody."""
    beside = middle([*found.apart, found.overall])
    name, sure = metric_name(found.metric.id), confidence_text(found.overall)
    titles = (name, sure, "n", "rows")
    columns = (ColumnSpec(found.column, "apart"), *(ColumnSpec(each, each, "right") for each in titles))
    return Table(columns, tuple(_apart_row(found.column, score, decimals, beside) for score in found.apart))


def funnel_text(z: float) -> str:
    """Return where a group stands between the limits, such as ` : |  . o| : `; `<` and `>` are beyond what is drawn.

    The dot is the overall value, the bars are the inner limits, the colons the outer ones; lower values are left.
    """
    signs = [" "] * (2 * _CENTRE + 1)
    for place, sign in ((_OUTER, ":"), (_INNER, "|"), (0, ".")):
        signs[_CENTRE - place] = signs[_CENTRE + place] = sign
    place = _CENTRE + round(z * _STEPS)
    if 0 <= place <= 2 * _CENTRE:
        signs[place] = "o"
    else:
        signs[0 if z < 0 else -1] = "<" if z < 0 else ">"
    return "".join(signs)


def _columns(found: GroupsFinding, decimals: int) -> dict[_Part, _Column]:
    unit, beside = found.overall.unit, middle([group.score for group in _groups(found)])
    adjusted: dict[_Part, _Column] = {}
    if found.mix is not None:
        adjusted["adjusted"] = _Column("adjusted", lambda group: _standing(group, "value", unit, decimals, beside))
    return {
        "group": _Column(found.column, lambda group: group.name, "left"),
        "n": _Column("n", lambda group: Figure(count(group.score.n))),
        "value": _Column(
            metric_name(found.metric.id), lambda group: Figure(value_text(group.score, decimals, beside=beside))
        ),
        **adjusted,
        "limits": _Column(confidence_text(found.overall), lambda group: Figure(_limits(group, unit, decimals, beside))),
        "shrunk": _Column("shrunk", lambda group: _standing(group, "shrunken", unit, decimals, beside)),
        "q": _Column("q", lambda group: Figure("" if group.standing is None else _q(group.standing.q))),
        "funnel": _Column(
            "funnel", lambda group: Figure("" if group.standing is None else funnel_text(group.standing.z)), "left"
        ),
        "verdict": _Column("verdict", lambda group: Figure(_WORDS.get(group.verdict, group.verdict)), "left"),
    }


def _groups(found: GroupsFinding) -> Sequence[JudgedGroup]:
    return found.judgement.groups if found.judgement else ()


def _table(
    columns: dict[_Part, _Column], groups: Sequence[JudgedGroup], left_out: Sequence[_Part], notes: tuple[str, ...]
) -> Table:
    kept = [column for part, column in columns.items() if part not in left_out]
    specs = tuple(ColumnSpec(column.title, column.title, column.align) for column in kept)
    return Table(specs, tuple(tuple(column.cell(group) for column in kept) for group in groups), notes)


def _fits(table: Table, width: int) -> bool:
    """Whether all columns have room, and the names some, too."""
    widths = column_widths(table, width)
    names = [len(str(row[0])) for row in table.rows]
    return widths is not None and widths[0] >= min(max(names, default=0), _NAME)


def _standing(
    group: JudgedGroup, what: Literal["value", "shrunken"], unit: str, decimals: int, beside: float | None
) -> Figure:
    if group.standing is None:
        return Figure("")
    value = group.standing.value if what == "value" else group.standing.shrunken
    return Figure(quantity(value, unit, decimals, beside=beside))


def _limits(group: JudgedGroup, unit: str, decimals: int, beside: float | None) -> str:
    """Return the limits of the value, adjusted if it is; those of the score where nothing is said of the group."""
    standing = group.standing
    if standing is None:
        return limits_text(group.score, decimals, beside=beside)
    if standing.low is None or standing.high is None:
        return ""
    return limits(standing.low, standing.high, unit, decimals, beside=standing.value if beside is None else beside)


def _q(q: float) -> str:
    return f"<{_SMALL_Q}" if q < _SMALL_Q else number(q, "", 3)


def _apart_row(column: str, score: Score, decimals: int, beside: float | None) -> tuple[Cell, ...]:
    return (
        score.group[column],
        Figure(value_text(score, decimals, beside=beside)),
        Figure(limits_text(score, decimals, beside=beside)),
        Figure(count(score.n)),
        Figure(count(score.account.read)),
    )
