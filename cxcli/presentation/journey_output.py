"""A journey as text for people, as Markdown, and as JSON for programs."""

from collections.abc import Mapping, Sequence

from cxcli.findings.journey_found import JourneyFound
from cxcli.presentation.run_output import scored
from cxcli.reporting.flow import flow
from cxcli.reporting.journey_json import stage_json, weakest_json
from cxcli.reporting.journey_tables import (
    StageLine,
    flat_journey_table,
    passage_table,
    stages_table,
    weakest_text,
)
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell
from cxcli.reporting.score_json import Json, dumps
from cxcli.reporting.score_words import decimals_for, rows_text
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_WIDE = 4000


def journey_text(found: JourneyFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the journey for a screen that is `width` cells wide."""
    said = "".join(f"{flow([text], '', width)}\n" for text in journey_sentences(found))
    tables = [render_table(table, width=width, colour=colour, encoding=encoding) for table in journey_tables(found)]
    accounts = "".join(f"{flow([text], '', width)}\n" for text in journey_accounts(found))
    return "\n".join([said, *tables, accounts])


def journey_markdown(found: JourneyFound) -> str:
    """Return the journey as a list of sentences and tables."""
    said = "".join(f"- {markdown_cell(text, limit=_WIDE)}\n" for text in journey_sentences(found))
    accounts = "".join(f"- {markdown_cell(text, limit=_WIDE)}\n" for text in journey_accounts(found))
    return "\n".join([said, *(markdown_table(table) for table in journey_tables(found)), accounts])


def journey_table(found: JourneyFound) -> Table:
    """Return the scores of all stages for other programs."""
    return flat_journey_table(_lines(found), found.weakest)


def journey_json(found: JourneyFound) -> str:
    """Return the journey as JSON, by the contract of docs/cx.journey.schema.json."""
    return dumps(journey_data(found))


def journey_data(found: JourneyFound) -> Json:
    """Return what the JSON of a journey holds."""
    head = {name: value for name, value in scored(found.run, []).items() if name != "scores"}
    lines = _lines(found)
    stages = [
        stage_json(stage.title, [line for line in lines if line.stage == stage.name], stage.passage)
        for stage in found.stages
    ]
    weakest = [weakest_json(each) for each in found.weakest]
    return {**head, "schema": "cx.journey/1", "stages": stages, "weakest": weakest}


def _lines(found: JourneyFound) -> list[StageLine]:
    return [
        StageLine(stage.name, stage.title, part.touchpoint, part.metric, score)
        for stage in found.stages
        for part, score in stage.scores
    ]


def _titles(found: JourneyFound) -> Mapping[str, str]:
    return {stage.name: stage.title for stage in found.stages}


def journey_sentences(found: JourneyFound) -> list[str]:
    """Return which stage is the weakest, metric by metric."""
    decimals = {part.metric: decimals_for(score, None) for stage in found.stages for part, score in stage.scores}
    return [weakest_text(each, _titles(found), decimals[each.metric]) for each in found.weakest]


def journey_tables(found: JourneyFound) -> Sequence[Table]:
    """Return the table of stages, and that of customers who pass them where they are known."""
    passed = [(stage.title, stage.passage) for stage in found.stages if stage.passage is not None]
    tables = [stages_table(_lines(found), found.weakest)]
    return [*tables, passage_table(passed, found.run.plan.confidence)] if passed else tables


def journey_accounts(found: JourneyFound) -> list[str]:
    """Return what became of the rows, of each metric of each stage."""
    return [
        f"{stage.title}, {part.metric}: {rows_text(score)}"
        for stage in found.stages
        for part, score in stage.scores
        if part.touchpoint is None
    ]
