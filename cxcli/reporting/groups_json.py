"""Groups that are judged as JSON, by the contract of docs/cx.agents.schema.json."""

from collections.abc import Callable

from cxcli.analysis.funnel import FUNNEL
from cxcli.analysis.groups_finding import CaseMix, GroupsFinding
from cxcli.analysis.judged_groups import JudgedGroup, Standing
from cxcli.reporting.score_json import Json
from cxcli.scoring.score import Score

ScoreJson = Callable[[Score], object]
"""Writes a score by the contract of docs/cx.scores.schema.json."""


def agents_json(run: Json, found: list[Json]) -> Json:
    """Return what was found with what a scoring run says of its sources."""
    rest = {name: value for name, value in run.items() if name not in ("schema", "scores")}
    return {"schema": "cx.agents/1", **rest, "found": found}


def finding_json(found: GroupsFinding, score: ScoreJson) -> Json:
    """Return the groups of one metric, all of them, by name."""
    judgement = found.judgement
    spread = judgement.dispersion if judgement else None
    return {
        "metric": found.metric.id,
        "column": found.column,
        "overall": score(found.overall),
        "level": found.level,
        "min_n": found.min_n,
        "adjusted_for": found.mix and _mix(found.mix),
        "dispersion": spread
        and {"phi": spread.phi, "p": spread.p, "between": spread.between, "applied": spread.applied},
        "outside": _outside(judgement.standings) if judgement else [],
        "groups": [_group(group, score) for group in judgement.groups] if judgement else [],
        "apart": [{"name": each.group[found.column], "score": score(each)} for each in found.apart],
        "reason": found.reason,
    }


def _mix(mix: CaseMix) -> Json:
    return {"columns": list(mix.columns), "strata": mix.strata, "rare": mix.rare, "alone": mix.alone}


def _outside(standings: list[Standing]) -> list[Json]:
    """Return how many groups are outside either limits, and how many chance alone puts there."""
    return [
        {
            "confidence": confidence,
            "groups": sum(each.outside(place) for each in standings),
            "by_chance": len(standings) * (1 - confidence),
        }
        for place, confidence in enumerate(FUNNEL)
    ]


def _group(group: JudgedGroup, score: ScoreJson) -> Json:
    return {
        "name": group.name,
        "score": score(group.score),
        "verdict": group.verdict,
        "standing": group.standing and _standing(group.standing),
    }


def _standing(standing: Standing) -> Json:
    return {
        "value": standing.value,
        "low": standing.low,
        "high": standing.high,
        "expected": standing.expected,
        "shrunken": standing.shrunken,
        "funnel": [
            {"confidence": confidence, "low": each.low, "high": each.high}
            for confidence, each in zip(FUNNEL, standing.funnel, strict=True)
        ],
        "z": standing.z,
        "p": standing.p,
        "q": standing.q,
    }
