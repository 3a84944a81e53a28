"""Definitions side by side as text for people, as a table for programs, and as JSON."""

from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reconciliation import Answered, Reconciled
from cxcli.reporting.flow import flow
from cxcli.reporting.number_format import count
from cxcli.reporting.reconcile_tables import Row, definitions_table, rows_table
from cxcli.reporting.safe import safe
from cxcli.reporting.score_json import dumps, score_json
from cxcli.reporting.score_words import column_text, rows_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table
from cxcli.scoring.row_marks import mark_words
from cxcli.scoring.score import Score

_ON_SCREEN = 20
_DOT = " · "


def reconciled_text(
    found: Reconciled, *, rows: bool, limit: int | None, width: int, colour: bool, encoding: str = "utf-8"
) -> str:
    """Return the definitions for a screen that is `width` cells wide."""
    known = len(found.answered) + len(found.others)
    head = (
        f"{metric_name(found.metric)}: {count(len(found.answered))} of {count(known)} definitions can be answered here"
    )
    lines = [flow([head], "", width)]
    for each in found.answered:
        columns = column_text(metric_columns(each.run)[each.score.metric])
        said = [f"{each.score.metric}: {each.score.definition}", safe(columns), rows_text(each.score)]
        lines.append(flow(said, _DOT, width))
    lines += [
        flow([f"not answered: {_why(metric, problems[0].message)}"], "", width)
        for metric, problems in found.others.items()
    ]
    tables = [definitions_table(_scores(found), _differing(found), in_words=True)]
    tables += [rows_table(_rows(found, limit or _ON_SCREEN), in_words=True)] if rows else []
    drawn = [render_table(table, width=width, colour=colour, encoding=encoding) for table in tables]
    return "\n".join(["".join(f"{line}\n" for line in lines), *drawn])


def reconciled_table(found: Reconciled, *, rows: bool, limit: int | None) -> Table:
    """Return the definitions, or with `rows` the rows that differ, flat."""
    if rows:
        return rows_table(_rows(found, limit), in_words=False)
    return definitions_table(_scores(found), _differing(found), in_words=False)


def reconciled_json(found: Reconciled, *, rows: bool, limit: int | None) -> str:
    """Return the definitions as JSON, by the contract of docs/cx.reconcile.schema.json."""
    first = found.answered[0]
    whole = scored(first.run, [])
    definitions = [
        {
            "score": score_json(each.score),
            "differing": len(each.differing),
            "rows": _json_rows(each, limit) if rows else None,
        }
        for each in found.answered
    ]
    unanswered = [
        {"metric": metric, "problems": [{"code": each.code, "message": each.message} for each in problems]}
        for metric, problems in found.others.items()
    ]
    del whole["scores"]
    said = {"metric": found.metric, "definitions": definitions, "unanswered": unanswered}
    return dumps({**whole, "schema": "cx.reconcile/1", **said})


def _why(metric: str, message: str) -> str:
    return safe(message if message.startswith(f"{metric} ") else f"{metric}, {message}")


def _scores(found: Reconciled) -> list[Score]:
    return [each.score for each in found.answered]


def _differing(found: Reconciled) -> list[int | None]:
    return [None, *(len(each.differing) for each in found.answered[1:])]


def _rows(found: Reconciled, limit: int | None) -> list[Row]:
    return [
        Row(each.score.metric, row.file, row.line, mark_words(row.default), mark_words(row.other))
        for each in found.answered[1:]
        for row in each.differing[:limit]
    ]


def _json_rows(each: Answered, limit: int | None) -> list[dict[str, object]]:
    return [
        {"file": row.file, "line": row.line, "default": mark_words(row.default), "other": mark_words(row.other)}
        for row in each.differing[:limit]
    ]
