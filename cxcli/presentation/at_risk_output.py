"""The list of customers at risk as text for people, as tables, and as JSON for programs."""

from collections.abc import Iterator

from cxcli.at_risk.listing import Listing, SourceLine
from cxcli.config.at_risk import RiskReason
from cxcli.presentation.at_risk_signs import health_json, health_notes, silence_json, silence_notes
from cxcli.presentation.run_output import scored
from cxcli.reporting.at_risk_blocks import at_risk_blocks, keeps_words
from cxcli.reporting.at_risk_tables import at_risk_table, comments_table, customer_at_risk_json
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.number_format import count
from cxcli.reporting.score_json import Json, dumps, score_json
from cxcli.reporting.score_words import account_text, days_text, decimals_for, headline
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.reporting.terminal import render_table

_WORDS: dict[RiskReason, str] = {
    "bad": "with {least} or more bad experiences",
    "detractor": "whose latest answer is bad",
    "red": "in red health",
    "falling": "in falling health",
    "silent": "silent",
}


def at_risk_text(
    found: Listing, listed: int | None, *, width: int, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Return the list for a screen `width` cells wide: the share, the customers, at most `listed`, and the sources.

    Customers stand in a table, or in a block each where that would break words, or where there are comments.
    """
    score = found.found.run.overall[0]
    head = flow(headline(score, decimals_for(score, found.found.run.settings.decimals)), "   ", width)
    table, blocks = listed_table(found, listed), ""
    if found.customers and (found.commented or not keeps_words(table, width)):
        blocks = at_risk_blocks(found.customers[:listed], width=width, encoding=encoding, every=found.commented)
        table = Table((), notes=table.notes)
    drawn = [
        render_table(each, width=width, colour=colour, encoding=encoding) for each in (table, sources_table(found))
    ]
    return "\n".join([f"{head}\n", *([blocks] if blocks else []), *drawn])


def at_risk_markdown(found: Listing, listed: int | None) -> str:
    """Return the list as Markdown, and the comments in a table of their own where they were asked for."""
    comments = comments_table(found.customers[:listed])
    return "\n".join(map(markdown_table, [listed_table(found, listed), *([comments] if comments.rows else [])]))


def listed_table(found: Listing, listed: int | None) -> Table:
    """Return the customers, at most `listed`, with notes of who they are."""
    return at_risk_table(found.customers[:listed], [listed_words(found, listed), *_notes(found, listed)])


def sources_table(found: Listing) -> Table:
    """Return a row a source: its customers, how many of those others have, its bad experiences, its metrics."""
    numbers = (ColumnSpec(name, name, "right") for name in ("rows", "customers", "elsewhere", "bad", "counted"))
    columns = (ColumnSpec("source", "source"), *numbers, ColumnSpec("metrics", "metrics"))
    return Table(columns, tuple(map(_source_row, found.sources)), tuple(_accounts(found)))


def at_risk_json(found: Listing, listed: int | None) -> str:
    """Return the list as JSON, by the contract of docs/cx.at-risk.schema.json."""
    return dumps(at_risk_data(found, listed))


def at_risk_data(found: Listing, listed: int | None) -> Json:
    """Return what the JSON of the list holds."""
    run = found.found.run
    head = {name: value for name, value in scored(run, []).items() if name != "scores"}
    contacts, health, silence = found.contacts, found.signs.health, found.silence
    said = {
        "score": score_json(run.overall[0]),
        "at_least": found.least,
        "customers": found.at_risk,
        "by_reason": found.by_reason,
        "by_source": [_source_json(each) for each in found.sources],
        "health": None if health is None else health_json(health),
        "silence": None if silence is None else silence_json(silence, found.signs.others),
        "contacts": None if contacts is None else {"read": contacts.read, "used": contacts.used},
        "listed": [customer_at_risk_json(each) for each in found.customers[:listed]],
    }
    return {**head, "schema": "cx.at-risk/1", **said}


def listed_words(found: Listing, listed: int | None) -> str:
    """Return "10 customers with 2 or more bad experiences", for each reason how many, and how many are listed."""
    many, shown = found.at_risk, len(found.customers[:listed])
    customers = f"{count(many)} customer{'' if many == 1 else 's'}"
    told = [f"{count(number)} {_WORDS[reason]}" for reason, number in found.by_reason.items()]
    told = [each.format(least=found.least) for each in told]
    alone = list(found.by_reason) == ["bad"]
    said = f"{customers} with {found.least} or more bad experiences" if alone else f"{customers}: {', '.join(told)}"
    left = many - len(found.customers)
    said += f"; {count(left)} followed up since" if left else ""
    return said if shown == len(found.customers) else f"{said}; the first {count(shown)} listed"


def _notes(found: Listing, listed: int | None) -> Iterator[str]:
    score, days = found.found.run.overall[0], found.found.run.plan.window
    within = found.found.metric.source.within
    yield (
        f"days {days_text(days)}"
        if days.bounded
        else f"the latest {within} until {found.found.run.plan.as_of:%Y-%m-%d %H:%M}"
    )
    if found.signs.health is not None:
        yield from health_notes(found.signs.health, falling="falling" in found.signs.reasons)
    if found.silence is not None:
        yield from silence_notes(found.silence, found.signs.others)
    if found.contacts is not None:
        contacts = found.contacts
        yield f"{count(contacts.used)} of {count(contacts.read)} contacts have a customer and a date"
    hidden = sum(one.masked for each in found.customers[:listed] for one in each.experiences)
    if hidden:
        texts = f"{count(hidden)} comment{'' if hidden == 1 else 's'}"
        yield f"personal data masked in {texts}, --no-mask shows it"
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
