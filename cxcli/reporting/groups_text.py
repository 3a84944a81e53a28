"""Groups that are judged, for people: on a screen, and as Markdown."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cxcli.analysis.groups_finding import GroupsFinding
from cxcli.reporting import groups_words as words
from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.groups_order import Listed
from cxcli.reporting.groups_tables import apart_table, groups_table
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_words import column_text, decimals_for
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_DOT = " · "
_WIDE = 4000


class Around(Struct, frozen=True, kw_only=True):
    """What is told beside the groups: the `columns` of each metric, what became of its `rows`, which `days` count."""

    columns: Mapping[str, Sequence[str]]
    rows: Mapping[str, str]
    days: str
    decimals: int | None


def groups_text(
    found: Sequence[GroupsFinding], around: Around, listed: Listed, *, width: int, colour: bool, encoding: str = "utf-8"
) -> str:
    """Return the groups metric by metric for a screen that is `width` cells wide: sentences first, then tables."""
    blocks = []
    for each in found:
        text = "".join(f"{fit_encoding(flow(parts, _DOT, width), encoding)}\n" for parts in _lines(each, around))
        tables = [
            render_table(table, width=width, colour=colour, encoding=encoding)
            for table in _tables(each, around, listed, width)
        ]
        blocks.append("\n".join([text, *tables]))
    return "\n".join(blocks)


def groups_markdown(found: Sequence[GroupsFinding], around: Around, listed: Listed) -> str:
    """Return the groups metric by metric, as paragraphs and tables."""
    blocks = []
    for each in found:
        said = [markdown_cell(_DOT.join(parts), limit=_WIDE) for parts in _lines(each, around)]
        blocks += ["\n\n".join(said) + "\n", *(markdown_table(table) for table in _tables(each, around, listed, None))]
    return "\n".join(blocks)


def _lines(found: GroupsFinding, around: Around) -> Iterator[tuple[str, ...]]:
    decimals, metric = decimals_for(found.overall, around.decimals), found.metric.id
    said = [
        words.finding_text(found),
        words.overall_text(found, decimals),
        *words.circumstances(found),
        words.apart_text(found),
        f"days {around.days}" if around.days else "",
        around.rows[metric],
    ]
    yield from ((line,) for line in said if line)
    yield safe(column_text(around.columns[metric])), *words.method_texts(found)


def _tables(found: GroupsFinding, around: Around, listed: Listed, width: int | None) -> Iterator[Table]:
    decimals = decimals_for(found.overall, around.decimals)
    if found.judgement is not None and listed.of(found.judgement):
        yield groups_table(found, listed, decimals, width=width)
    if found.apart:
        yield apart_table(found, decimals)
