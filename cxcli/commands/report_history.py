"""The history of a report: read before anything is made, written once the report is."""

from collections.abc import Sequence
from pathlib import Path

from cxcli.commands.output import say
from cxcli.commands.report_files import ReportFile
from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.history.fact import Telling
from cxcli.history.store import record, tellings
from cxcli.publishing.names import within
from cxcli.report.recording import recording_of
from cxcli.report.runs import Found, sources_of
from cxcli.settings.report import ReportPlan
from cxcli.sources.paths import open_inputs


def path_of(loaded: LoadedConfig) -> Path | None:
    """Return the path of the history; None where the config names none.

    Raises:
        OutputError: it would lie outside of the folder of the config, by way of a link.
    """
    said = loaded.config.history
    if said is None:
        return None
    folder = loaded.path.parent
    return within(folder, folder / said, "history", code="history-folder")


def told_before(plan: ReportPlan, files: Sequence[ReportFile]) -> list[Telling]:
    """Return what the history holds, if there is one.

    Raises:
        CxError: the file is no history, or is one of those that the report reads or writes.
    """
    path = path_of(plan.loaded)
    if path is None:
        return []
    patterns = [pattern for each in sources_of(plan).values() for pattern in each]
    with open_inputs(patterns) as inputs:
        others = {each.path.resolve() for each in inputs} | {each.path().resolve() for each in files}
    if path.resolve() in {*others, plan.loaded.path.resolve()}:
        message, advice = "the history is a file that the report reads or writes", "give it a name of its own"
        raise UsageError(Problem(code="history-folder", message=message, file=str(path), help=advice))
    return tellings(path)


def write_history(plan: ReportPlan, found: Found, *, bad: bool) -> None:
    """Write what was found to the history, once the report is written; nothing of a run with too many bad rows.

    Raises:
        CxError: it cannot be written; the report is there all the same.
    """
    path = path_of(plan.loaded)
    if path is None:
        return
    if bad:
        say("cx: too many rows are bad, so the history says nothing of this run")
        return
    record(path, recording_of(plan, found))
