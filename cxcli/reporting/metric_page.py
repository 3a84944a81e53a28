"""The catalogue for people and for programs: what each metric is, without any data."""

from collections.abc import Mapping, Sequence
from typing import cast

from cxcli.reporting.facts import fact_lines, folded
from cxcli.reporting.safe import safe
from cxcli.reporting.score_json import dumps
from cxcli.reporting.table import ColumnSpec, Figure, Table
from cxcli.reporting.terminal import render_table
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.definition import Definition
from cxcli.scoring.ready import ready
from cxcli.scoring.row_definitions import RateDefinition

_WIDE = 120
"""Columns from which on definitions stand in a list of metrics without being broken into many lines each."""


def catalogue_text(definitions: Sequence[Definition], *, width: int, colour: bool, encoding: str) -> str:
    """Return all metrics as a table: id, title, unit, and where there is room, what is divided by what."""
    named = {"metric": [Figure(each.id) for each in definitions], "title": [safe(each.title) for each in definitions]}
    wide = {"definition": [ready(each).definition for each in definitions]} if width >= _WIDE else {}
    cells = {**named, **wide, "unit": [Figure(each.unit) for each in definitions]}
    columns = tuple(ColumnSpec(name, name) for name in cells)
    table = Table(columns, tuple(zip(*cells.values(), strict=True)))
    return render_table(table, width=width, colour=colour, encoding=encoding)


def metric_text(definition: Definition, width: int) -> str:
    """Return one metric in full."""
    facts = [
        ("definition", ready(definition).definition),
        *_facts(definition),
        ("unit", definition.unit),
        ("better", definition.direction),
        ("level", definition.level),
        ("bad", definition.bad or ""),
        ("where", definition.where or ""),
    ]
    title = folded(f"{definition.title} ({definition.id})", width)
    lines = [*title, *folded(definition.description, width), "", *fact_lines(facts, width)]
    for name, texts in (("traps", definition.traps), ("sources", definition.sources)):
        lines += ["", name] if texts else []
        lines += [f"  {line}" for text in texts for line in folded(text, max(width - 2, 1))]
    return "".join(f"{line}".rstrip() + "\n" for line in lines)


def _facts(definition: Definition) -> list[tuple[str, str]]:
    """Return what a kind of metrics has beside what all have."""
    parameters = ready(definition).parameters
    if isinstance(definition, BoxDefinition) and not isinstance(definition, RateDefinition):
        boxes = cast("Mapping[str, str]", parameters["boxes"])
        said = " · ".join(f"{name} {points}" for name, points in boxes.items())
        return [("scale", str(definition.scale)), ("boxes", said), ("polarity", definition.polarity or "")]
    return [(name, _said(said)) for name, said in parameters.items() if name != "where"]


def _said(parameter: object) -> str:
    if isinstance(parameter, Mapping):
        return " · ".join(f"{name} {said}" for name, said in parameter.items())
    return str(parameter)


def catalogue_json(definitions: Sequence[Definition]) -> str:
    """Return metrics as JSON, by the contract of docs/cx.metrics.schema.json."""
    return dumps({"schema": "cx.metrics/1", "metrics": [_json(each) for each in definitions]})


def _json(definition: Definition) -> dict[str, object]:
    metric = ready(definition)
    return {
        "metric": definition.id,
        "title": definition.title,
        "description": definition.description,
        "definition": metric.definition,
        "parameters": dict(metric.parameters),
        "kind": definition.kind,
        "level": definition.level,
        "unit": definition.unit,
        "direction": definition.direction,
        "bad": definition.bad,
        "traps": list(definition.traps),
        "sources": list(definition.sources),
    }
