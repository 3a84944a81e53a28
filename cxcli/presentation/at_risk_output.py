"""The list of customers at risk as text for people, as tables, and as JSON for programs."""

from collections.abc import Iterator

from cxcli.at_risk.listing import Listing, SourceLine
from cxcli.presentation.run_output import scored
from cxcli.reporting.at_risk_tables import at_risk_table, customer_at_risk_json
from cxcli.reporting.flow import flow
from cxcli.reporting.number_format import count
from cxcli.reporting.score_json import dumps, score_json
from cxcli.reporting.score_words import account_text, days_text, decimals_for, headline
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.reporting.terminal import render_table


def at_risk_text(
    found: Listing, listed: int | None, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return the list for a screen `width` cells wide: the share, the customers, at most `listed`, and the sources."""
    score = found.found.run.overall[0]
    head = flow(headline(score, decimals_for(score, found.found.run.settings.decimals)), "   ", width)
    tables = [listed_table(found, listed), sources_table(found)]
    drawn = [render_table(each, width=width, colour=colour, encoding=encoding) for each in tables]
    return "\n".join([f"{head}\n", *drawn])


def listed_table(found: Listing, listed: int | None) -> Table:
    """Return the customers, at most `listed`, with notes of who they are."""
    return at_risk_table(found.customers[:listed], [listed_words(found, listed), *_notes(found)])


def sources_table(found: Listing) -> Table:
    """Return a row a source: its customers, how many of those others have, its bad experiences, its metrics."""
    numbers = (ColumnSpec(name, name, "right") for name in ("rows", "customers", "elsewhere", "bad", "counted"))
    columns = (ColumnSpec("source", "source"), *numbers, ColumnSpec("metrics", "metrics"))
    return Table(columns, tuple(map(_source_row, found.sources)), tuple(_accounts(found)))


def at_risk_json(found: Listing, listed: int | None) -> str:
    """Return the list as JSON, by the contract of docs/cx.at-risk.schema.json."""
    run = found.found.run
    head = {name: value for name, value in scored(run, []).items() if name != "scores"}
    contacts = found.contacts
    said = {
        "score": score_json(run.overall[0]),
        "at_least": found.least,
        "customers": found.at_risk,
        "by_source": [_source_json(each) for each in found.sources],
        "contacts": None if contacts is None else {"read": contacts.read, "used": contacts.used},
        "listed": [customer_at_risk_json(each) for each in found.customers[:listed]],
    }
    return dumps({**head, "schema": "cx.at-risk/1", **said})


def listed_words(found: Listing, listed: int | None) -> str:
    """Return "10 customers with 2 or more bad experiences", and how many of them are listed if not all."""
    many, shown = found.at_risk, len(found.customers[:listed])
    said = f"{count(many)} customer{'' if many == 1 else 's'} with {found.least} or more bad experiences"
    left = many - len(found.customers)
    said += f"; {count(left)} followed up since" if left else ""
    return said if shown == len(found.customers) else f"{said}; the first {count(shown)} listed"


def _notes(found: Listing) -> Iterator[str]:
    score, days = found.found.run.overall[0], found.found.run.plan.window
    within = found.found.metric.source.within
    yield (
        f"days {days_text(days)}"
        if days.bounded
        else f"the latest {within} until {found.found.run.plan.as_of:%Y-%m-%d %H:%M}"
    )
    if found.contacts is not None:
        contacts = found.contacts
        yield f"{count(contacts.used)} of {count(contacts.read)} contacts have a customer and a date"
    yield score.definition


def _accounts(found: Listing) -> Iterator[str]:
    for each in found.sources:
        yield f"{each.source}: {account_text(each.account, {})}"
    if len(found.sources) > 1:
        yield "elsewhere: customers whom another source has, too; counted: bad ones of the days that count"


def _source_row(line: SourceLine) -> tuple[Cell, ...]:
    numbers = (line.account.read, line.customers, line.elsewhere, line.bad, line.counted)
    metrics = ", ".join(score.metric for score in line.scores)
    return line.source, *(Figure(count(number), number) for number in numbers), metrics


def _source_json(line: SourceLine) -> dict[str, object]:
    skipped = {str(reason): rows for reason, rows in line.account.skipped.items()}
    return {
        "source": line.source,
        "rows": {"read": line.account.read, "scored": line.account.scored, "skipped": skipped},
        "customers": line.customers,
        "elsewhere": line.elsewhere,
        "bad": line.bad,
        "counted": line.counted,
        "metrics": [score_json(score) for score in line.scores],
    }
