"""From a config to the files of its report."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer
from msgspec import Struct
from msgspec.structs import replace

from cxcli.commands.delivering import deliver_reports, failure_told, show_chat, show_dry_run
from cxcli.commands.logged import logged
from cxcli.commands.options.delivering import Telling
from cxcli.commands.options.reporting import AskedReport, Unattended
from cxcli.commands.output import deliver, has_colour, output_encoding, say, say_notices, terminal_width
from cxcli.commands.report_files import ReportFile, chosen, prepare_files, report_files
from cxcli.commands.report_history import told_before, write_history
from cxcli.commands.step_bar import step_bar
from cxcli.config.load import FILE_NAME, LoadedConfig, find, load
from cxcli.errors import CxError, ExitCode, InputError, Problem, UsageError
from cxcli.formats.attention import gate_lines
from cxcli.formats.report_text import report_text
from cxcli.formats.writers import writer
from cxcli.publishing.lock import lock_path, locks
from cxcli.publishing.run_log import RunLog
from cxcli.publishing.run_record import record_path, run_record
from cxcli.report.assembling import reports
from cxcli.report.content import Report
from cxcli.report.inputs import Inputs
from cxcli.report.remembered import remembered
from cxcli.report.runs import Found, found_for, sources_of
from cxcli.reporting.atomic import Output, atomic_write_all
from cxcli.reporting.number_format import count
from cxcli.settings import Asked
from cxcli.settings.reading import zone_of
from cxcli.settings.report import ReportPlan, report_plan
from cxcli.settings.settle import moment_of


def make_report(
    asked: Asked, wanted: AskedReport, config: Path | None, unattended: Unattended, telling: Telling
) -> None:
    """Make a report and write its files, or show it where none are named; end with the exit code of its gates.

    Raises:
        CxError: something is wrong with the config, with a source, or with a file to write; or another run makes it.
        typer.Exit: a gate failed, too many rows are bad, or somebody could not be told.
    """
    with logged(unattended.log, "report") as log:
        loaded = _config(config)
        with failure_told(loaded, telling, to_files=bool(wanted.output or loaded.config.report.output)):
            judged = _reported(asked, wanted, loaded, unattended, telling, log)
        _end(judged, log)


def _reported(
    asked: Asked, wanted: AskedReport, loaded: LoadedConfig, unattended: Unattended, telling: Telling, log: RunLog
) -> "_Judged":
    """Make a report, write or show it, tell of it, and return how the run ends."""
    clock = datetime.now(UTC)
    asked = replace(asked, now=asked.now or _source_date(), shared=True)
    as_of = moment_of(asked.now, clock, zone_of(loaded.config.report.zone or "UTC"))
    plan = chosen(report_plan(asked, loaded, as_of, reported=wanted.reported), wanted)
    files = report_files(plan, wanted)
    written = [] if telling.dry_run else files
    prepare_files(plan, written, unattended.log)
    for each in files:
        writer(each.form)  # a library that is missing is missed before the work, not after it
    with locks((lock_path(each.path()) for each in written), wait=unattended.lock_timeout):
        told = told_before(plan, files)
        found = _found(plan, asked, clock, log, quiet=unattended.quiet)
        known = remembered(plan, found, told)
        made = [known.marked(each) for each in reports(plan, known.found)]
        judged = _judged(made, found)
        if written:
            _write(written, made, found, plan, judged, log)
            _record(plan, made, found)
        bad = _bad(found)
        delivered = deliver_reports(loaded, written, made, bad, telling, log)
    if telling.dry_run:
        show_dry_run(loaded, files, made, bad, telling)
    elif telling.chat:
        show_chat(files, made, bad)
    elif not files:
        _show(made, quiet=unattended.quiet)
    return judged if judged.end is not ExitCode.DONE else _Judged(delivered, ())


def _config(named: Path | None) -> LoadedConfig:
    path = named or find(Path())
    if path is None:
        advice = f"write one: see docs/reports.md, or name it: --config {FILE_NAME}"
        message = f"a report needs a config, and there is no {FILE_NAME}"
        raise InputError(Problem(code="no-config", message=message, help=advice))
    return load(path)


def _source_date() -> str | None:
    """Return the moment in SOURCE_DATE_EPOCH, by which builds are made to repeat.

    Raises:
        UsageError: it is none.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(text), UTC).isoformat() if text else None
    except (ValueError, OverflowError, OSError) as error:
        message, advice = "SOURCE_DATE_EPOCH is no number of seconds since 1970", "unset it, or use --now"
        raise UsageError(Problem(code="now", message=message, help=advice)) from error


def _found(plan: ReportPlan, asked: Asked, clock: datetime, log: RunLog, *, quiet: bool) -> Found:
    """Return what was found in the sources as they are now; who waited for another run has them as they are after it.

    Raises:
        CxError: a source is refused, or changes meanwhile.
    """
    with step_bar(quiet=quiet) as shown:

        def told(what: str, number: int, of: int) -> None:
            log.line("read", f"{number} of {of}: {what}")
            shown(what, number, of)

        return found_for(plan, asked, clock, Inputs(sources_of(plan)), told)


def _write(
    files: Sequence[ReportFile],
    made: Sequence[Report],
    found: Found,
    plan: ReportPlan,
    judged: "_Judged",
    log: RunLog,
) -> None:
    """Write all files once all of them are made, all or none, and their records last."""
    reports_of = {each.audience.name: each for each in made}
    by_record: dict[Path, list[ReportFile]] = {}
    for file in files:
        by_record.setdefault(record_path(file.path()), []).append(file)
    outputs: list[Output] = []
    records: list[Output] = []
    for path, mine in by_record.items():
        rendered = [each for file in mine for each in _rendered(file, reports_of[file.audience])]
        shown = [reports_of[name] for name in dict.fromkeys(file.audience for file in mine)]
        outputs += rendered
        records.append(run_record(path, shown, found, plan.loaded, rendered, judged.end))
    atomic_write_all([*outputs, *records])
    for each in [*outputs, *records]:
        log.line("wrote", str(each.path))
    for notice in dict.fromkeys(notice for report in made for notice in report.notices):
        log.line("warning", f"{notice.code}{f' ({notice.source})' if notice.source else ''}")


def _rendered(file: ReportFile, report: Report) -> Iterator[Output]:
    for each in writer(file.form)(report):
        yield Output(file.path(each.part), each.content, private=_private(report))


def _record(plan: ReportPlan, made: Sequence[Report], found: Found) -> None:
    """Write the history, now that the report is there; where that fails the gates are told all the same."""
    try:
        write_history(plan, found, bad=bool(_bad(found)))
    except CxError:
        for line in gate_lines(made):
            say(f"cx: gate failed: {line}")
        say("cx: the report is written, and the history is not")
        raise


def _private(report: Report) -> bool:
    """Whether a report shows single customers or what they wrote."""
    return report.customers is not None or report.themes is not None


def _show(made: Sequence[Report], *, quiet: bool) -> None:
    for each in made:
        text = report_text(
            each,
            width=terminal_width(to_file=False),
            colour=has_colour(to_file=False),
            encoding=output_encoding(to_file=False),
        )
        deliver(text, None)
        say_notices([] if quiet else each.notices)


class _Judged(Struct, frozen=True):
    """How a run that went through ends, and the lines that say why that is not well."""

    end: ExitCode
    lines: Sequence[str]


def _judged(made: Sequence[Report], found: Found) -> _Judged:
    """Return the exit code: that of a failed gate goes before that of bad rows."""
    failed = [f"gate failed: {line}" for line in gate_lines(made)]
    if failed:
        return _Judged(ExitCode.GATE, failed)
    bad = _bad(found)
    return _Judged(ExitCode.BAD_ROWS if bad else ExitCode.DONE, bad)


def _end(judged: _Judged, log: RunLog) -> None:
    """Say what was judged, and end with its code.

    Raises:
        typer.Exit: a gate failed, too many rows of a metric are bad, or somebody could not be told.
    """
    for line in judged.lines:
        say(f"cx: {line}")
        log.line("gate" if judged.end is ExitCode.GATE else "rows", line)
    if judged.end is not ExitCode.DONE:
        raise typer.Exit(judged.end)


def _bad(found: Found) -> list[str]:
    """Return a line for each metric of which too many rows are bad, whichever part of the report it is for."""
    lines = []
    for run in found.all_runs:
        for score in run.overall:
            if run.settings.max_rejects.exceeded(bad=score.account.bad, read=score.account.read):
                rows = f"{count(score.account.bad)} of {count(score.account.read)} rows are bad"
                more = "more than --max-rejects allows; cx score --rejects FILE lists them"
                lines.append(f"{score.metric}: {rows}, {more}")
    return list(dict.fromkeys(lines))
