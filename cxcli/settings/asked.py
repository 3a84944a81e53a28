"""What the command line said, before anything is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxcli.mapping.date_choices import Order
from cxcli.scoring.definition import Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options as they were typed; None and an empty list mean: not said.

    Without `cut`, the groups and periods that the config asks for are left out.
    """

    metrics: Sequence[str] = ()
    column: str | None = None
    maps: Sequence[str] = ()
    by: Sequence[str] = ()
    period: str | None = None
    since: str | None = None
    until: str | None = None
    where: str | None = None
    cut: bool = True
    scale: str | None = None
    polarity: Polarity | None = None
    confidence: float | None = None
    interval: str | None = None
    min_n: int | None = None
    max_rejects: str | None = None
    missing: Sequence[str] = ()
    encoding: str | None = None
    delimiter: str | None = None
    quotes: bool = True
    header_rows: int | None = None
    skip_before: int | None = None
    footer: int | None = None
    records: str | None = None
    dates: Order | None = None
    zone: str | None = None
    now: str | None = None
    decimals: int | None = None
