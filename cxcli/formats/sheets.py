"""A report as sheets: one for each section, the summary first; what HTML says in sentences are rows here."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from cxcli.config.reporting import SectionName
from cxcli.formats.account_tables import accounts_table, sources_read_table
from cxcli.formats.attention import attention
from cxcli.formats.figures import metric_title
from cxcli.formats.journey_sheet import passage_block, stages_block
from cxcli.formats.metric_sheets import answers_block, groups_block, periods_block, summary_block
from cxcli.formats.pages import TITLES
from cxcli.formats.sheet import Block, Sheet, SheetCell, block_of
from cxcli.formats.summary import summary
from cxcli.formats.told_themes import told_themes
from cxcli.presentation.at_risk_output import listed_table, sources_table
from cxcli.presentation.journey_output import journey_sentences
from cxcli.report.content import Report
from cxcli.reporting.at_risk_tables import comments_table, flat_at_risk_table
from cxcli.reporting.theme_tables import flat_table

NAMES: Mapping[SectionName, str] = MappingProxyType(
    {
        "scorecard": "Summary",
        "attention": "Attention",
        "trends": "Over time",
        "groups": "By group",
        "journey": "Journey",
        "answers": "Answers",
        "themes": "Themes",
        "customers": "Customers",
        "rows": "Rows",
        "definitions": "Definitions",
    }
)
"""What stands on the tabs."""

_HOW_TO_READ = (
    "Percent values go from 0 to 100. Durations are in the unit that stands beside them. "
    "A number that is not there leaves its cell empty, and the note says why."
)
_MOST_LISTED = 100_000


def sheets(report: Report) -> list[Sheet]:
    """Return the sections that the readers get and that hold something: the summary first, others in their order."""
    sections = sorted(report.audience.sections, key=lambda name: name != "scorecard")
    made = [_SHEETS[name](report) for name in sections]
    return [sheet for sheet in made if any(block.rows for block in sheet.blocks)]


def _summary(report: Report) -> Sheet:
    return _sheet("scorecard", summary_block(report), above=summary(report), beneath=[_HOW_TO_READ])


def _attention(report: Report) -> Sheet:
    return _sheet("attention", _lines("what", attention(report)))


def _trends(report: Report) -> Sheet:
    return _sheet("trends", periods_block(report))


def _groups(report: Report) -> Sheet:
    return _sheet("groups", groups_block(report))


def _answers(report: Report) -> Sheet:
    return _sheet("answers", answers_block(report))


def _journey(report: Report) -> Sheet:
    found = report.journey
    if found is None:
        return _sheet("journey")
    return _sheet(
        "journey", stages_block(found, report.decimals), *passage_block(found), beneath=journey_sentences(found)
    )


def _themes(report: Report) -> Sheet:
    if report.themes is None:
        return _sheet("themes")
    page, told = report.themes.page, told_themes(report)
    quotes = tuple((theme, text) for theme, texts in page.quotes.items() for text in texts)
    blocks = [block_of(flat_table(page)), *([Block(("theme", "comment"), quotes, "Comments")] if quotes else [])]
    return _sheet("themes", *blocks, beneath=[*told.said, *told.notes])


def _customers(report: Report) -> Sheet:
    found = report.customers
    if found is None:
        return _sheet("customers")
    listed, comments = found.customers[:_MOST_LISTED], comments_table(found.customers[:_MOST_LISTED])
    blocks = [block_of(flat_at_risk_table(listed)), block_of(sources_table(found), "Sources")]
    blocks += [block_of(comments, "Comments")] if comments.rows else []
    return _sheet("customers", *blocks, beneath=listed_table(found, _MOST_LISTED).notes)


def _rows(report: Report) -> Sheet:
    blocks = [block_of(accounts_table(report)), block_of(sources_read_table(report), "Files")]
    told = tuple((notice.code, notice.message, notice.source or None) for notice in report.notices)
    return _sheet("rows", *blocks, *([Block(("code", "warning", "file"), told, "Warnings")] if told else []))


def _definitions(report: Report) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [
        (
            *(each.definition.id, metric_title(each.definition), each.words, each.definition.description),
            *(each.definition.direction, each.whole.score.interval),
        )
        for each in report.metrics
    ]
    titles = ("metric", "title", "definition", "what it says", "better is", "limits by")
    return _sheet("definitions", Block(titles, tuple(rows)))


def _lines(title: str, said: list[str]) -> Block:
    return Block((title,), tuple((each,) for each in said))


def _sheet(name: SectionName, *blocks: Block, above: Sequence[str] = (), beneath: Sequence[str] = ()) -> Sheet:
    return Sheet(name=NAMES[name], title=TITLES[name], blocks=blocks, above=above, beneath=beneath)


_SHEETS: Mapping[SectionName, Callable[[Report], Sheet]] = MappingProxyType(
    {
        "scorecard": _summary,
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
