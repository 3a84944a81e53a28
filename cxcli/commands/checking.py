"""What `cx check` finds out: every problem of config and files, not only the first."""

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct, field

from cxcli.config.load import LoadedConfig
from cxcli.errors import CxError, ExitCode, Notice, Problem, UsageError
from cxcli.inspection import Inspection, inspect, settings_to_try
from cxcli.settings import Asked, RejectLimit
from cxcli.settings.sources import of_files
from cxcli.sources.paths import open_inputs


class Checked(Struct):
    """All that a check found. The exit code is that of the first refusal, else 3 where too many rows are bad."""

    config: LoadedConfig | None = None
    inspections: list[Inspection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.DONE

    @property
    def notices(self) -> list[Notice]:
        """The warnings of all files."""
        return [notice for inspection in self.inspections for notice in inspection.notices]

    def refuse(self, code: ExitCode, problems: Sequence[Problem]) -> None:
        """Note problems; the first code that is not 0 stays."""
        self.problems += problems
        self.exit_code = self.exit_code or code


def check_files(asked: Asked, files: Sequence[str], loaded: LoadedConfig | None, options: Sequence[str]) -> Checked:
    """Return what is wrong with the config and the files, and what can be scored.

    Raises:
        ConfigError: the config asks for what does not exist: no file can be read without it.
        UsageError: there is neither a file nor a config.
    """
    if not files and loaded is None:
        raise UsageError(
            Problem(code="usage", message="there is nothing to check", help="name a file: cx check responses.csv")
        )
    clock = datetime.now(UTC)
    settings = settings_to_try(asked, loaded, clock)
    found = Checked(loaded)
    for name in files:
        try:
            if loaded is not None and loaded.config.sources:
                settings = settings_to_try(asked, of_files(loaded, [name]), clock)
            with open_inputs([name]) as inputs:
                for file in inputs:
                    found.inspections.append(inspect(file, settings, options))
        except CxError as error:
            found.refuse(error.exit_code, error.problems)
    for inspection in found.inspections:
        if inspection.problems:
            found.refuse(ExitCode.DATA, inspection.problems)
        _judge_rejects(inspection, settings[0].max_rejects, found)
    return found


def _judge_rejects(inspection: Inspection, limit: RejectLimit, found: Checked) -> None:
    account = inspection.facts.account
    if limit.exceeded(bad=account.read - account.accepted, read=account.read):
        found.exit_code = found.exit_code or ExitCode.BAD_ROWS
