"""A funnel as text for people, as Markdown, and as JSON for programs."""

from collections.abc import Iterator

from cxcli.findings.funnel_found import FUNNEL_METRIC, FunnelFound
from cxcli.presentation.run_output import scored
from cxcli.reporting.flow import flow
from cxcli.reporting.funnel_groups import GroupFunnel, groups_funnel_json, groups_funnel_tables
from cxcli.reporting.funnel_tables import funnel_json, funnel_table
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_json import dumps, notice_json
from cxcli.reporting.score_words import account_text, column_text, days_text
from cxcli.reporting.terminal import render_table
from cxcli.rows import RowAccount

_DOT = " · "
_PLACES = 1
_WIDE = 4000
_SHOWN = ("user", "used_at")


def funnel_text(found: FunnelFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the funnel for a screen that is `width` cells wide."""
    head = flow(_headline(found), "   ", width)
    lines = [flow([safe(line)], "", width) for line in _lines(found)]
    table = funnel_table(found.table, _places(found))
    tables = [table, *groups_funnel_tables(found.table, groups_of(found), _places(found))]
    drawn = "\n".join(render_table(each, width=width, colour=colour, encoding=encoding) for each in tables)
    return "".join(f"{line}\n" for line in (head, *lines)) + f"\n{drawn}"


def funnel_markdown(found: FunnelFound) -> str:
    """Return the funnel as paragraphs and a table."""
    name, *rest = _headline(found)
    head = f"**{markdown_cell(name)}** · {markdown_cell(_DOT.join(rest), limit=_WIDE)}"
    blocks = [head, *(markdown_cell(line, limit=_WIDE) for line in _lines(found))]
    tables = [
        funnel_table(found.table, _places(found)),
        *groups_funnel_tables(found.table, groups_of(found), _places(found)),
    ]
    return "\n\n".join([*blocks, "\n".join(map(markdown_table, tables))])


def funnel_as_json(found: FunnelFound) -> str:
    """Return the funnel as JSON, by the contract of docs/cx.funnel.schema.json."""
    head = {name: value for name, value in scored(found.run, []).items() if name != "scores"}
    said = {
        "warnings": [notice_json(notice) for notice in found.notices],
        "files": [{"file": file, "rows": _account_json(account)} for file, account in found.accounts.items()],
        **funnel_json(found.table),
        "groups": groups_funnel_json(groups_of(found)),
    }
    return dumps({**head, "schema": "cx.funnel/1", **said})


def groups_of(found: FunnelFound) -> list[GroupFunnel]:
    """Return the funnels of groups as tables and JSON take them."""
    return [(each.group, each.table, each.hidden_below) for each in found.groups]


def _headline(found: FunnelFound) -> list[str]:
    """Return `funnel 0.5 %`, the limits and the users of the first step."""
    overall, places, users = found.table.overall, _places(found), found.table.lines[0].counts.users
    if overall.value is None or overall.low is None or overall.high is None:
        return ["funnel undefined", "(nobody came to the first step)", "n 0"]
    limits = f"{bare(overall.low, places)} to {bare(overall.high, places)}"
    return [
        f"funnel {bare(overall.value, places)} %",
        f"{100 * found.table.confidence:g} % {limits}",
        f"n {count(users)}",
    ]


def _lines(found: FunnelFound) -> Iterator[str]:
    """Yield the days, what became of the rows of each file, and what the number is."""
    days = days_text(found.run.plan.window)
    if days:
        yield f"days {days}"
    for source in found.run.sources:
        file = source.facts.file
        fields = {f"{FUNNEL_METRIC}.{name}" for name in _SHOWN}
        columns = [each.column.label or each.column.name for each in source.bindings.fields if each.name in fields]
        yield f"{file}: {account_text(found.accounts[file], {})} · {column_text(columns)}"
    last, first = found.table.lines[-1].name, found.table.lines[0].name
    done = f"passed all steps to {last}" if found.table.strict else f"are in {last}, too"
    yield f"% of the distinct users of {first} who {done} · {found.table.interval} interval over users"


def _places(found: FunnelFound) -> int:
    asked = found.run.settings.decimals
    return _PLACES if asked is None else asked


def _account_json(account: RowAccount) -> dict[str, object]:
    skipped = {str(reason): rows for reason, rows in account.skipped.items()}
    return {"read": account.read, "scored": account.scored, "skipped": skipped}
