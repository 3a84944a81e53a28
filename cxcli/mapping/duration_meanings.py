"""What plain numbers count and what two parts are, as the config, the header or the durations themselves say."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from cxcli.errors import Problem
from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.duration_forms import NUMBERS, PAIRS
from cxcli.mapping.duration_units import MICROSECONDS, Unit, unit_of_header

# A unit decides what two parts are where only one of the two readings has it; both have minutes.
_PARTS: Mapping[Unit, Unit] = MappingProxyType(
    {"hh:mm": "hh:mm", "hours": "hh:mm", "mm:ss": "mm:ss", "seconds": "mm:ss"}
)
_UNITS = "say what they count: --unit seconds, or in cx.yaml, durations: {unit: seconds}"


class Meaning(Struct, frozen=True):
    """A unit, and why it is this one; `said` by config or header, else guessed from the durations themselves."""

    unit: Unit
    reason: str
    said: bool = True


def number_meaning(declared: Unit | None, header: str) -> Meaning | None:
    """What plain numbers count, if the config says it or else the header."""
    return next((meaning for meaning in _said(declared, header) if meaning.unit in MICROSECONDS), None)


def parts_meaning(evidence: DurationEvidence, declared: Unit | None, header: str) -> Meaning | None:
    """What two parts are, `hh:mm` or `mm:ss`, if config or header say it, or nobody does and the durations do."""
    said = list(_said(declared, header))
    for meaning in said:
        if meaning.unit in _PARTS:
            return Meaning(_PARTS[meaning.unit], meaning.reason)
    if said or not evidence.remaining:
        return None
    return Meaning("hh:mm", "hours and minutes, as time that remains is written: some are below zero", said=False)


def meaning_problem(evidence: DurationEvidence, number: Meaning | None, parts: Meaning | None) -> Problem | None:
    """Why a column is refused: it has plain numbers of an unknown unit, or two parts that nothing tells apart."""
    if evidence.forms & NUMBERS and number is None:
        return Problem(
            code="duration-unit-unknown",
            message="some durations are plain numbers, and nothing says what they count",
            help=f"{_UNITS}; the units are seconds, minutes, hours, milliseconds and days",
        )
    if evidence.forms & PAIRS and parts is None:
        return Problem(
            code="duration-parts-unknown",
            message="some durations have two parts, as in 12:30, which nothing tells to be hours or minutes",
            help="say which: --unit hh:mm or --unit mm:ss, or in cx.yaml one of: "
            'durations: {unit: "hh:mm"}   durations: {unit: "mm:ss"}',
        )
    return None


def _said(declared: Unit | None, header: str) -> Iterator[Meaning]:
    if declared is not None:
        yield Meaning(declared, f"the config says {declared}")
    named = unit_of_header(header)
    if named is not None:
        yield Meaning(named, f"the header says {named}")
