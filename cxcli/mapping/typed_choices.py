"""What was said about how the fields of tickets, calls, customers and orders are written."""

from collections.abc import Mapping

from msgspec import Struct, field

from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.duration_units import Unit
from cxcli.mapping.numbers import DecimalSign
from cxcli.mapping.texts import MissingCodes


class TypedChoices(Struct, frozen=True, kw_only=True):
    """What was said about dates, the decimal sign, the unit of durations, and words and codes that mean none.

    `zone_basis` says where the zone of the dates comes from, if the file itself tells it. `units` are those of single
    fields, `words` say, by field, what words of flags and states stand for.
    """

    dates: DateChoices = field(default_factory=DateChoices)
    zone_basis: str = ""
    decimal: DecimalSign | None = None
    unit: Unit | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
    missing: MissingCodes = field(default_factory=lambda: MissingCodes.of(()))
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
