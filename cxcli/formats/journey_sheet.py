"""A journey for a workbook: a row for each metric of each stage, and how customers pass."""

from cxcli.findings.journey_found import JourneyFound
from cxcli.formats.metric_sheets import no_value_note
from cxcli.formats.sheet import COUNT, PERCENT, Amount, Block, SheetCell, amount
from cxcli.formats.sheet_units import unit_of_scores
from cxcli.reporting.score_words import confidence_text
from cxcli.scoring.score import Score

_WEAKEST = "weakest stage"


def stages_block(found: JourneyFound, decimals: int | None) -> Block:
    """Return a row for each metric of each stage and of its touchpoints; the note marks the weakest stage."""
    scores = [(part, score) for stage in found.stages for part, score in stage.scores]
    units = {
        name: unit_of_scores([score for part, score in scores if part.metric == name], decimals)
        for name in {part.metric for part, _ in scores}
    }
    weakest = {(each.metric, each.weakest.key) for each in found.weakest if each.weakest is not None}
    rows: list[tuple[SheetCell, ...]] = []
    for stage in found.stages:
        for part, score in stage.scores:
            unit = units[part.metric]
            mark = _WEAKEST if part.touchpoint is None and (part.metric, stage.name) in weakest else ""
            values = (unit.value(score.value), unit.name, unit.value(score.low), unit.value(score.high))
            note = mark or no_value_note(score.status, score.reason)
            rows.append((stage.title, part.touchpoint, part.metric, *values, _n(score), note))
    confidence = confidence_text(scores[0][1])
    limits = (f"{confidence} low", f"{confidence} high")
    return Block(("stage", "touchpoint", "metric", "value", "unit", *limits, "n", "note"), tuple(rows))


def passage_block(found: JourneyFound) -> list[Block]:
    """Return how customers pass, a row a stage, as one block; none where nobody is followed."""
    rows: list[tuple[SheetCell, ...]] = []
    for stage in found.stages:
        passed = stage.passage
        if passed is not None:
            counts = (Amount(each, COUNT) for each in (passed.customers, passed.gained, passed.lost))
            ends = (None, None) if passed.limits is None else (passed.limits.low, passed.limits.high)
            shares = (amount(each, PERCENT) for each in (passed.went_on, *ends))
            rows.append((stage.title, *counts, *shares))
    columns = ("stage", "customers", "gained", "lost", "went on", "went on low", "went on high")
    return [Block(columns, tuple(rows), "Customers")] if rows else []


def _n(score: Score) -> Amount | None:
    return None if score.status == "suppressed" else amount(score.n, COUNT)
