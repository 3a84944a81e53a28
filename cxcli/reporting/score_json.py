"""Scores as JSON, by the contract of docs/cx.scores.schema.json."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isinf
from pathlib import Path

from msgspec import Struct

from cxcli import __version__
from cxcli.analysis.changes import Changes, place_of
from cxcli.errors import ExitCode, Notice, Problem
from cxcli.reporting.difference_json import difference_json
from cxcli.reporting.safe import inert
from cxcli.rows import RowAccount
from cxcli.scoring.cells import Window
from cxcli.scoring.score import Score
from cxcli.sources.source import SourceFacts

Json = dict[str, object]


class SourceEntry(Struct, frozen=True):
    """A source for the report: its facts, and by field the column that feeds it with the evidence for that."""

    facts: SourceFacts
    columns: Mapping[str, tuple[str, str]]


def scores_json(
    scores: Sequence[Score],
    sources: Sequence[SourceEntry],
    notices: Sequence[Notice],
    *,
    as_of: datetime,
    config: tuple[Path, str] | None,
    days: Window | None = None,
    changes: Changes | None = None,
) -> Json:
    """Return the whole result of a scoring run; `config` is the path and the SHA-256 of the config used.

    `days` are those that count, where some do not; `changes` go with the scores of periods.
    """
    return {
        "schema": "cx.scores/1",
        "cx": __version__,
        "as_of": as_of.isoformat(),
        "window": _window(days) if days and days.bounded else None,
        "config": {"path": str(config[0]), "sha256": config[1]} if config else None,
        "sources": [source_json(source) for source in sources],
        "scores": [score_json(score) | {"change": _change(score, changes or {})} for score in scores],
        "warnings": [notice_json(notice) for notice in notices],
    }


def source_json(source: SourceEntry) -> Json:
    """Return one source: what it was taken to be, on what evidence, and how many records it had.

    What is no file has no checksum.
    """
    facts = source.facts
    detected = [{"what": each.what, "value": each.value, "evidence": each.evidence} for each in facts.detected]
    detected += [
        {"what": f"column {field}", "value": column, "evidence": evidence}
        for field, (column, evidence) in source.columns.items()
        if evidence
    ]
    return {
        "path": facts.file,
        "sha256": facts.sha256 or None,
        "format": facts.format,
        "encoding": facts.encoding,
        "delimiter": facts.delimiter,
        "header": facts.header,
        "columns": {field: column for field, (column, _) in source.columns.items()},
        "detected": detected,
        "rows": {"read": facts.account.read, "rejected": dict(facts.account.rejected)},
    }


def notice_json(notice: Notice) -> Json:
    """Return one warning."""
    return {"code": notice.code, "message": notice.message, "source": notice.source, "line": notice.line}


def problem_json(problem: Problem) -> Json:
    """Return one problem; the excerpt of a config line is for the terminal alone."""
    return {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "help": problem.help,
    }


def error_json(exit_code: ExitCode, problems: Sequence[Problem]) -> Json:
    """Return the failure of a JSON run."""
    return {"schema": "cx.error/1", "exit_code": int(exit_code), "problems": [problem_json(each) for each in problems]}


def dumps(data: Json) -> str:
    """Return JSON text that any reader takes: no NaN, no raw control characters, escapes or lone surrogates."""
    return json.dumps(_inert(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _change(score: Score, changes: Changes) -> Json | None:
    place = place_of(score)
    change = None if place is None else changes.get(place)
    return None if change is None else {"since": change.since.label, **difference_json(change.difference)}


def _account(account: RowAccount, offenders: Mapping[str, Mapping[str, int]]) -> Json:
    skipped = {str(reason): count for reason, count in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": skipped, "offenders": dict(offenders)}


def _window(days: Window) -> Json:
    return {name: str(day) if day else None for name, day in (("since", days.since), ("until", days.until))}


def _inert(value: object) -> object:
    match value:
        case str():
            return inert(value)
        case dict():
            return {inert(str(key)): _inert(each) for key, each in value.items()}
        case list() | tuple():
            return [_inert(each) for each in value]
        case _:
            return value


def score_json(score: Score) -> Json:
    """Return one score, without what it changed by."""
    offenders: dict[str, dict[str, int]] = {}
    for (fate, text), rows in sorted(score.offenders.items()):
        offenders.setdefault(fate, {})[text] = rows
    period = score.period
    return {
        "metric": score.metric,
        "definition": score.definition,
        "parameters": dict(score.parameters),
        "group": dict(score.group),
        "period": {
            "label": period.label,
            "start": str(period.start),
            "end": str(period.end),
            "complete": period.complete,
        }
        if period
        else None,
        "status": score.status,
        "reason": score.reason,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "unit": score.unit,
        "confidence": score.confidence,
        "interval": score.interval,
        "n": score.shown_n,
        "base": score.base,
        "effective_n": None if score.effective_n is None or isinf(score.effective_n) else score.effective_n,
        "parts": dict(score.parts),
        "rows": score.shown_account and _account(score.account, offenders),
        "answers": score.answers and _account(score.answers, {}),
        "raw": score.raw and score_json(score.raw),
    }
