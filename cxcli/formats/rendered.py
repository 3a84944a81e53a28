"""What a format makes of a report: one file or several."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from cxcli.report.content import Report


class Rendered(Struct, frozen=True):
    """The content of a file; `part` tells several files of one format apart and is empty where there is one."""

    content: bytes
    part: str = ""


Writer = Callable[[Report], Sequence[Rendered]]
"""Makes files of a report: the same bytes of the same report, whatever the machine's clock, zone and language."""
