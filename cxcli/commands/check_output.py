"""How a check is written."""

import shlex
from pathlib import Path

from cxcli.commands.checking import Checked
from cxcli.inspection import Inspection
from cxcli.reporting.flow import flow
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import safe
from cxcli.reporting.score_json import SourceEntry, dumps, notice_json, problem_json, source_json
from cxcli.reporting.score_words import rows_text
from cxcli.reporting.talk import problem_text
from cxcli.settings import Asked
from cxcli.sources.chunk import Detection, SourceAccount

_DOT = " · "
_WIDE = 2000


def check_json(found: Checked) -> str:
    """Return the check as JSON, by the contract of docs/cx.check.schema.json."""
    return dumps(
        {
            "schema": "cx.check/1",
            "sources": [source_json(SourceEntry(inspection.facts, {})) for inspection in found.inspections],
            "problems": [problem_json(problem) for problem in found.problems],
            "warnings": [notice_json(notice) for notice in found.notices],
            "scorable": [
                {
                    "source": inspection.facts.file,
                    "metric": each.score.metric,
                    "column": each.column,
                    "evidence": each.evidence,
                    "answers": each.score.n,
                    "command": each.command,
                }
                for inspection in found.inspections
                for each in inspection.scorable
            ],
            "unclear": [problem_json(problem) for inspection in found.inspections for problem in inspection.unclear],
        }
    )


def check_text(found: Checked, width: int) -> str:
    """Return the check for people: each file, its account, what can be scored, then every problem."""
    blocks = []
    if found.config is not None:
        blocks.append(f"{safe(str(found.config.path))}: the config is right\n")
    blocks += [_inspection_text(inspection, width) for inspection in found.inspections]
    if found.problems:
        blocks.append("".join(f"{problem_text(problem)}\n" for problem in found.problems))
    return "\n".join(blocks)


def repeated_options(asked: Asked, config: Path | None = None) -> list[str]:
    """Return the reading options that a command to paste must repeat."""
    said = {
        "--config": config,
        "--encoding": asked.encoding,
        "--delimiter": asked.delimiter,
        "--header-rows": asked.header_rows,
        "--skip-before": asked.skip_before,
        "--footer": asked.footer,
        "--records": asked.records,
        "--sheet": asked.sheet,
    }
    options = [f"{name} {shlex.quote(str(value))}" for name, value in said.items() if value is not None]
    return [
        *options,
        *(f"--missing {shlex.quote(code)}" for code in asked.missing),
        *([] if asked.quotes else ["--no-quotes"]),
    ]


def _inspection_text(inspection: Inspection, width: int) -> str:
    facts = inspection.facts
    lines = [
        safe(f"{facts.file}: {facts.format}, {count(len(inspection.columns))} columns"),
        flow([safe(_detected(each)) for each in facts.detected], _DOT, width),
        flow([_records(facts.account)], "", width),
    ]
    for each in inspection.scorable:
        answers = f"{count(each.score.n)} answer{'' if each.score.n == 1 else 's'}"
        about = [f"{each.score.metric}: {answers}", f'column "{each.column}"', each.evidence]
        if not each.answers:
            about = [each.score.metric, f"columns {each.column}"]
        account = rows_text(each.score)
        lines += ["", flow([safe(part) for part in about], _DOT, width), flow([account], "", width)]
        lines.append(f"  {safe(each.command, limit=_WIDE)}")
    for problem in inspection.to_do:
        lines += ["", flow([safe(problem.message, limit=_WIDE)], "", width)]
        lines.append(f"  {safe(problem.help or '', limit=_WIDE)}")
    if not inspection.scorable and not inspection.unclear:
        lines += ["", "no column looks like answers to a survey; name one: cx score nps FILE --column NAME"]
    return "".join(f"{line}\n" for line in lines)


def _detected(found: Detection) -> str:
    return f"{found.what} {found.value.replace(chr(9), 'tab')} ({found.evidence})"


def _records(account: SourceAccount) -> str:
    rejected = [f"{count(rows)} {rule.replace('_', ' ')}" for rule, rows in account.rejected.items()]
    records = f"{count(account.read)} record{'s' * (account.read != 1)} read"
    return f"{records}: {', '.join([f'{count(account.accepted)} accepted', *rejected])}"
