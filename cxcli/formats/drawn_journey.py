"""The journey of a report: for each metric the stages in order, with their touchpoints, as strips on one scale."""

from collections.abc import Iterator

from cxcli.findings.journey_found import JourneyFound, StageFound
from cxcli.formats.strip_tables import StripRow, StripTable, strip_table
from cxcli.report.content import Report
from cxcli.reporting.score_words import decimals_for


def journey_blocks(report: Report) -> list[StripTable]:
    """Return a table for each metric of the journey; nothing without one."""
    found = report.journey
    if found is None:
        return []
    metrics = dict.fromkeys(part.metric for stage in found.stages for part, _ in stage.scores)
    return [_block(found, metric, report) for metric in metrics]


def _block(found: JourneyFound, metric: str, report: Report) -> StripTable:
    weakest = {each.weakest.key for each in found.weakest if each.metric == metric and each.weakest is not None}
    rows = [row for stage in found.stages for row in _rows(stage, metric, weak=stage.name in weakest)]
    title = metric.replace("_", " ")
    return strip_table(title[:1].upper() + title[1:], "stage", rows, None, decimals_for(rows[0].score, report.decimals))


def _rows(stage: StageFound, metric: str, *, weak: bool) -> Iterator[StripRow]:
    for part, score in stage.scores:
        if part.metric != metric:
            continue
        place = "" if part.touchpoint is None else part.touchpoint.replace("_", " ")
        yield StripRow(
            name=place or stage.title,
            heard=f"{metric.replace('_', ' ')}, {stage.title}{f', {place}' if place else ''}",
            score=score,
            note="weakest stage" if weak and not place else "",
            part=bool(place),
        )
