"""Comparisons as text for people, and as JSON for programs."""

from cxcli.findings.side_by_side import Compared
from cxcli.presentation.run_output import account_texts, metric_columns, scored
from cxcli.reporting.compare_json import compare_json, comparison_json
from cxcli.reporting.compare_text import compare_text
from cxcli.reporting.score_json import Json, dumps
from cxcli.reporting.score_words import days_text
from cxcli.scoring.score import Score


def comparison_text(compared: Compared, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the comparison for a screen that is `width` cells wide."""
    run = compared.run
    return compare_text(
        compared.found,
        metric_columns(run),
        decimals=run.settings.decimals,
        width=width,
        colour=colour,
        encoding=encoding,
        days=days_text(run.plan.window),
        rows=account_texts(run),
    )


def compared_json(compared: Compared) -> str:
    """Return the comparison as JSON, by the contract of docs/cx.compare.schema.json."""
    sides = compared.sides
    said: Json = {"kind": sides.kind, "column": sides.column or None, "two": sides.two}
    found = [comparison_json(each, lambda score: _score(compared, score)) for each in compared.found]
    return dumps(compare_json(scored(compared.run, []), said, found))


def _score(compared: Compared, score: Score) -> object:
    """Return a score as a scoring run writes it."""
    match scored(compared.run, [score])["scores"]:
        case [written]:
            return written
    raise ValueError("one score is written as one")
