"""Where people stop in a survey as text for people, as Markdown, and as JSON for programs."""

from collections.abc import Iterator

from cxcli.findings.drop_off_found import DropOffFound
from cxcli.presentation.run_output import scored
from cxcli.reporting.drop_off_tables import (
    GroupDropOff,
    drop_off_drawn,
    drop_off_json,
    groups_drop_off,
    groups_json,
    weakest_text,
)
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_json import dumps, notice_json
from cxcli.reporting.score_words import account_text, days_text
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "
_WIDE = 4000


def drop_off_text(found: DropOffFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return where people stop for a screen that is `width` cells wide."""
    head = flow(_headline(found), "   ", width)
    lines = [flow([safe(line)], "", width) for line in _lines(found)]
    drawn = [render_table(each, width=width, colour=colour, encoding=encoding) for each in _tables(found)]
    return "".join(f"{line}\n" for line in (head, *lines)) + "\n" + "\n".join(drawn)


def drop_off_markdown(found: DropOffFound) -> str:
    """Return where people stop as paragraphs and tables."""
    name, *rest = _headline(found)
    head = f"**{markdown_cell(name)}** · {markdown_cell(_DOT.join(rest), limit=_WIDE)}"
    blocks = [head, *(markdown_cell(line, limit=_WIDE) for line in _lines(found))]
    return "\n\n".join([*blocks, "\n".join(map(markdown_table, _tables(found)))])


def drop_off_as_json(found: DropOffFound) -> str:
    """Return where people stop as JSON, by the contract of docs/cx.drop-off.schema.json."""
    head = {name: value for name, value in scored(found.run, []).items() if name != "scores"}
    account = found.account
    said = {
        "warnings": [notice_json(notice) for notice in found.notices],
        "rows": {
            "read": account.read,
            "scored": account.scored,
            "skipped": {str(reason): rows for reason, rows in account.skipped.items()},
        },
        "not_shown": list(found.not_shown),
        "confidence": found.table.confidence,
        "interval": found.table.interval,
        **drop_off_json(found.table),
        "groups": groups_json(groups_of(found)),
    }
    return dumps({**head, "schema": "cx.drop-off/1", **said})


def groups_of(found: DropOffFound) -> list[GroupDropOff]:
    """Return the groups as tables and JSON take them."""
    return [(each.group, each.table, each.hidden_below) for each in found.groups]


def _headline(found: DropOffFound) -> list[str]:
    """Return `completion 71.2 %`, the limits and the number of respondents."""
    overall, places = found.table.overall, _places(found)
    assert overall.value is not None and overall.low is not None and overall.high is not None  # noqa: S101, PT018 - somebody answered
    return [
        f"completion {bare(overall.value, places)} %",
        f"{100 * found.table.confidence:g} % {bare(overall.low, places)} to {bare(overall.high, places)}",
        f"n {count(found.table.respondents)}",
    ]


def _lines(found: DropOffFound) -> Iterator[str]:
    """Yield where most are lost, the days, what became of the rows, and what the number is."""
    yield weakest_text(found.table)
    days = days_text(found.run.plan.window)
    if days:
        yield f"days {days}"
    yield account_text(found.account, {})
    yield f"% of respondents with an answer who stopped at no question · {found.table.interval} interval"


def _tables(found: DropOffFound) -> list[Table]:
    places = _places(found)
    return [drop_off_drawn(found.table, places), *groups_drop_off(found.table, groups_of(found), places)]


def _places(found: DropOffFound) -> int:
    asked = found.run.settings.decimals
    return 1 if asked is None else asked
