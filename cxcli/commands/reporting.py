"""From a config to the files of its report."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import typer
from msgspec import Struct
from msgspec.structs import replace

from cxcli.commands.options.reporting import AskedReport
from cxcli.commands.output import deliver, has_colour, output_encoding, say, say_notices, terminal_width
from cxcli.commands.targets import refuse_sources
from cxcli.config.load import FILE_NAME, LoadedConfig, find, load
from cxcli.config.reporting import ReportFormat
from cxcli.errors import ExitCode, InputError, Problem, UsageError
from cxcli.formats.attention import gate_lines
from cxcli.formats.report_text import report_text
from cxcli.formats.writers import writer
from cxcli.publishing.names import file_path, twice
from cxcli.report.assembling import reports
from cxcli.report.content import Report
from cxcli.report.runs import Found, files_of, found_for
from cxcli.reporting.atomic import atomic_write, probe
from cxcli.reporting.number_format import count
from cxcli.settings import Asked
from cxcli.settings.reading import zone_of
from cxcli.settings.report import ReportPlan, report_plan
from cxcli.settings.settle import moment_of
from cxcli.sources.paths import open_inputs


class ReportFile(Struct, frozen=True):
    """A file to write: its path, format and report."""

    path: Path
    form: ReportFormat
    report: Report


def make_report(asked: Asked, wanted: AskedReport, config: Path | None) -> None:
    """Make a report and write its files, or show it where none are named; end with the exit code of its gates.

    Raises:
        CxError: something is wrong with the config, with a source, or with a file to write.
        typer.Exit: a gate failed, or too many rows are bad.
    """
    clock = datetime.now(UTC)
    loaded = _config(config)
    asked = replace(asked, now=asked.now or _source_date(), shared=True)
    as_of = moment_of(asked.now, clock, zone_of(loaded.config.report.zone or "UTC"))
    plan = _chosen(report_plan(asked, loaded, as_of, reported=wanted.reported), wanted)
    targets = _targets(plan)
    _refuse(plan, targets)
    found = found_for(plan, asked, clock, lambda _: None)
    made = reports(plan, found)
    if targets:
        _write(targets, made)
    else:
        _show(made)
    _end(made, found)


def _config(named: Path | None) -> LoadedConfig:
    path = named or find(Path())
    if path is None:
        advice = f"write one: see docs/reports.md, or name it: --config {FILE_NAME}"
        raise InputError(
            Problem(code="no-config", message=f"a report needs a config, and there is no {FILE_NAME}", help=advice)
        )
    return load(path)


def _source_date() -> str | None:
    """Return the moment in SOURCE_DATE_EPOCH, by which builds are made to repeat."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(text), UTC).isoformat() if text.isdecimal() else None


def _chosen(plan: ReportPlan, wanted: AskedReport) -> ReportPlan:
    """Return the plan with the readers, formats and names that were typed."""
    known = [each.name for each in plan.audiences]
    unknown = [name for name in wanted.audiences if name not in known]
    if unknown:
        message = f"the config has no audience '{unknown[0][:40]}'"
        raise UsageError(
            Problem(code="audience", message=message, help=f"known are: {', '.join(filter(None, known)) or 'none'}")
        )
    audiences = [each for each in plan.audiences if each.name in wanted.audiences or not wanted.audiences]
    if wanted.formats is not None:
        formats = _formats(wanted.formats)
        audiences = [replace(each, formats=formats) for each in audiences]
    return replace(plan, audiences=tuple(audiences), output=wanted.output or plan.output)


def _formats(text: str) -> tuple[ReportFormat, ...]:
    """Return the formats that were typed.

    Raises:
        UsageError: one is not written, or none is named.
    """
    known = {name: name for name in get_args(ReportFormat)}
    named = [name.strip().lower() for name in text.split(",")]
    if not all(name in known for name in named):
        message = f"'{text[:40]}' names no formats of a report"
        raise UsageError(Problem(code="format", message=message, help=f"name some of them: {','.join(known)}"))
    return tuple(dict.fromkeys(known[name] for name in named))


def _targets(plan: ReportPlan) -> list[tuple[Path, ReportFormat, str]]:
    """Return each file to write with its format and audience; none where no name was given."""
    if plan.output is None:
        return []
    found = [
        (
            file_path(plan.folder, plan.output, period=plan.period.label, audience=audience.name, extension=form),
            form,
            audience.name,
        )
        for audience in plan.audiences
        for form in audience.formats
    ]
    same = twice([path for path, _, _ in found])
    if same:
        message = "two reports would be this file"
        advice = "put {audience} into the name: reports/{period}/cx-{audience}.{ext}"
        raise UsageError([Problem(code="output", message=message, file=str(path), help=advice) for path in same])
    return found


def _refuse(plan: ReportPlan, targets: Sequence[tuple[Path, ReportFormat, str]]) -> None:
    """Find out before any work is done whether the files can be written, and that none is read."""
    with open_inputs(files_of(plan)) as inputs:
        refuse_sources([path for path, _, _ in targets], [*(each.path for each in inputs), plan.loaded.path])
    for path, _, _ in targets:
        path.parent.mkdir(parents=True, exist_ok=True)
        probe(path)


def _write(targets: Sequence[tuple[Path, ReportFormat, str]], made: Sequence[Report]) -> None:
    """Write all files, each whole or not at all, once all of them are made."""
    by_audience = {each.audience.name: each for each in made}
    for path, form, audience in targets:
        for each in writer(form)(by_audience[audience]):
            atomic_write(path, each.content, private=_private(by_audience[audience]))


def _private(report: Report) -> bool:
    """Whether a report shows single customers or what they wrote."""
    return report.customers is not None or report.themes is not None


def _show(made: Sequence[Report]) -> None:
    for each in made:
        text = report_text(
            each,
            width=terminal_width(to_file=False),
            colour=has_colour(to_file=False),
            encoding=output_encoding(to_file=False),
        )
        deliver(text, None)
        say_notices(each.notices)


def _end(made: Sequence[Report], found: Found) -> None:
    """End with the exit code of the gates, or of bad rows.

    Raises:
        typer.Exit: a gate failed, or too many rows of a metric are bad.
    """
    failed = gate_lines(made)
    for line in failed:
        say(f"cx: gate failed: {line}")
    if failed:
        raise typer.Exit(ExitCode.GATE)
    bad = list(_bad(found))
    for line in bad:
        say(line)
    if bad:
        raise typer.Exit(ExitCode.BAD_ROWS)


def _bad(found: Found) -> Iterator[str]:
    for run in found.runs:
        for score in run.overall:
            if run.settings.max_rejects.exceeded(bad=score.account.bad, read=score.account.read):
                rows = f"{count(score.account.bad)} of {count(score.account.read)} rows are bad"
                yield f"cx: {score.metric}: {rows}, more than --max-rejects allows; cx score --rejects FILE lists them"
