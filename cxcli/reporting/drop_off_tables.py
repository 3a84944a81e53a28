"""Where people stop in a survey, as tables and as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import asdict

from cxcli.analysis.drop_off_table import DropOffTable, QuestionLine
from cxcli.analysis.funnel_table import ShareOf
from cxcli.reporting.funnel_groups import few_text
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

GroupDropOff = tuple[tuple[tuple[str, str], ...], DropOffTable | None, int]
"""Columns and keys of a group, and its table; none where it has fewer respondents than so many."""

MARK = "◄"
_HIDDEN = "not shown"
_COUNTS = ("came", "left", "answered", "skipped", "hidden")


def drop_off_drawn(found: DropOffTable, decimals: int) -> Table:
    """Return a row a question: who came to it, who left there, with the limits of that share, who is still there."""
    titles = ("came", "left", "lost", f"{100 * found.confidence:g} %", "still there", "skipped")
    columns = [ColumnSpec("question", "question"), *(ColumnSpec(title, title, "right") for title in titles)]
    rows = tuple(_row(line, decimals) for line in found.lines)
    return Table((*columns, ColumnSpec("note", "")), rows, tuple(_notes(found)))


def groups_drop_off(whole: DropOffTable, groups: Sequence[GroupDropOff], decimals: int) -> list[Table]:
    """Return a table for each breakdown: a row for each group and question, or one that says that it is hidden."""
    breakdowns = dict.fromkeys(tuple(column for column, _ in group) for group, _, _ in groups)
    return [_breakdown(columns, groups, whole, decimals) for columns in breakdowns]


def flat_drop_off(whole: DropOffTable, groups: Sequence[GroupDropOff]) -> Table:
    """Return a row a question with all counts and shares in percent, those of groups after them, for other programs."""
    columns = list(dict.fromkeys(column for group, _, _ in groups for column, _ in group))
    shares = [f"{of}{end}" for of in ("lost", "still_there") for end in ("", "_low", "_high")]
    names = (*columns, "question", *_COUNTS, *shares, "lost_elsewhere", "q")
    parts = [((), whole), *((group, table) for group, table, _ in groups if table is not None)]
    rows = tuple(
        (*(dict(group).get(column, "") for column in columns), *_flat(line))
        for group, part in parts
        for line in part.lines
    )
    return Table(tuple(ColumnSpec(name, name) for name in names), rows)


def drop_off_json(found: DropOffTable) -> dict[str, object]:
    """Return how many respondents there are, who came to the end, the questions, and the weakest of them."""
    return {
        "respondents": found.respondents,
        "overall": asdict(found.overall),
        "questions": [_question(line) for line in found.lines],
        "weakest": found.weakest.name if found.weakest else None,
    }


def groups_json(groups: Sequence[GroupDropOff]) -> list[Mapping[str, object]]:
    """Return each group with its status, and its questions where these are shown."""
    return [{"group": dict(group), **_group_json(table)} for group, table, _ in groups]


def weakest_text(found: DropOffTable) -> str:
    """Return in a line where most are lost, told from what chance explains."""
    weak = found.weakest
    if weak is None or weak.elsewhere is None or weak.lost.value is None:
        return "no question loses more than chance explains"
    p = "p < 0.001" if weak.q is not None and weak.q < 0.001 else f"p {bare(weak.q or 0, 3)}"  # noqa: PLR2004 - three places
    lost, others = bare(weak.lost.value, 1), bare(weak.elsewhere, 1)
    return f"most are lost at {weak.name}: {lost} % of those who came to it, {others} % at the others together ({p})"


def _group_json(table: DropOffTable | None) -> dict[str, object]:
    if table is None:
        return {"status": "suppressed", "respondents": None, "overall": None, "questions": [], "weakest": None}
    return {"status": "ok", **drop_off_json(table)}


def _breakdown(columns: tuple[str, ...], groups: Sequence[GroupDropOff], whole: DropOffTable, decimals: int) -> Table:
    drawn = drop_off_drawn(whole, decimals)
    rows: list[tuple[Cell, ...]] = []
    for group, table, _ in groups:
        if tuple(column for column, _ in group) == columns:
            keys, nothing = tuple(key for _, key in group), [Figure("")] * (len(drawn.columns) - 1)
            lines = [(Figure(_HIDDEN), *nothing)] if table is None else drop_off_drawn(table, decimals).rows
            rows += [(*keys, *line) for line in lines]
    few = {few for _, table, few in groups if table is None}
    notes = tuple(f"{_HIDDEN}: {few_text(least, 'respondents')}" for least in few)
    return Table((*(ColumnSpec(name, name) for name in columns), *drawn.columns), tuple(rows), notes)


def _row(line: QuestionLine, decimals: int) -> tuple[Cell, ...]:
    lost, counts = line.lost, line.counts
    limits = (
        "" if lost.low is None or lost.high is None else f"{bare(lost.low, decimals)} to {bare(lost.high, decimals)}"
    )
    figures = (
        count(counts.came),
        count(counts.left),
        _percent(lost.value, decimals),
        limits,
        _percent(line.left_over.value, decimals),
        count(counts.skipped) if counts.skipped else "",
    )
    return line.name, *map(Figure, figures), Figure(MARK if line.weak else "")


def _percent(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{bare(value, decimals)} %"


def _notes(found: DropOffTable) -> Iterator[str]:
    hidden = [f"{line.name} {count(line.counts.hidden)}" for line in found.lines if line.counts.hidden]
    if hidden:
        yield f"not shown, and so no question for so many: {', '.join(hidden)}"
    if any(line.weak for line in found.lines):
        yield f"{MARK} more are lost there than at the others, and than chance explains"
    yield "left: answered neither this question nor any later one; skipped: left it out and answered a later one"


def _flat(line: QuestionLine) -> tuple[Cell, ...]:
    counts = (Figure("", getattr(line.counts, name)) for name in _COUNTS)
    shares = (Figure("", each) for of in (line.lost, line.left_over) for each in _ends(of))
    return line.name, *counts, *shares, Figure("", line.elsewhere), Figure("", line.q)


def _ends(share: ShareOf) -> tuple[float | None, ...]:
    return share.value, share.low, share.high


def _question(line: QuestionLine) -> Mapping[str, object]:
    counts = {name: getattr(line.counts, name) for name in _COUNTS}
    shares = {"lost": asdict(line.lost), "still_there": asdict(line.left_over)}
    return {"question": line.name, **counts, **shares, "lost_elsewhere": line.elsewhere, "q": line.q, "weak": line.weak}
