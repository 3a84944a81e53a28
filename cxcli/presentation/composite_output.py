"""A composite as text for people, as tables for programs, and as JSON."""

from collections.abc import Sequence

from cxcli.analysis.composite_lines import CompositeLine, composite_lines
from cxcli.findings.composite_found import CompositeFound
from cxcli.presentation.run_output import scored, source_entries
from cxcli.reporting.composite_explanation import composite_explanation
from cxcli.reporting.composite_json import composite_json, line_json
from cxcli.reporting.composite_tables import flat_table, groups_table, lines_table, parts_table, periods_table
from cxcli.reporting.composite_words import (
    bands_texts,
    change_texts,
    composite_headline,
    groups_texts,
    left_out_text,
    method_text,
    plural,
    reasons,
    rows_texts,
    unscored_text,
)
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_json import dumps
from cxcli.reporting.score_words import days_text, decimals_for
from cxcli.reporting.sentence import period_words
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "
_WIDE = 4000


def composite_text(found: CompositeFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return a composite for a screen that is `width` cells wide."""
    tail = _changes(found)
    blocks = [composite_head(found, width=width, encoding=encoding)]
    blocks += [render_table(each, width=width, colour=colour, encoding=encoding) for each in _tables(found)]
    blocks += [fit_encoding(_flowed(tail, width, first=_DOT), encoding)] if tail else []
    return "\n".join(blocks)


def composite_flat(found: CompositeFound) -> Table:
    """Return all cells of a composite and its parts as rows for programs, those of groups after those of all."""
    return flat_table(found.definition, [*found.cells, *(cell for each in found.groups for cell in each.cells)])


def composite_head(found: CompositeFound, *, width: int, encoding: str = "utf-8") -> str:
    """Return the score of a composite and what became of the rows, for a screen that is `width` cells wide."""
    return fit_encoding(_flowed(_head(found), width), encoding)


def composite_head_markdown(found: CompositeFound) -> str:
    """Return the same as paragraphs of Markdown."""
    return "\n\n".join(markdown_cell(_DOT.join(pieces), limit=_WIDE) for pieces in _head(found)) + "\n"


def composite_markdown(found: CompositeFound) -> str:
    """Return a composite as Markdown: paragraphs, tables, and a list of what moved it."""
    moved = "".join(f"- {markdown_cell(_DOT.join(pieces), limit=_WIDE)}\n" for pieces in _changes(found))
    return "\n".join(
        [composite_head_markdown(found), *map(markdown_table, _tables(found)), *([moved] if moved else [])]
    )


def listed_text(
    found: CompositeFound, limit: int | None, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return the customers of the latest period, at most `limit`, beneath its score."""
    lines, per, cell = listed_lines(found), found.definition.per or "", found.latest
    decimals = decimals_for(cell.score, found.run.settings.decimals)
    notes = [f"the first {count(limit)} of {plural(per, len(lines))}"] if limit and limit < len(lines) else []
    head = [composite_headline(found.definition, cell, decimals), [unscored_text(found.definition, cell)]]
    head += [[f"in {period_words(cell.score.period)}"]] if cell.score.period else []
    table = lines_table(found.definition, lines[:limit], decimals, notes=notes)
    drawn = render_table(table, width=width, colour=colour, encoding=encoding)
    return f"{fit_encoding(_flowed(head, width), encoding)}\n{drawn}"


def composite_page(found: CompositeFound, width: int) -> str:
    """Return where a composite comes from."""
    return composite_explanation(
        found.definition,
        found.cells[0],
        found.left_out,
        source_entries(found.run),
        decimals=found.run.settings.decimals,
        width=width,
        days=found.run.plan.window,
    )


def listed_lines(found: CompositeFound) -> list[CompositeLine]:
    """Return the customers of the latest period, each beside the period before where there is one."""
    cell = found.latest
    before = [each for each in found.cells if cell.since is not None and each.score.period == cell.since]
    return composite_lines(found.definition, cell, before[0] if before else None)


def composite_text_json(found: CompositeFound, *, listed: bool, limit: int | None = None) -> str:
    """Return a composite as JSON, by the contract of docs/cx.health.schema.json; `listed` with its customers."""
    run = {name: value for name, value in scored(found.run, []).items() if name != "scores"}
    said = composite_json(found.definition, found.cells, found.left_out, found.groups, found.files)
    lines = listed_lines(found) if listed else []
    period = found.latest.score.period
    rows = {
        "period": period.label if listed and period else None,
        "customers": len(lines),
        "listed": [line_json(line) for line in lines[:limit]],
    }
    return dumps({**run, "schema": "cx.health/1", **said, "list": rows if listed else None})


def _head(found: CompositeFound) -> list[Sequence[str]]:
    definition, cell = found.definition, found.cells[0]
    decimals = decimals_for(cell.score, found.run.settings.decimals)
    days = found.run.plan.window
    lines: list[Sequence[str]] = [
        composite_headline(definition, cell, decimals),
        bands_texts(definition, cell),
        [f"days {days_text(days)}" if days.bounded else ""],
        [unscored_text(definition, cell)],
        [left_out_text(found.left_out, definition)],
        *([each] for each in reasons(cell)),
        *([each] for each in rows_texts(definition, cell)),
        [f"{definition.id}: {cell.score.definition}"],
        [method_text(definition, cell)],
        groups_texts(definition, found.groups, found.files),
    ]
    return [pieces for pieces in lines if any(pieces)]


def _tables(found: CompositeFound) -> list[Table]:
    decimals = found.run.settings.decimals
    tables = [parts_table(found.definition, found.cells[0], decimals)]
    periods = found.cells[1:]
    tables += [periods_table(found.definition, periods, decimals)] if periods else []
    places = decimals_for(found.cells[0].score, decimals)
    for columns in dict.fromkeys(tuple(each.group) for each in found.groups):
        tables.append(groups_table(found.definition, found.groups, places, breakdown=columns))
    return tables


def _changes(found: CompositeFound) -> list[Sequence[str]]:
    decimals = decimals_for(found.cells[0].score, found.run.settings.decimals)
    said = [change_texts(found.definition, cell, decimals) for cell in found.cells]
    return [pieces for pieces in said if pieces]


def _flowed(lines: Sequence[Sequence[str]], width: int, first: str = "   ") -> str:
    said = [
        flow([safe(each, limit=_WIDE) for each in pieces], _DOT if number else first, width)
        for number, pieces in enumerate(lines)
    ]
    return "".join(f"{line}\n" for line in said if line)
