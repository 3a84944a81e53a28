"""Comparisons as JSON, by the contract of docs/cx.compare.schema.json."""

from collections.abc import Callable

from cxcli.analysis.comparison import Comparison, SameRespondents, Why
from cxcli.analysis.groups_compared import AgainstOthers, GroupsCompared
from cxcli.reporting.difference_json import difference_json
from cxcli.reporting.score_json import Json
from cxcli.rows import RowAccount
from cxcli.scoring.score import Score

ScoreJson = Callable[[Score], object]
"""Writes a score by the contract of docs/cx.scores.schema.json."""


def compare_json(run: Json, compared: Json, comparisons: list[Json]) -> Json:
    """Return the comparisons with what a scoring run says of its sources; `compared` tells what the sides are."""
    rest = {name: value for name, value in run.items() if name not in ("schema", "scores")}
    return {"schema": "cx.compare/1", **rest, "compared": compared, "comparisons": comparisons}


def comparison_json(found: Comparison | GroupsCompared, score: ScoreJson) -> Json:
    """Return the comparison of one metric."""
    if isinstance(found, GroupsCompared):
        return _groups(found, score)
    return {
        "metric": found.metric.id,
        "before": {"label": found.before.label, "score": score(found.before.score)},
        "after": {"label": found.after.label, "score": score(found.after.score)},
        "difference": difference_json(found.difference),
        "mix": found.why and _mix(found.why),
        "paired": found.same and _paired(found.same),
        "groups": None,
        "elsewhere": _account(found.elsewhere),
    }


def _groups(found: GroupsCompared, score: ScoreJson) -> Json:
    return {
        "metric": found.metric.id,
        "before": None,
        "after": None,
        "difference": None,
        "mix": None,
        "paired": None,
        "groups": {
            "column": found.column,
            "adjustment": "benjamini-hochberg",
            "hidden": found.hidden,
            "empty": found.empty,
            "reason": found.reason,
            "found": [_group(group, score) for group in found.groups],
        },
        "elsewhere": _account(found.elsewhere),
    }


def _group(group: AgainstOthers, score: ScoreJson) -> Json:
    return {
        "key": group.key,
        "score": score(group.score),
        "others": score(group.others),
        "difference": difference_json(group.difference),
        "p_adjusted": group.p,
        "verdict": group.verdict,
    }


def _mix(why: Why) -> Json:
    segments: list[Json] = []
    for segment, part in why.mix.parts.items():
        before, after = part.value_before, part.value_after
        segments.append(
            {
                "segment": dict(zip(why.columns, segment, strict=True)) if segment else None,
                "share_before": float(100 * part.share_before),
                "share_after": float(100 * part.share_after),
                "value_before": None if before is None or segment in why.hidden else float(before),
                "value_after": None if after is None or segment in why.hidden else float(after),
                "within": float(part.within),
                "mix": float(part.mix),
            }
        )
    return {
        "columns": list(why.columns),
        "within": float(why.mix.within),
        "mix": float(why.mix.mix),
        "segments": segments,
    }


def _paired(same: SameRespondents) -> Json:
    votes, change = same.votes, same.change
    return {
        "column": same.column,
        "both": votes.both,
        "only_before": votes.only_before,
        "only_after": votes.only_after,
        "without_key": {"before": votes.without_key[0], "after": votes.without_key[1]},
        "reason": same.reason,
        "change": change
        and {
            "before": change.before,
            "after": change.after,
            "value": change.difference,
            "low": change.low,
            "high": change.high,
            "interval": change.interval,
            "test": change.test,
            "p": change.p,
            "reason": change.reason,
            "transitions": [
                {"before": before, "after": after, "respondents": n}
                for (before, after), n in change.transitions.items()
            ],
        },
    }


def _account(account: RowAccount) -> Json:
    skipped = {str(reason): n for reason, n in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": skipped}
