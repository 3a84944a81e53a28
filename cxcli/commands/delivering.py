"""Those are told of a report whom the config names, or it is said what they would be told."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cxcli.commands.options.delivering import Telling
from cxcli.commands.output import say
from cxcli.commands.report_files import ReportFile
from cxcli.config.load import LoadedConfig
from cxcli.delivery.deliveries import Delivery, Made, deliveries, failure_deliveries
from cxcli.delivery.dry_run import would_send
from cxcli.delivery.message import report_message
from cxcli.delivery.recipients import recipients_of
from cxcli.delivery.sending import send_all
from cxcli.errors import CxError, ExitCode, Problem
from cxcli.formats.writers import writer
from cxcli.publishing.run_log import RunLog
from cxcli.report.content import Report
from cxcli.reporting.safe import safe
from cxcli.reporting.stdout import write_err, write_out
from cxcli.reporting.talk import problem_text

_NOT_TOLD = "cx: nobody is told: the report has no files; name them by report.output, or --output"
_WIDE = 2000


@contextmanager
def failure_told(loaded: LoadedConfig, telling: Telling, *, to_files: bool) -> Iterator[None]:
    """Tell those who want to know if what is done meanwhile fails; a run that shows its report tells its reader.

    Raises:
        ConfigError: somebody is to be told who cannot be.
        CxError: the failure itself, once it is told.
    """
    recipients = recipients_of(loaded)
    try:
        yield
    except CxError as error:
        if telling.notify and not telling.dry_run and to_files:
            _send(failure_deliveries(recipients, loaded.path.name, error), loaded)
        raise


def deliver_reports(
    loaded: LoadedConfig,
    files: Sequence[ReportFile],
    made: Sequence[Report],
    bad: Sequence[str],
    telling: Telling,
    log: RunLog,
) -> ExitCode:
    """Send what is due once the files are written; `bad` are sentences about bad rows. Say what could not be sent."""
    if telling.dry_run or not telling.notify or not loaded.config.notify:
        return ExitCode.DONE
    if not files:
        say(_NOT_TOLD)
        return ExitCode.DONE
    problems = _send(deliveries(recipients_of(loaded), _made(files, made), bad), loaded)
    for each in problems:
        log.line("notify", each.message)
    return ExitCode.DELIVERY if problems else ExitCode.DONE


def show_dry_run(
    loaded: LoadedConfig, files: Sequence[ReportFile], made: Sequence[Report], bad: Sequence[str], telling: Telling
) -> None:
    """Print which files would be written, and what would go where."""
    reports_of = {each.audience.name: each for each in made}
    for file in files:
        for each in writer(file.form)(reports_of[file.audience]):
            write_out(f"would write {safe(str(file.path(each.part)), limit=_WIDE)}\n")
    if not files:
        write_out("would show the report, and write no file\n")
    if not telling.notify or not files:
        write_out("would send nothing\n")
        return
    for due in deliveries(recipients_of(loaded), _made(files, made), bad):
        write_out(would_send(due, loaded.config.smtp, os.environ))


def show_chat(files: Sequence[ReportFile], made: Sequence[Report], bad: Sequence[str]) -> None:
    """Print each report as a few lines of Markdown."""
    for report in made:
        paths = [str(file.path()) for file in files if file.audience == report.audience.name]
        write_out(report_message(report, paths, bad).chat)


def _send(due: Iterator[Delivery], loaded: LoadedConfig) -> list[Problem]:
    """Send what is due; return what could not be sent, once it is said."""
    problems = send_all(due, loaded.config.smtp, os.environ)
    for each in problems:
        write_err(problem_text(each) + "\n")
    return problems


def _made(files: Sequence[ReportFile], made: Sequence[Report]) -> list[Made]:
    paths = {each.audience.name: tuple(f.path() for f in files if f.audience == each.audience.name) for each in made}
    return [Made(each, paths[each.audience.name]) for each in made if paths[each.audience.name]]
