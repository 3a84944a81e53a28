"""The zone of the dates of a file: declared, or else the one that the file itself names."""

from msgspec.structs import replace

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.wants import Wants
from cxcli.mapping.zones import zone_named
from cxcli.sources.source import SourceFacts


def zoned(wants: Wants, facts: SourceFacts) -> tuple[DateChoices, str] | Problem:
    """Return how dates are read, and what the zone rests on where the file names it; or that there is no such zone."""
    if facts.zone is None or wants.zone_declared:
        return wants.dates, ""
    zone = zone_named(facts.zone)
    if isinstance(zone, Problem):
        return replace(zone, file=facts.file)
    return replace(wants.dates, zone=zone), f"times of {zone.key}, as the header says"
