"""What a column of answers is known by, and the choice of one."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cxcli.mapping.readings import Number
from cxcli.mapping.texts import Code
from cxcli.sources.chunk import Column


class Wanted(Struct, frozen=True):
    """What a column of answers is known by: exact `names`, patterns in `questions`, `general` names, and the scale."""

    metric: str
    names: Sequence[str]
    questions: Sequence[str]
    general: Sequence[str]
    low: int
    high: int
    labels: Mapping[str, Number]
    missing: Sequence[Code]


class Choice(Struct, frozen=True):
    """The column taken, and the evidence for it."""

    column: Column
    evidence: str
