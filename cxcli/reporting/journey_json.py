"""A journey as JSON: its stages with their scores and customers, and the weakest of them."""

from collections.abc import Sequence

from cxcli.analysis.passage import StagePassage
from cxcli.analysis.weakest_stage import WeakestStage
from cxcli.reporting.difference_json import difference_json
from cxcli.reporting.journey_tables import StageLine
from cxcli.reporting.score_json import Json, score_json


def stage_json(title: str, lines: Sequence[StageLine], found: StagePassage | None) -> Json:
    """Return one stage, from its lines; `customers` is null where nobody is followed."""
    return {
        "stage": lines[0].stage,
        "title": title,
        "scores": [_line_json(line) for line in lines],
        "customers": None if found is None else _passage_json(found),
    }


def weakest_json(found: WeakestStage) -> Json:
    """Return what was found by one metric; `stage` is null, with the reason, where no stage is the weakest."""
    group = found.weakest
    return {
        "metric": found.metric,
        "stage": None if group is None else group.key,
        "reason": found.reason,
        "compared": [
            {
                "stage": each.key,
                "verdict": each.verdict,
                "p_adjusted": each.p,
                "difference": difference_json(each.difference),
            }
            for each in found.compared
        ],
    }


def _line_json(line: StageLine) -> Json:
    return {"touchpoint": line.touchpoint, "score": {**score_json(line.score), "metric": line.metric}}


def _passage_json(found: StagePassage) -> Json:
    limits = found.limits
    return {
        "seen": found.customers,
        "gained": found.gained,
        "lost": found.lost,
        "went_on": found.went_on,
        "low": None if limits is None else limits.low,
        "high": None if limits is None else limits.high,
    }
