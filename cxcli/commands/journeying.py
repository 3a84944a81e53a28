"""From the journey of a config to what was found in it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from cxcli.commands.configured import loaded_config
from cxcli.commands.targets import inputs_beside
from cxcli.findings.journey_found import JourneyFound, Walk, journey_found, walked
from cxcli.settings import Asked, settle
from cxcli.settings.journey import Journey, journey_of
from cxcli.settings.sources import SourceRun, source_runs
from cxcli.several_sources import together


def journey_asked(asked: Asked, config: Path | None, *, targets: Sequence[Path]) -> JourneyFound:
    """Return what was found in the journey of the config named, or of the one in the folder.

    Raises:
        UsageError: one of the `targets`, which will be written, is a file that is read.
        CxError: the config describes no journey, or a run fails.
    """
    journey = journey_of(loaded_config(config))
    clock = datetime.now(UTC)
    parts = source_runs(replace(asked, metrics=[part.id for part in journey.parts]), journey.loaded)
    walks = [_walked(part, journey, clock, targets) for part in parts]
    return journey_found(journey, walks, together([walk.run for walk in walks]))


def _walked(part: SourceRun, journey: Journey, clock: datetime, targets: Sequence[Path]) -> Walk:
    settings = settle(part.asked, part.loaded, clock)
    with inputs_beside(targets, part.patterns, journey.loaded) as inputs:
        return walked(settings, journey, inputs)
