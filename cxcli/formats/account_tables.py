"""What became of the rows that a report read, and which files they stood in."""

from cxcli.report.content import Report
from cxcli.reporting.number_format import count
from cxcli.reporting.score_words import reason_words
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.rows import FATES, Disposition


def accounts_table(report: Report) -> Table:
    """Return a row for each metric: how many rows were read, and what became of them."""
    reasons = [
        fate for fate in FATES if any(each.account and each.account.skipped.get(fate) for each in report.metrics)
    ]
    figures = ("read", "scored", *(reason_words(Disposition(fate)) for fate in reasons))
    columns = (ColumnSpec("metric", "metric"), *(ColumnSpec(name, name, "right") for name in figures))
    rows: list[tuple[Cell, ...]] = []
    for each in report.metrics:
        account = each.account
        if account is None:
            rows.append((each.definition.id, *[Figure(count(None))] * len(figures)))
            continue
        numbers = (account.read, account.scored, *(account.skipped.get(fate, 0) for fate in reasons))
        rows.append((each.definition.id, *(Figure(count(number), number) for number in numbers)))
    return Table(columns, tuple(rows))


def sources_read_table(report: Report) -> Table:
    """Return a row for each file that was read: its rows, which columns fed which fields, and its checksum."""
    columns = (
        ColumnSpec("file", "file"),
        ColumnSpec("rows", "rows", "right"),
        ColumnSpec("rejected", "rejected", "right"),
        ColumnSpec("columns", "columns"),
        ColumnSpec("sha256", "sha-256"),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in report.sources:
        facts, account = each.facts, each.facts.account
        fed = ", ".join(f"{field}: {column}" for field, (column, _) in each.columns.items())
        rejected = account.read - account.accepted
        rows.append(
            (
                facts.file,
                Figure(count(account.read), account.read),
                Figure(count(rejected), rejected),
                fed,
                facts.sha256,
            )
        )
    return Table(columns, tuple(rows))
