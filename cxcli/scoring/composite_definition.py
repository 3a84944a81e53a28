"""What a composite means, as data: its parts with weights and ends, the bands of its score, the coverage it needs."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.composite import Level, PartConfig
from cxcli.config.metric import MetricConfig
from cxcli.errors import Problem, UsageError
from cxcli.scoring.definition import Defined, Definition, begun, renamed, said_of_all
from cxcli.scoring.row_definitions import seconds_text

_BANDS = {"red": (0.0, 50.0), "yellow": (50.0, 75.0), "green": (75.0, 100.0)}
_COVERAGE = 0.6


class Part(Struct, frozen=True):
    """A part of a composite: a metric that weighs `weight` and counts from `worst` (0) to `best` (100), in its unit.

    `ends` are the worst and the best value as they were written. An `optional` part is left out where the config has
    no source for it.
    """

    name: str
    metric: str
    weight: Fraction
    worst: float
    best: float
    ends: tuple[str, str]
    optional: bool = False


class Band(Struct, frozen=True):
    """A part of 0 to 100: above `low` up to and with `high`; the lowest band has its `low`, too."""

    name: str
    low: float
    high: float


class CompositeDefinition(Definition, frozen=True, kw_only=True):
    """The weighted mean of `parts`, scaled to 0 to 100: of each `per` (customer, account), or of their overall values.

    Less than the share `coverage` of the weight makes no score.
    """

    per: str | None
    parts: tuple[Part, ...]
    bands: tuple[Band, ...]
    coverage: float

    def band(self, score: float) -> str:
        """Return the name of the band that a score is in."""
        return next(band.name for band in self.bands if score <= band.high or band is self.bands[-1])


class CompositeMetric(Defined, frozen=True):
    """A composite for the pages of the catalogue; nothing scores it row by row."""

    source: CompositeDefinition

    @property
    def definition(self) -> str:
        """For example `mean of 2/3 relation (nps) + 1/3 support (resolution_time), each 0 to 100`."""
        total = sum(part.weight for part in self.source.parts)
        said = [f"{part.weight / total} {part.name} ({part.metric})" for part in self.source.parts]
        each = f", per {self.source.per}" if self.source.per else ""
        return f"{' + '.join(said)}, each scaled to 0-100{each}"

    @property
    def intervals(self) -> tuple[str, ...]:
        """The interval of the mean of customers; that of an index is the widest that its parts allow."""
        return ("t",) if self.source.per else ("comonotone",)

    @property
    def parameters(self) -> Mapping[str, object]:
        """The ends of each part, the bands, and the coverage that is needed."""
        parts = {part.name: f"0 at {part.ends[0]}, 100 at {part.ends[1]}" for part in self.source.parts}
        bands = {band.name: f"{band.low:g}-{band.high:g}" for band in self.source.bands}
        return {"parts": parts, "bands": bands, "coverage": self.source.coverage}


def started(name: str, said: MetricConfig) -> CompositeDefinition:
    """Return the composite that `said` makes without extending another one."""
    plain = begun(name, said, "points") | {"direction": "higher"}
    bands = tuple(Band(band, *ends) for band, ends in _BANDS.items())
    return extended(
        CompositeDefinition(**plain, source="", per=None, parts=(), bands=bands, coverage=_COVERAGE), name, said
    )


def extended(base: CompositeDefinition, name: str, said: MetricConfig) -> CompositeDefinition:
    """Return `base` under a new name; parts and bands that the config says stand in place of all of its own."""
    given = renamed(base, name) | said_of_all(said)
    given |= {"per": said.per} if said.per else {}
    given |= {"coverage": float(said.coverage)} if said.coverage is not None else {}
    given |= {"parts": tuple(_part(*each) for each in said.parts.items())} if said.parts else {}
    ends = sorted(said.bands.items(), key=lambda each: each[1])
    given |= {"bands": tuple(Band(band, *each) for band, each in ends)} if ends else {}
    return replace(base, **given)


def refuse_composites(definitions: Sequence[Definition]) -> None:
    """Refuse composites where metrics are scored on rows.

    Raises:
        UsageError: there is one.
    """
    found = [each for each in definitions if isinstance(each, CompositeDefinition)]
    if found:
        raise UsageError(_refusals(found))


def level(said: Level) -> float:
    """Return a value that a config says, a length of time in seconds."""
    return float(seconds_text(said)) if isinstance(said, str) else float(said)


def _part(name: str, said: PartConfig) -> Part:
    ends = str(said.worst), str(said.best)
    weight, optional = Fraction(str(said.weight)), bool(said.optional)
    return Part(name, said.metric, weight, level(said.worst), level(said.best), ends, optional)


def _refusals(found: Sequence[CompositeDefinition]) -> Iterator[Problem]:
    for each in found:
        message = f"{each.id} is a composite: it has no rows of its own"
        advice = f"by itself: cx score {each.id}, or cx explain {each.id}; here, name one of its parts: "
        yield Problem(code="composite", message=message, help=advice + ", ".join(part.metric for part in each.parts))
