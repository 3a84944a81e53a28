"""A metric as the shipped catalogue writes it: as a user does, and with what only the catalogue can say."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec.structs import replace
from pydantic import Field

from cxcli.config.metric import MetricConfig
from cxcli.config.section import Section
from cxcli.scoring.box_definition import Beside, FoundBy, Reach, SizedBoxes
from cxcli.scoring.definition import Definition
from cxcli.scoring.kinds import KINDS


class _Sized(Section):
    top: str
    middle: str
    bottom: str
    points: Mapping[str, int]


class _Reach(Section):
    answer: int
    start: Annotated[int, Field(alias="from")]


class _FoundBy(Section):
    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    general: tuple[str, ...] = ()


class CatalogueEntry(MetricConfig):
    """One entry of the catalogue. What each key means is said in `cxcli.scoring.definition.Definition`."""

    sized: _Sized | None = None
    beside: tuple[Beside, ...] = ()
    reach: _Reach | None = None
    zero_expected: bool = False
    polarity_assumed: bool = False
    aliases: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    found_by: _FoundBy | None = None


def defined(name: str, entry: CatalogueEntry, base: Definition | None) -> Definition:
    """Return the metric that an entry makes, from the one that it extends if it extends one.

    Raises:
        ValueError: an entry that extends none lacks something.
    """
    kind = KINDS[entry.kind or (base.kind if base else "")]
    definition = kind.started(name, entry) if base is None else kind.extended(base, name, entry)
    plain = ("aliases", "traps", "sources")
    given: dict[str, Any] = {key: getattr(entry, key) for key in plain if key in entry.model_fields_set}
    if entry.extends is None or entry.found_by is not None:
        given["family"] = name
    return replace(definition, **given, **_of_answers(entry))


def _of_answers(entry: CatalogueEntry) -> dict[str, Any]:
    """Return what only the catalogue says of answers."""
    plain = ("beside", "zero_expected", "polarity_assumed")
    given: dict[str, Any] = {key: getattr(entry, key) for key in plain if key in entry.model_fields_set}
    if entry.sized is not None:
        sizes = {int(points): size for points, size in entry.sized.points.items()}
        given["sized"] = SizedBoxes(entry.sized.top, entry.sized.middle, entry.sized.bottom, sizes)
    if entry.reach is not None:
        given["reach"] = Reach(entry.reach.answer, entry.reach.start)
    if entry.found_by is not None:
        given["found_by"] = FoundBy(**entry.found_by.model_dump())
    return given
