"""From what was asked and the files that were named to a comparison."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.targets import inputs_beside
from cxcli.config.load import LoadedConfig
from cxcli.findings.side_by_side import Compared, side_by_side
from cxcli.settings import Asked
from cxcli.settings.sides import AskedSides, compared
from cxcli.settings.sources import files_to_read


def compared_files(
    asked: Asked, sides: AskedSides, files: Sequence[str], loaded: LoadedConfig | None, *, targets: Sequence[Path]
) -> Compared:
    """Return the comparison that was asked for.

    Raises:
        UsageError: there are not two sides, or a file that will be written is one that is read.
        CxError: the run fails.
    """
    loaded, read = files_to_read(loaded, files, asked.metrics)
    settings, found = compared(asked, sides, loaded, datetime.now(UTC))
    with inputs_beside(targets, read, loaded) as inputs:
        return side_by_side(settings, found, inputs, named=len(read))
