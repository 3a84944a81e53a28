"""What a column of answers is known by, and the choice of one."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from cxcli.mapping.readers import Reader
from cxcli.mapping.readings import Number
from cxcli.mapping.texts import Code
from cxcli.sources.chunk import Column


class Wanted(Struct, frozen=True):
    """What a column of answers is known by: exact `names`, patterns in `questions`, `general` names, and the scale.

    Where there are `readers`, the answers are comments, and each reader makes a field of that name of them.
    """

    metric: str
    names: Sequence[str]
    questions: Sequence[str]
    general: Sequence[str]
    low: int
    high: int
    labels: Mapping[str, Number]
    missing: Sequence[Code]
    readers: Mapping[str, Reader] = field(default_factory=dict)


class Choice(Struct, frozen=True):
    """The column taken, and the evidence for it."""

    column: Column
    evidence: str
