"""Which files a report is to be written to: their names, formats and readers."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from cxcli.commands.options.reporting import AskedReport
from cxcli.commands.targets import refuse_sources
from cxcli.config.reporting import PARTS, ReportFormat, has_unknown_parts
from cxcli.errors import Problem, UsageError
from cxcli.publishing.names import Names, file_path, twice
from cxcli.publishing.run_record import record_path
from cxcli.report.runs import sources_of
from cxcli.reporting.atomic import probe
from cxcli.settings.report import ReportPlan
from cxcli.sources.paths import open_inputs

_END = ".{ext}"
_FORMATS = {name: name for name in get_args(ReportFormat)}


class ReportFile(Struct, frozen=True):
    """A format for some readers, and the names of its files."""

    names: Names
    period: str
    audience: str
    form: ReportFormat

    def path(self, part: str = "") -> Path:
        """Return the path of its one file, or of that of a part."""
        return file_path(self.names, period=self.period, audience=self.audience, extension=self.form, part=part)


def chosen(plan: ReportPlan, wanted: AskedReport) -> ReportPlan:
    """Return the plan with the readers and formats that were typed.

    Raises:
        UsageError: there are no such readers, or a format is not written.
    """
    known = [each.name for each in plan.audiences]
    unknown = [name for name in wanted.audiences if name not in known]
    if unknown:
        message, there = f"the config has no audience '{unknown[0][:40]}'", ", ".join(filter(None, known))
        raise UsageError(Problem(code="audience", message=message, help=f"known are: {there or 'none'}"))
    audiences = [each for each in plan.audiences if each.name in wanted.audiences or not wanted.audiences]
    formats = _formats(wanted)
    if formats:
        audiences = [replace(each, formats=formats) for each in audiences]
    return replace(plan, audiences=tuple(audiences))


def report_files(plan: ReportPlan, wanted: AskedReport) -> list[ReportFile]:
    """Return what is to be written; nothing where no name was given.

    Raises:
        UsageError: the typed name is none, or two reports would be one file.
    """
    names = _names(plan, wanted)
    if names is None:
        return []
    label = plan.period.label
    found = [ReportFile(names, label, each.name, form) for each in plan.audiences for form in each.formats]
    same = twice([each.path() for each in found])
    if same:
        message = "two reports would be this file"
        advice = "put {audience} into the name: reports/{period}/cx-{audience}.{ext}"
        raise UsageError([Problem(code="output", message=message, file=str(path), help=advice) for path in same])
    return found


def prepare_files(plan: ReportPlan, files: Sequence[ReportFile], log: Path | None) -> None:
    """Find out before any work is done whether the files can be written, and that none of them is read.

    Raises:
        UsageError: a file is one of the sources, the config or the log.
        CxError: a file cannot be written, or a source is missing.
    """
    paths = [each.path() for each in files]
    paths += dict.fromkeys(map(record_path, paths))
    logs = [] if log is None else [log]
    with open_inputs(name for names in sources_of(plan).values() for name in names) as inputs:
        refuse_sources([*paths, *logs], [*(each.path for each in inputs), plan.loaded.path])
    refuse_sources(logs, paths)
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        probe(path)


def _formats(wanted: AskedReport) -> tuple[ReportFormat, ...]:
    """Return the formats that were typed, by themselves or as the end of the name; none where nothing was."""
    if wanted.formats is None:
        end = "" if wanted.output is None else Path(wanted.output).suffix.removeprefix(".").lower()
        return (_FORMATS[end],) if end in _FORMATS else ()
    named = [name.strip().lower() for name in wanted.formats.split(",")]
    if not all(name in _FORMATS for name in named):
        message = f"'{wanted.formats[:40]}' names no formats of a report"
        raise UsageError(Problem(code="format", message=message, help=f"name some of them: {','.join(_FORMATS)}"))
    return tuple(dict.fromkeys(_FORMATS[name] for name in named))


def _names(plan: ReportPlan, wanted: AskedReport) -> Names | None:
    """Return the names that were typed, which start from here, or those of the config, from its folder."""
    if wanted.output is None:
        folder, said = plan.loaded.path.parent, plan.output
        return None if said is None else Names(folder, said, bounded=True)
    pattern = wanted.output
    suffix = Path(pattern).suffix.removeprefix(".").lower()
    if suffix in _FORMATS and len(_formats(wanted)) == 1:
        pattern = f"{pattern.removesuffix(Path(pattern).suffix)}{_END}"
    if not pattern.endswith(_END) or has_unknown_parts(pattern):
        message = f"'{wanted.output[:60]}' says no format, or holds braces that are not known"
        advice = f"for example: -o report.html, or -o 'reports/{{period}}/cx{_END}'; known are {', '.join(PARTS)}"
        raise UsageError(Problem(code="output", message=message, help=advice))
    return Names(Path(), pattern, bounded=False)
