"""Scores as text for people: a block for each metric, and a table for its groups and periods."""

from collections.abc import Mapping, Sequence

from cxcli.reporting.encodable import fit_encoding
from cxcli.reporting.flow import flow
from cxcli.reporting.safe import safe
from cxcli.reporting.score_table import cells_table
from cxcli.reporting.score_words import (
    account_text,
    column_text,
    decimals_for,
    headline,
    method_text,
    part_texts,
)
from cxcli.reporting.terminal import render_table
from cxcli.scoring.score import Score

_GAP = "   "
_DOT = " · "


def score_text(
    scores: Sequence[Score],
    columns: Mapping[str, Sequence[str]],
    *,
    decimals: int | None,
    width: int,
    colour: bool,
    encoding: str = "utf-8",
) -> str:
    """Return the scores metric by metric; `columns` holds the names of the columns of each metric, file by file.

    Lines are at most `width` wide where that can be without cutting a figure.
    """
    blocks = []
    for metric in dict.fromkeys(score.metric for score in scores):
        mine = [score for score in scores if score.metric == metric]
        overall, cells = mine[0], mine[1:]
        block = fit_encoding(_block(overall, columns[metric], decimals, width), encoding)
        if cells:
            table = cells_table(cells, decimals)
            block += "\n" + render_table(table, width=width, colour=colour, encoding=encoding)
        blocks.append(block)
    return "\n".join(blocks)


def _block(score: Score, columns: Sequence[str], decimals: int | None, width: int) -> str:
    lines = [
        flow(headline(score, decimals_for(score, decimals)), _GAP, width),
        flow(part_texts(score), _DOT, width),
        flow([account_text(score.account, score.offenders)], "", width),
        flow([safe(column_text(columns)), *method_text(score).split(_DOT)], _DOT, width),
    ]
    return "".join(f"{line}\n" for line in lines if line)
