"""The tables of a comparison: segments, transitions, groups, and all of it flat for programs."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cxcli.analysis.comparison import SMALL, SameRespondents, Why
from cxcli.analysis.groups_compared import AgainstOthers, GroupsCompared
from cxcli.analysis.pairs import OUTSIDE
from cxcli.reporting.change_words import signed
from cxcli.reporting.compare_words import why_notes
from cxcli.reporting.number_format import count, number, share
from cxcli.reporting.score_words import confidence_text, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table
from cxcli.scoring.box_score import BoxScore

_SMALL_P = 0.001


def why_table(why: Why, metric: BoxScore, decimals: int) -> Table:
    """Return a row for each segment with what it adds to the difference, and their sum."""
    name = metric_name(metric.id)
    titles = ("share before", "share after", f"{name} before", f"{name} after", "within", "mix", "sum")
    columns = (*(ColumnSpec(each, each) for each in why.columns), *(ColumnSpec(each, each, "right") for each in titles))
    rows = [
        (
            *_segment_cells(why, segment),
            Figure(share(float(100 * part.share_before))),
            Figure(share(float(100 * part.share_after))),
            _value(part.value_before, metric, decimals, hidden=segment in why.hidden),
            _value(part.value_after, metric, decimals, hidden=segment in why.hidden),
            *(Figure(signed(float(each), decimals)) for each in (part.within, part.mix, part.within + part.mix)),
        )
        for segment, part in why.mix.parts.items()
    ]
    found = why.mix
    total = (
        *_padded("all", len(why.columns)),
        *[Figure(share(100.0))] * 2,
        *(_value(value, metric, decimals, hidden=False) for value in (found.before, found.after)),
        *(Figure(signed(float(each), decimals)) for each in (found.within, found.mix, found.after - found.before)),
    )
    return Table(columns, (*rows, total), why_notes(why))


def transitions_table(same: SameRespondents, metric: BoxScore) -> Table | None:
    """Return how many respondents went from which box (rows) to which (columns); None where there are none."""
    if same.change is None:
        return None
    moves = same.change.transitions
    names = boxes_of(metric, moves)
    columns = (
        ColumnSpec("before", "before \\ after"),
        *(ColumnSpec(name, name, "right") for name in names),
        ColumnSpec("all", "all", "right"),
    )
    rows = [_counts_row(name, [moves.get((name, after), 0) for after in names]) for name in names]
    margin = _counts_row("all", [sum(moves.get((before, name), 0) for before in names) for name in names])
    return Table(columns, (*rows, margin))


def boxes_of(metric: BoxScore, moves: Mapping[tuple[str, str], int]) -> list[str]:
    """Return the names of the boxes, or for a metric without boxes of the answers, as far as they are needed."""
    answers = [str(answer) for answer in range(metric.scale.low, metric.scale.high + 1)]
    outside = [OUTSIDE] if any(OUTSIDE in move for move in moves) else []
    return [*metric.boxes, *outside] if metric.boxes else answers


def groups_table(found: GroupsCompared, decimals: int) -> Table:
    """Return a row for each group beside all the others.

    Raises:
        ValueError: there are none.
    """
    if not found.groups:
        raise ValueError("no groups make no table")
    name, sure = metric_name(found.metric.id), confidence_text(found.groups[0].score)
    titles = (name, "n", "others", "difference", sure, "p")
    columns = (ColumnSpec(found.column, found.column), *(ColumnSpec(each, each, "right") for each in titles))
    rows = tuple(_group_row(group, decimals) for group in found.groups)
    return Table((*columns, ColumnSpec("verdict", "verdict")), rows)


def _segment_cells(why: Why, segment: tuple[str, ...]) -> tuple[Cell, ...]:
    if segment == SMALL:
        return _padded(f"fewer than {count(why.min_n)}", len(why.columns))
    return segment


def _padded(text: str, columns: int) -> tuple[Cell, ...]:
    return (Figure(text), *[Figure("")] * (columns - 1))


def _value(value: Fraction | None, metric: BoxScore, decimals: int, *, hidden: bool) -> Figure:
    if value is None:
        return Figure("none")
    return Figure("not shown" if hidden else number(float(value), metric.unit, decimals))


def _counts_row(name: str, counts: Sequence[int]) -> tuple[Cell, ...]:
    return (Figure(name), *(Figure(count(each)) for each in counts), Figure(count(sum(counts))))


def _group_row(group: AgainstOthers, decimals: int) -> tuple[Cell, ...]:
    difference = group.difference
    limits = ""
    if difference.low is not None and difference.high is not None:
        limits = f"{number(difference.low, '', decimals)} to {number(difference.high, '', decimals)}"
    p = "" if group.p is None else f"<{_SMALL_P}" if group.p < _SMALL_P else number(group.p, "", 3)
    return (
        group.key,
        Figure(value_text(group.score, decimals)),
        Figure(count(group.score.n)),
        Figure(value_text(group.others, decimals)),
        Figure("" if difference.value is None else signed(difference.value, decimals)),
        Figure(limits),
        Figure(p),
        Figure(group.verdict),
    )
