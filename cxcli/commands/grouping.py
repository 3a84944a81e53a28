"""From what was asked and the files that were named to groups that are judged."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside
from cxcli.findings.groups_found import GroupsFound, groups_found
from cxcli.settings import Asked
from cxcli.settings.grouping import AskedGrouping, grouped
from cxcli.settings.sources import files_to_read


def grouped_files(
    asked: Asked, wanted: AskedGrouping, files: Sequence[str], config: Path | None, *, targets: Sequence[Path]
) -> GroupsFound:
    """Return the groups that were asked for; the use of a config is said on standard error.

    Raises:
        UsageError: the groups cannot be judged, or a file that will be written is one that is read.
        CxError: the run fails.
    """
    loaded, read = files_to_read(loaded_config(config), files, asked.metrics)
    settings, grouping = grouped(asked, wanted, loaded, datetime.now(UTC))
    with inputs_beside(targets, read, loaded) as inputs:
        return groups_found(settings, grouping, inputs)
