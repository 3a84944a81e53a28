"""What somebody is told: a subject, a text for e-mail, and a short Markdown for a chat."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cxcli.errors import CxError, Problem
from cxcli.formats.attention import gate_lines
from cxcli.formats.figures import change_text, decimals_of, group_text, limits_cell, target_text, value_cell
from cxcli.formats.summary import summary
from cxcli.report.content import Cell, MetricReport, Report
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import markdown_cell, safe

CHAT_LIMIT = 1500
"""How many characters a chat gets at most."""

_SUBJECT = 150
_LINE = 160
_HEADLINE = 300
_LINES = 5
_IN_CHATS = str.maketrans({"@": "＠", "<": "‹", ">": "›"})
"""Signs that call people or make links in chats, whatever stands before them."""

_Named = tuple[str, Sequence[str]]


class Message(Struct, frozen=True):
    """One message: the subject, the text of an e-mail, and the Markdown of a chat, at most `CHAT_LIMIT` long."""

    subject: str
    text: str
    chat: str


def report_message(
    report: Report, files: Sequence[str], bad: Sequence[str] = (), left_out: Sequence[str] = ()
) -> Message:
    """Return what is told of a report that lies in some files; `bad` are sentences about bad rows.

    `left_out` are the names of files that are too large to go with it.
    """
    title = f"{report.audience.title}, {report.period.label}"
    headline = " ".join(summary(report))
    lines = [*_failed(report), *(f"Bad rows: {each}" for each in bad), *_metrics(report)]
    where = [(label, names) for label, names in (("Files", files), ("Too large to attach", left_out)) if names]
    return _message(f"{title}: {_in_short(report, bad)}", title, headline, lines, where)


def failure_message(name: str, error: CxError) -> Message:
    """Return what is told of a run that failed; `name` is that of its config."""
    code = int(error.exit_code)
    lines = [_problem_line(each) for each in error.problems]
    headline = f"The run of {name} failed and ended with code {code}."
    return _message(f"The report failed: {name} ended with code {code}", "The report failed", headline, lines, [])


def _message(subject: str, title: str, headline: str, lines: Sequence[str], where: Sequence[_Named]) -> Message:
    text = [safe(headline, limit=2000), "", *(f"- {safe(each, limit=500)}" for each in lines)]
    text += ["", *(safe(f"{label}: {', '.join(names)}", limit=2000) for label, names in where)] if where else []
    ends = [f"{label}: {_code(', '.join(names))}" for label, names in where]
    head = [f"**{markdown(title)}**", markdown(headline, _HEADLINE)]
    body = [f"- {markdown(each)}" for each in lines]
    return Message(safe(subject, limit=_SUBJECT), "\n".join(text) + "\n", _fitted(head, body, ends))


def markdown(text: str, limit: int = _LINE) -> str:
    """Return a text for a chat: shown as it is, without calling anybody, and never a link."""
    return markdown_cell(text.translate(_IN_CHATS), limit=limit)


def _code(text: str) -> str:
    """Return a text as code in Markdown, where no sign but the mark of code itself does anything."""
    return f"`{safe(text.translate(_IN_CHATS), limit=_LINE).replace('`', chr(39))}`"


def _in_short(report: Report, bad: Sequence[str]) -> str:
    """Return the message in a few words, the gravest first."""
    said = []
    failed = len(report.failed)
    said += [f"{count(failed)} gate{'s' if failed > 1 else ''} failed"] if failed else []
    said += ["too many bad rows"] if bad else []
    for moved in ("worse", "better"):
        found = sum(cell.moved == moved for _, cell in report.cells)
        said += [f"{count(found)} {moved}"] if found else []
    return ", ".join(said) or "no clear change"


def _failed(report: Report) -> Iterator[str]:
    lines = gate_lines([report])
    yield from (f"Gate failed: {each}" for each in lines[:_LINES])
    if len(lines) > _LINES:
        yield f"{count(len(lines) - _LINES)} more gates failed"


def _metrics(report: Report) -> Iterator[str]:
    """Yield a line for each of the metrics that matter most: beyond a bound, then moved, then the others."""
    ranked = sorted(report.metrics, key=lambda metric: _rank(metric.whole))
    moved = [(metric, cell) for metric in report.metrics for cell in metric.groups if cell.moved in ("worse", "better")]
    cells = [(metric, metric.whole) for metric in ranked]
    for metric, cell in cells[:_LINES]:
        yield _line(metric, cell, report)
    room = _LINES - len(cells)
    for metric, cell in sorted(moved, key=lambda each: _rank(each[1]))[: max(room, 0)]:
        yield _line(metric, cell, report)


def _rank(cell: Cell) -> tuple[int, int]:
    level = cell.gate.level if cell.gate else "met"
    return ("failed", "warned", "missed", "met").index(level), ("worse", "better").index(cell.moved) if (
        cell.moved in ("worse", "better")
    ) else 2


def _line(metric: MetricReport, cell: Cell, report: Report) -> str:
    """Return "NPS, plan pro: 42.1 (37.8 to 46.2); +4.2, better; target met (45.0)"."""
    decimals = decimals_of(cell.score, report)
    group, limits = group_text(cell), limits_cell(cell.score, decimals).text
    change, target = change_text(cell, decimals), target_text(cell, decimals)
    value = f"{metric.definition.title}{f', {group}' if group else ''}: {value_cell(cell.score, decimals).text}"
    parts = [f"{value} ({limits})" if limits else value, change, f"target {target}" if target else ""]
    return "; ".join(part for part in parts if part)


def _problem_line(problem: Problem) -> str:
    place = f" ({problem.place})" if problem.place else ""
    return f"{problem.message}{place}{f' — {problem.help}' if problem.help else ''}"


def _fitted(head: Sequence[str], body: Sequence[str], ends: Sequence[str]) -> str:
    """Return the lines of a chat, with as many of the body as there is room for."""
    kept: list[str] = list(body)
    while True:
        left = len(body) - len(kept)
        more = [f"- {count(left)} more"] if left else []
        blocks = ["\n".join(each) for each in (head[:1], head[1:], [*kept, *more], ends) if each]
        text = "\n\n".join(blocks) + "\n"
        if len(text) <= CHAT_LIMIT or not kept:
            return text
        kept.pop()
