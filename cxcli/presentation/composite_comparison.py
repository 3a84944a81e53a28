"""Two sides of a composite as text for people, and as JSON for programs."""

from cxcli.findings.composite_compared import CompositeCompared
from cxcli.presentation.run_output import scored
from cxcli.reporting.composite_compare import moved_table, sides_json, sides_table, sides_texts
from cxcli.reporting.composite_words import groups_texts, left_out_text, rows_texts
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_json import dumps
from cxcli.reporting.score_words import decimals_for
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "
_WIDE = 4000


def composite_sides_text(
    compared: CompositeCompared, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return the two sides for a screen that is `width` cells wide."""
    lines = [flow([safe(each, limit=_WIDE) for each in pieces], _DOT, width) for pieces in _lines(compared)]
    head = fit_encoding("".join(f"{line}\n" for line in lines), encoding)
    return f"{head}\n{render_table(_table(compared), width=width, colour=colour, encoding=encoding)}"


def composite_sides_markdown(compared: CompositeCompared) -> str:
    """Return the two sides as paragraphs and a table."""
    lines = [markdown_cell(_DOT.join(pieces), limit=_WIDE) for pieces in _lines(compared)]
    return "\n\n".join([*lines, markdown_table(_table(compared))])


def composite_sides_flat(compared: CompositeCompared) -> Table:
    """Return the two sides as rows for programs."""
    return sides_table(compared.found.definition, compared.sides)


def composite_sides_json(compared: CompositeCompared) -> str:
    """Return the two sides as JSON, by the contract of docs/cx.health-compare.schema.json."""
    found, sides = compared.found, compared.asked.sides
    run = {name: value for name, value in scored(found.run, []).items() if name != "scores"}
    definition = found.definition
    said = {
        "metric": definition.id,
        "title": definition.title,
        "definition": found.cells[0].score.definition,
        "per": definition.per,
        "left_out": [{"part": part.name, "metric": part.metric} for part in found.left_out],
        "compared": {"kind": sides.kind, "column": sides.column or None},
    }
    return dumps({**run, "schema": "cx.health-compare/1", **said, **sides_json(definition, compared.sides)})


def _table(compared: CompositeCompared) -> Table:
    return moved_table(compared.found.definition, compared.sides, _decimals(compared))


def _lines(compared: CompositeCompared) -> list[list[str]]:
    found = compared.found
    cell = found.cells[0]
    lines = [
        *sides_texts(found.definition, compared.sides, _decimals(compared)),
        groups_texts(found.definition, found.groups, found.files),
        [left_out_text(found.left_out, found.definition)],
        *([each] for each in rows_texts(found.definition, cell)),
        [f"{found.definition.id}: {cell.score.definition}"],
    ]
    return [pieces for pieces in lines if any(pieces)]


def _decimals(compared: CompositeCompared) -> int:
    return decimals_for(compared.found.cells[0].score, compared.found.run.settings.decimals)
