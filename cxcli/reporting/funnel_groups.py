"""The funnels of groups as tables and as JSON."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.funnel_table import FunnelTable
from cxcli.reporting.funnel_tables import flat_funnel_table, funnel_steps_json, funnel_table
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

GroupOf = tuple[tuple[str, str], ...]
"""Columns and keys of a group."""

GroupFunnel = tuple[GroupOf, FunnelTable | None, int]
"""A group and its funnel; none where fewer users than so many came to its first step."""

_HIDDEN = "not shown"


def groups_funnel_tables(whole: FunnelTable, groups: Sequence[GroupFunnel], decimals: int) -> list[Table]:
    """Return a table for each breakdown: a row for each group and step, or one that says that the group is hidden."""
    return [_breakdown(columns, groups, whole, decimals) for columns in _breakdowns(groups)]


def flat_groups_table(whole: FunnelTable, groups: Sequence[GroupFunnel]) -> Table:
    """Return the rows of all steps, and those of each group with its keys in front, for other programs."""
    columns = list(dict.fromkeys(column for group, _, _ in groups for column, _ in group))
    flat = flat_funnel_table(whole)
    parts = [((), flat), *((group, flat_funnel_table(table)) for group, table, _ in groups if table is not None)]
    rows = [(*(dict(group).get(column, "") for column in columns), *row) for group, part in parts for row in part.rows]
    specs = tuple(ColumnSpec(name, name) for name in columns)
    return Table((*specs, *flat.columns), tuple(rows))


def groups_funnel_json(groups: Sequence[GroupFunnel]) -> list[Mapping[str, object]]:
    """Return each group with its status, and its steps where these are shown."""
    return [
        {"group": dict(group), "status": "suppressed", "overall": None, "steps": []}
        if table is None
        else {"group": dict(group), "status": "ok" if table.lines[0].counts.users else "undefined"}
        | funnel_steps_json(table)
        for group, table, _ in groups
    ]


def few_text(least: int, who: str) -> str:
    """Return why a group is not shown; where no number is said, since nothing may be told of few people."""
    return f"fewer than {least:,} {who}" if least else "too few people, or needed to hide a group of too few"


def _breakdowns(groups: Sequence[GroupFunnel]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(tuple(column for column, _ in group) for group, _, _ in groups))


def _breakdown(columns: tuple[str, ...], groups: Sequence[GroupFunnel], whole: FunnelTable, decimals: int) -> Table:
    drawn = funnel_table(whole, decimals)
    rows: list[tuple[Cell, ...]] = []
    for group, table, _ in groups:
        if tuple(column for column, _ in group) == columns:
            keys, nothing = tuple(key for _, key in group), [Figure("")] * (len(drawn.columns) - 1)
            steps = [(Figure(_HIDDEN), *nothing)] if table is None else funnel_table(table, decimals).rows
            rows += [(*keys, *step) for step in steps]
    few = {few for _, table, few in groups if table is None}
    notes = [f"{_HIDDEN}: {few_text(least, 'users came to the first step')}" for least in few]
    return Table((*(ColumnSpec(name, name) for name in columns), *drawn.columns), tuple(rows), tuple(notes))
