"""The journey that a config describes, over its sources."""

from datetime import datetime

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.findings.journey_found import JourneyFound, Walk, journey_found, walked
from cxcli.over_sources.opening import Opening
from cxcli.settings import Asked, settle
from cxcli.settings.journey import Journey, journey_of
from cxcli.settings.sources import SourceRun, source_runs
from cxcli.several_sources import together


def journey_over_sources(asked: Asked, loaded: LoadedConfig | None, clock: datetime, opening: Opening) -> JourneyFound:
    """Return what was found in the journey of a config.

    Raises:
        CxError: the config describes no journey, or a run fails.
    """
    journey = journey_of(loaded)
    parts = source_runs(replace(asked, metrics=[part.id for part in journey.parts]), journey.loaded)
    walks = [_walked(part, journey, clock, opening) for part in parts]
    return journey_found(journey, walks, together([walk.run for walk in walks]))


def _walked(part: SourceRun, journey: Journey, clock: datetime, opening: Opening) -> Walk:
    settings = settle(part.asked, part.loaded, clock)
    with opening(part.source, part.patterns) as inputs:
        return walked(settings, journey, inputs)
