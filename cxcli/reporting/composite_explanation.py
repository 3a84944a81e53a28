"""Where a composite comes from: how each part is scaled, how they are weighed, the arithmetic, and the rows."""

from collections.abc import Sequence
from math import fsum

from cxcli.analysis.composite_cells import INDEX, CompositeCell, PartFound
from cxcli.reporting.composite_words import (
    left_out_text,
    method_text,
    plural,
    reasons,
    rows_texts,
    unscored_text,
)
from cxcli.reporting.explained import Fact, page_text, source_facts
from cxcli.reporting.number_format import bare, count, number
from cxcli.reporting.score_json import SourceEntry
from cxcli.reporting.score_words import confidence_text, days_text, decimals_for, limits_text, value_text
from cxcli.scoring.cells import Window
from cxcli.scoring.composite_definition import CompositeDefinition, Part

_PLACES = 3
"""Digits of points and weights in the arithmetic, so that it can be done again."""


def composite_explanation(
    definition: CompositeDefinition,
    cell: CompositeCell,
    left_out: Sequence[Part],
    sources: Sequence[SourceEntry],
    *,
    decimals: int | None,
    width: int,
    days: Window,
) -> str:
    """Return the explanation of a composite over all days that count, in lines of at most `width`."""
    places = decimals_for(cell.score, decimals)
    facts = [
        ("definition", cell.score.definition),
        ("days", days_text(days)),
        *(fact for each in cell.parts for fact in _part(definition, each)),
        ("left out", left_out_text(left_out, definition)),
        ("coverage", f"{100 * definition.coverage:g} % of the weight makes a score"),
        ("without", unscored_text(definition, cell)),
        *(("no value", reason) for reason in reasons(cell)),
        ("arithmetic", _arithmetic(definition, cell, places)),
        ("bands", _bands(definition, cell)),
        ("interval", _interval(definition, cell, places)),
        *(("rows", text) for text in rows_texts(definition, cell)),
        *(fact for source in sources for fact in _source(source)),
    ]
    return page_text(cell.score, definition, facts, width)


def _part(definition: CompositeDefinition, each: PartFound) -> list[Fact]:
    part, share = each.part, f"{100 * each.share:.1f} % of the weight"
    scaled = f"0 at {part.ends[0]}, 100 at {part.ends[1]}, a straight line between, cut off at both"
    facts = [("part", f"{part.name}: {part.metric}, {share}"), ("scaled", scaled)]
    if each.points is None:
        return facts
    points = number(each.points, "", _PLACES)
    clipped = f"; {count(each.clipped)} beyond its ends" if each.clipped else ""
    if definition.per:
        return [*facts, ("points", f"{points}, the mean of {plural(definition.per, each.customers)}{clipped}")]
    value = value_text(each.score, decimals_for(each.score, None)) if each.score else ""
    return [*facts, ("points", f"{points}, from {value}{clipped}")]


def _arithmetic(definition: CompositeDefinition, cell: CompositeCell, places: int) -> str:
    score = cell.score
    if score.value is None:
        return f"{value_text(score, places)}: {score.reason}"
    result = bare(score.value, places)
    if definition.per:
        total = number(fsum(each.score or 0.0 for each in cell.scored.values()), "", _PLACES)
        return f"{total}, the scores added up, / {plural(definition.per, score.n)} = {result}"
    health = cell.members[INDEX]
    terms = [f"{bare(health.weights[name], _PLACES)} x {bare(health.points[name], _PLACES)}" for name in health.points]
    return f"{' + '.join(terms)} = {result}"


def _bands(definition: CompositeDefinition, cell: CompositeCell) -> str:
    scores = [each.score for each in cell.scored.values() if each.score is not None]
    if cell.score.value is None:
        return ""
    found = [definition.band(score) for score in scores]
    ends = {band.name: f"{'above ' if band.low else ''}{band.low:g} to {band.high:g}" for band in definition.bands}
    if definition.per is None:
        return f"{found[0]}, {ends[found[0]]}"
    return " · ".join(f"{name} {said}: {count(found.count(name))}" for name, said in ends.items())


def _interval(definition: CompositeDefinition, cell: CompositeCell, places: int) -> str:
    limits = limits_text(cell.score, places)
    if not limits:
        return f"none: {cell.score.reason}"
    return f"{confidence_text(cell.score)} {limits}: {method_text(definition, cell)}"


def _source(source: SourceEntry) -> list[Fact]:
    key = [column for name, (column, _) in source.columns.items() if name.startswith("by:")]
    first, *_ = source_facts(source)
    return [first, *(("key", f'column "{column}"') for column in key), ("sha256", source.facts.sha256)]
