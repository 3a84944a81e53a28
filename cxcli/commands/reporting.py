"""From a config to the files of its report."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer
from msgspec.structs import replace

from cxcli.commands.delivering import deliver_reports, failure_told, show_chat, show_dry_run
from cxcli.commands.options.delivering import Telling
from cxcli.commands.options.reporting import AskedReport
from cxcli.commands.output import deliver, has_colour, output_encoding, say, say_notices, terminal_width
from cxcli.commands.report_files import ReportFile, chosen, prepare_files, report_files
from cxcli.config.load import FILE_NAME, LoadedConfig, find, load
from cxcli.errors import ExitCode, InputError, Problem
from cxcli.formats.attention import gate_lines
from cxcli.formats.report_text import report_text
from cxcli.formats.writers import writer
from cxcli.report.assembling import reports
from cxcli.report.content import Report
from cxcli.report.runs import Found, found_for
from cxcli.reporting.atomic import atomic_write
from cxcli.reporting.number_format import count
from cxcli.settings import Asked
from cxcli.settings.reading import zone_of
from cxcli.settings.report import report_plan
from cxcli.settings.settle import moment_of


def make_report(asked: Asked, wanted: AskedReport, config: Path | None, telling: Telling) -> None:
    """Make a report and write its files, or show it where none are named; end with the exit code of its gates.

    Raises:
        CxError: something is wrong with the config, with a source, or with a file to write.
        typer.Exit: a gate failed, too many rows are bad, or somebody could not be told.
    """
    clock = datetime.now(UTC)
    loaded = _config(config)
    to_files = bool(wanted.output or loaded.config.report.output)
    with failure_told(loaded, telling, to_files=to_files):
        asked = replace(asked, now=asked.now or _source_date(), shared=True)
        as_of = moment_of(asked.now, clock, zone_of(loaded.config.report.zone or "UTC"))
        plan = chosen(report_plan(asked, loaded, as_of, reported=wanted.reported), wanted)
        files = report_files(plan, wanted)
        if not telling.dry_run:
            prepare_files(plan, files)
        found = found_for(plan, asked, clock, lambda _: None)
        made = reports(plan, found)
        bad = [line.removeprefix("cx: ") for line in _bad(found)]
        if telling.dry_run:
            show_dry_run(loaded, files, made, bad, telling)
        elif files:
            _write(files, made)
    if telling.chat and not telling.dry_run:
        show_chat(files, made, bad)
    elif not files and not telling.dry_run:
        _show(made)
    told = deliver_reports(loaded, files, made, bad, telling)
    _end(made, found, told)


def _config(named: Path | None) -> LoadedConfig:
    path = named or find(Path())
    if path is None:
        advice = f"write one: see docs/reports.md, or name it: --config {FILE_NAME}"
        message = f"a report needs a config, and there is no {FILE_NAME}"
        raise InputError(Problem(code="no-config", message=message, help=advice))
    return load(path)


def _source_date() -> str | None:
    """Return the moment in SOURCE_DATE_EPOCH, by which builds are made to repeat."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(text), UTC).isoformat() if text.isdecimal() else None


def _write(files: Sequence[ReportFile], made: Sequence[Report]) -> None:
    """Write all files, each whole or not at all, once all of them are made."""
    reports_of = {each.audience.name: each for each in made}
    rendered = [(file, reports_of[file.audience], writer(file.form)(reports_of[file.audience])) for file in files]
    for file, report, parts in rendered:
        for each in parts:
            atomic_write(file.path(each.part), each.content, private=_private(report))


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


def _end(made: Sequence[Report], found: Found, told: ExitCode) -> None:
    """End with the exit code of the gates, of bad rows, or of what was `told`.

    Raises:
        typer.Exit: a gate failed, too many rows of a metric are bad, or somebody could not be told.
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
    if told is not ExitCode.DONE:
        raise typer.Exit(told)


def _bad(found: Found) -> Iterator[str]:
    for run in found.runs:
        for score in run.overall:
            if run.settings.max_rejects.exceeded(bad=score.account.bad, read=score.account.read):
                rows = f"{count(score.account.bad)} of {count(score.account.read)} rows are bad"
                yield f"cx: {score.metric}: {rows}, more than --max-rejects allows; cx score --rejects FILE lists them"
