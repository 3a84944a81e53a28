"""Scores as Markdown: a table of all of them, and beneath it the account and the definition of each metric."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.changes import Changes
from cxcli.reporting.change_lines import change_texts
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.missing_notes import missing_reason
from cxcli.reporting.safe import markdown_cell
from cxcli.reporting.score_table import cells_tables
from cxcli.reporting.score_words import (
    column_text,
    days_text,
    decimals_for,
    distribution_texts,
    headline,
    method_text,
    part_texts,
    rows_text,
)
from cxcli.scoring.cells import Window
from cxcli.scoring.score import Score

_WIDE = 4000


def score_markdown(
    scores: Sequence[Score],
    columns: Mapping[str, Sequence[str]],
    decimals: int | None,
    days: Window | None = None,
    changes: Changes | None = None,
) -> str:
    """Return the scores metric by metric, as paragraphs, tables and lists.

    `days` are those that count, where some do not; `changes` follow the periods.
    """
    blocks = []
    for metric in dict.fromkeys(score.metric for score in scores):
        mine = [score for score in scores if score.metric == metric]
        overall, cells = mine[0], mine[1:]
        name, *rest = headline(overall, decimals_for(overall, decimals))
        lines = [
            f"**{markdown_cell(name)}** · " + markdown_cell(" · ".join(rest), limit=_WIDE),
            markdown_cell(" · ".join(part_texts(overall) + distribution_texts(overall)), limit=_WIDE),
            markdown_cell(f"days {days_text(days)}") if days and days.bounded else "",
            markdown_cell(rows_text(overall), limit=_WIDE),
            markdown_cell(f"{column_text(columns[metric])} · {method_text(overall)}", limit=_WIDE),
        ]
        blocks.append("\n\n".join(line for line in lines if line) + "\n")
        blocks += [markdown_table(table) for table in cells_tables(cells, decimals, said=missing_reason(overall))]
        said = change_texts(cells, changes or {}, decimals)
        moved = "".join(f"- {markdown_cell(' · '.join(parts), limit=_WIDE)}\n" for parts in said)
        blocks += [moved] if moved else []
    return "\n".join(blocks)
