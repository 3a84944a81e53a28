"""The rules that every record of a sheet has to keep."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "repeated_row": "another row with the same number",
        "damaged_cell": "a cell that is not sound",
        "repeated_header": "the header again, among the data",
        "error_cell": "an error in a cell, such as #N/A",
        "no_cached_value": "a formula whose value was not saved",
        "no_such_date": "a number that is no date under the format of a date",
        "total_row": "a total under the data",
    }
)
"""Every rule that a record of a sheet can break; of several, the first is the one counted.

`error_cell`, `no_cached_value`, `no_such_date` and the damage of a value count in the columns that are read.
"""


class Fault(Struct, frozen=True):
    """A rule that is broken, and how."""

    rule: str
    detail: str


def fault(rule: str) -> Fault:
    """Return the breach of a rule, in the words of the rule."""
    return Fault(rule, RULES[rule])
