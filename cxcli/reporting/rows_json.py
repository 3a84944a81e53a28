"""The rows behind a number as JSON, by the contract of docs/cx.rows.schema.json."""

from collections.abc import Mapping

from cxcli.reporting.listed_row import ListedRow, Listing
from cxcli.reporting.score_json import Json


def rows_json(run: Json, listing: Listing, asked: Mapping[str, object]) -> Json:
    """Return the rows with the score that they are behind and what was `asked` of them.

    `run` is the result of the scoring run with that one score, by the contract of docs/cx.scores.schema.json.
    """
    (score,) = _scores(run)
    rest = {name: value for name, value in run.items() if name not in ("schema", "scores")}
    return {
        "schema": "cx.rows/1",
        **rest,
        "score": score,
        "asked": dict(asked),
        "found": listing.found,
        "listed": len(listing.rows),
        "masked": listing.masked,
        "rows": [_row(row, listing) for row in listing.rows],
    }


def _scores(run: Json) -> list[object]:
    found = run["scores"]
    return found if isinstance(found, list) else []


def _row(row: ListedRow, listing: Listing) -> Json:
    return {
        "file": row.file,
        "line": row.line,
        "fate": str(row.fate),
        "rule": row.rule,
        "answer": row.answer,
        "class": row.box,
        "date": str(row.day) if row.day else None,
        "flags": list(row.flags),
        "weight": None if row.weight is None else float(row.weight),
        "count": row.count,
        "columns": dict(zip(listing.extra, row.extra, strict=False)),
    }
