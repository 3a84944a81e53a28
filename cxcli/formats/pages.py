"""A report as pages of sentences and tables, which every format writes in its own way; the charts are HTML's."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from cxcli.config.reporting import SectionName
from cxcli.formats.account_tables import accounts_table, sources_read_table
from cxcli.formats.attention import attention
from cxcli.formats.figures import metric_title
from cxcli.formats.metric_tables import answers_table, groups_table, periods_table, scorecard
from cxcli.formats.summary import summary
from cxcli.presentation.at_risk_output import listed_table, sources_table
from cxcli.presentation.journey_output import journey_sentences, journey_tables
from cxcli.report.content import Report
from cxcli.reporting.score_words import account_text
from cxcli.reporting.table import ColumnSpec, Table
from cxcli.reporting.theme_text import theme_pieces

_LISTED = 50

TITLES: Mapping[SectionName, str] = MappingProxyType(
    {
        "scorecard": "At a glance",
        "attention": "What needs attention",
        "trends": "Over time",
        "groups": "By group",
        "journey": "Along the journey",
        "answers": "How people answered",
        "themes": "What comments are about",
        "customers": "Customers at risk",
        "rows": "What became of the rows",
        "definitions": "What the numbers mean",
    }
)


class TitledTable(Struct, frozen=True):
    """A table with its title, which is empty where the section says it all."""

    title: str
    table: Table


class Page(Struct, frozen=True):
    """One section: its name and title, sentences, and tables."""

    name: SectionName
    title: str
    said: tuple[str, ...]
    tables: tuple[TitledTable, ...]


def pages(report: Report) -> list[Page]:
    """Return the sections that the readers get and that hold something, in their order."""
    made = [_PAGES[name](report) for name in report.audience.sections]
    return [page for page in made if page.said or page.tables]


def notice_texts(report: Report) -> list[str]:
    """Return what a reader should know of the files and how they were read."""
    return [notice.message + (f" ({notice.source})" if notice.source else "") for notice in report.notices]


def _scorecard(report: Report) -> Page:
    return _page("scorecard", summary(report), [TitledTable("", scorecard(report))])


def _attention(report: Report) -> Page:
    return _page("attention", attention(report), [])


def _trends(report: Report) -> Page:
    tables = [
        TitledTable(metric_title(each.definition), periods_table(each, report))
        for each in report.metrics
        if each.points
    ]
    return _page("trends", [], tables)


def _groups(report: Report) -> Page:
    tables = [
        TitledTable(f"{metric_title(each.definition)}, by {' and '.join(columns)}", groups_table(each, columns, report))
        for columns in report.by
        for each in report.metrics
        if each.breakdown(columns)
    ]
    return _page("groups", [], tables)


def _journey(report: Report) -> Page:
    found = report.journey
    if found is None:
        return _page("journey", [], [])
    tables = [TitledTable("", table) for table in journey_tables(found)]
    return _page("journey", journey_sentences(found), tables)


def _answers(report: Report) -> Page:
    tables = [
        TitledTable(metric_title(each.definition), answers_table(each)) for each in report.metrics if each.answers
    ]
    return _page("answers", [], tables)


def _themes(report: Report) -> Page:
    pieces = list(theme_pieces(report.themes.page)) if report.themes is not None else []
    said = [piece for piece in pieces if isinstance(piece, str)]
    return _page("themes", said, [TitledTable("", piece) for piece in pieces if isinstance(piece, Table)])


def _customers(report: Report) -> Page:
    found = report.customers
    if found is None:
        return _page("customers", [], [])
    return _page(
        "customers", [], [TitledTable("", listed_table(found, _LISTED)), TitledTable("Sources", sources_table(found))]
    )


def _rows(report: Report) -> Page:
    said = [f"{each.definition.id}: {account_text(each.account, {})}" for each in report.metrics]
    said += notice_texts(report)
    return _page(
        "rows",
        said,
        [TitledTable("Rows by metric", accounts_table(report)), TitledTable("Files", sources_read_table(report))],
    )


def _definitions(report: Report) -> Page:
    titles = {
        "metric": "metric",
        "title": "title",
        "definition": "definition",
        "meaning": "what it says",
        "interval": "limits by",
    }
    columns = tuple(ColumnSpec(name, title) for name, title in titles.items())
    rows = tuple(
        (
            each.definition.id,
            metric_title(each.definition),
            each.words,
            each.definition.description,
            each.whole.score.interval or "",
        )
        for each in report.metrics
    )
    return _page("definitions", [], [TitledTable("", Table(columns, rows))])


def _page(name: SectionName, said: list[str], tables: list[TitledTable]) -> Page:
    return Page(name, TITLES[name], tuple(said), tuple(tables))


_PAGES: Mapping[SectionName, Callable[[Report], Page]] = MappingProxyType(
    {
        "scorecard": _scorecard,
        "attention": _attention,
        "trends": _trends,
        "groups": _groups,
        "journey": _journey,
        "answers": _answers,
        "themes": _themes,
        "customers": _customers,
        "rows": _rows,
        "definitions": _definitions,
    }
)
