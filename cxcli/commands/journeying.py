"""From the journey of a config to what was found in it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import opening_beside
from cxcli.findings.journey_found import JourneyFound
from cxcli.over_sources.journey import journey_over_sources
from cxcli.settings import Asked


def journey_asked(asked: Asked, config: Path | None, *, targets: Sequence[Path]) -> JourneyFound:
    """Return what was found in the journey of the config named, or of the one in the folder.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the config describes no journey, or a run fails.
    """
    loaded = loaded_config(config)
    return journey_over_sources(asked, loaded, datetime.now(UTC), opening_beside(targets, loaded))
