"""The files of an analysis of drivers, opened: which column of which file each driver is, or which it could be."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.drill_down.offered_drivers import offered
from cxcli.errors import CxError, Notice, Problem, UsageError
from cxcli.mapping.columns import resolve
from cxcli.pipeline import opened
from cxcli.settings import Settings
from cxcli.settings.drivers import WantedDrivers
from cxcli.sources.chunk import Column
from cxcli.sources.copies import copies
from cxcli.sources.digests import Digests
from cxcli.sources.kept_source import KeptSource
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source, SourceFacts

OF_THE_OTHER = "join:"
"""Stands before the name of a column of the file that is joined, where the answers have one of that name, too."""

_AT_ONCE = 65_536
"""Rows of a chunk: so few that what is worked out of a column stays near the processor."""


class Driver(Struct, frozen=True):
    """A driver: the `name` that is shown, its `reference` in its file, its column, and whether it is joined."""

    name: str
    reference: str
    column: Column
    joined: bool


class DriverSources(Struct, frozen=True):
    """The files: those with the answers, which keep what is read of them, and the one that is joined.

    `digests` are the checksums of the sources that are files, at `places`.
    """

    settings: Settings
    sources: Sequence[KeptSource]
    other: Source | None
    drivers: Sequence[Driver]
    places: Sequence[int]
    digests: Digests

    def identify(self, facts: Sequence[SourceFacts]) -> list[Notice]:
        """Put the checksums into what a run found of the sources, and return a notice for each that is there twice."""
        for place, digest in zip(self.places, self.digests.wait(), strict=True):
            facts[place].sha256 = digest
        return list(copies(facts))


def driver_sources(
    settings: Settings, wanted: WantedDrivers, inputs: Sequence[InputFile | Source], other: InputFile | None
) -> DriverSources:
    """Return the files, and the settings of a run that hands on the columns that the analysis needs.

    Raises:
        UsageError: no driver is named, or one is not there, or two are one column; all at once.
        CxError: a file is refused.
    """
    plain = [opened(given, settings) for given in inputs]
    files = {place: given for place, given in enumerate(inputs) if isinstance(given, InputFile)}
    digests = Digests(list(files.values()))
    joined = None if other is None else open_source(other, ReadOptions())
    if not wanted.drivers:
        raise UsageError(offered(plain[0], joined, settings.wants))
    drivers = _drivers(wanted.drivers, plain[0], joined)
    beside = [wanted.outcome.column if wanted.outcome else None, wanted.join.here if wanted.join else None]
    extra = [*(each.reference for each in drivers if not each.joined), *(name for name in beside if name is not None)]
    wants = replace(
        settings.wants,
        extra=list(dict.fromkeys(extra)),
        dates_if_any=settings.wants.dates_if_any or wanted.join is not None,
    )
    kept = [KeptSource(source) for source in plain]
    settings = replace(settings, wants=wants, chunk_rows=settings.chunk_rows or _AT_ONCE)
    return DriverSources(settings, kept, joined, drivers, list(files), digests)


def _drivers(names: Sequence[str], source: Source, other: Source | None) -> list[Driver]:
    found: list[Driver] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(_driver(name, source, other))
        except CxError as error:
            problems += error.problems
    for each in found:
        same = [one for one in found if (one.column, one.joined) == (each.column, each.joined)]
        if same[0] is not each:
            message = f"'{same[0].reference[:40]}' and '{each.reference[:40]}' are one column"
            problems.append(Problem(code="driver-twice", message=message, help="name each driver once"))
    if problems:
        raise UsageError(problems)
    return found


def _driver(name: str, source: Source, other: Source | None) -> Driver:
    """Return the driver of a name: a column of the answers, or else one of the file that is joined.

    Raises:
        UsageError: there is no such column, or both files have it.
    """
    if other is not None and name.startswith(OF_THE_OTHER):
        reference = name.removeprefix(OF_THE_OTHER).strip()
        return Driver(name, reference, resolve(reference, other.columns), joined=True)
    there = other is not None and name in {column.name for column in other.columns}
    here = name in {column.name for column in source.columns}
    if here and there:
        message = f"both files have a column '{name[:40]}'"
        raise UsageError(
            Problem(code="repeated-column", message=message, help=f"the joined one is '{OF_THE_OTHER}{name[:40]}'")
        )
    if there and other is not None:
        return Driver(name, name, resolve(name, other.columns), joined=True)
    column = resolve(name, source.columns)
    return Driver(column.name, name, column, joined=False)
