"""The ledger and the cohorts of customers as text for people, and as JSON for programs."""

from collections.abc import Sequence

from cxcli.findings.customers_found import CohortsFound, LedgerFound
from cxcli.findings.customers_valued import CustomersValued
from cxcli.pipeline import Run
from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reporting.cohort_tables import cohort_json, cohorts_table, curve_json, curve_table
from cxcli.reporting.customer_tables import customer_json, customers_listed
from cxcli.reporting.flow import flow
from cxcli.reporting.ledger_tables import amounts_table, customers_table, ledger_json
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import safe
from cxcli.reporting.score_json import dumps, score_json
from cxcli.reporting.score_words import column_text, decimals_for, headline, rows_text
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "


def ledger_text(found: LedgerFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the ledger for a screen that is `width` cells wide."""
    tables = [amounts_table(found.table), customers_table(found.table.lines)]
    return _text(found.run, tables, width=width, colour=colour, encoding=encoding)


def cohorts_text(found: CohortsFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return cohorts and tenure for a screen that is `width` cells wide."""
    tables = [cohorts_table(found.table), curve_table(found.curve)]
    return _text(found.run, tables, width=width, colour=colour, encoding=encoding)


def customers_ledger_json(found: LedgerFound) -> str:
    """Return the ledger as JSON, by the contract of docs/cx.ledger.schema.json."""
    return dumps(
        {**_head(found.run), "schema": "cx.ledger/1", "account": _account(found.run), **ledger_json(found.table)}
    )


def customers_cohorts_json(found: CohortsFound) -> str:
    """Return cohorts and tenure as JSON, by the contract of docs/cx.cohorts.schema.json."""
    table = found.table
    said = {
        "account": _account(found.run),
        "watched_until": str(table.until),
        "before_watching": table.left_out,
        "trials_left_out": table.trials,
        "cohorts": [cohort_json(cohort) for cohort in table.cohorts],
        "tenure": curve_json(found.curve),
    }
    return dumps({**_head(found.run), "schema": "cx.cohorts/1", **said})


def valued_text(
    found: CustomersValued, listed: int | None, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return customers, at most `listed`, and the score that they are behind, for a screen `width` cells wide."""
    many = len(found.lines)
    score = flow(headline(found.score, decimals_for(found.score, found.run.settings.decimals)), "   ", width)
    notes = [] if listed is None or listed >= many else [f"the first {count(listed)} of {count(many)} customers"]
    tables = [customers_listed(found.lines, listed, notes)]
    return f"{score}\n{_text(found.run, tables, width=width, colour=colour, encoding=encoding)}"


def valued_json(found: CustomersValued, listed: int | None) -> str:
    """Return customers, at most `listed`, as JSON, by the contract of docs/cx.customers.schema.json."""
    lines = [customer_json(line) for line in found.lines[:listed]]
    said = {"score": score_json(found.score), "customers": len(found.lines), "listed": lines}
    return dumps({**_head(found.run), "schema": "cx.customers/1", **said})


def _text(run: Run, tables: Sequence[Table], *, width: int, colour: bool, encoding: str) -> str:
    score = run.overall[0]
    head = flow([safe(column_text(metric_columns(run)[score.metric])), rows_text(score)], _DOT, width)
    drawn = [render_table(table, width=width, colour=colour, encoding=encoding) for table in tables]
    return "\n".join([f"{head}\n", *drawn])


def _head(run: Run) -> dict[str, object]:
    """Return what JSON says of a run, but for its scores."""
    return {name: value for name, value in scored(run, []).items() if name != "scores"}


def _account(run: Run) -> object:
    return score_json(run.overall[0])["rows"]
