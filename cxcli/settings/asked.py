"""What the command line said, before anything is made of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from cxcli.mapping.date_choices import Order
from cxcli.mapping.duration_units import Unit
from cxcli.mapping.numbers import DecimalSign
from cxcli.scoring.box_definition import Polarity
from cxcli.scoring.votes import Keep


class Asked(Struct, frozen=True, kw_only=True):
    """The options as they were typed; None and an empty list mean: not said.

    Without `cut`, the groups and periods that the config asks for are left out. `shared`: the options go to several
    runs, and what says nothing to one of them is passed over. `values_alone`: nobody looks at the limits of groups.
    """

    metrics: Sequence[str] = ()
    column: str | None = None
    maps: Sequence[str] = ()
    by: Sequence[str] = ()
    period: str | None = None
    since: str | None = None
    until: str | None = None
    during: str | None = None
    week_start: str | None = None
    fiscal_year_start: str | None = None
    rolling: tuple[int, str] | None = None
    change: bool = False
    where: str | None = None
    cut: bool = True
    scale: str | None = None
    polarity: Polarity | None = None
    sentiment_model: str | None = None
    questions: Sequence[str] = ()
    not_shown: Sequence[str] = ()
    confidence: float | None = None
    interval: str | None = None
    min_n: int | None = None
    privacy_min: int | None = None
    max_rejects: str | None = None
    missing: Sequence[str] = ()
    weight: str | None = None
    count: str | None = None
    population: int | None = None
    one_vote_per: str | None = None
    keep: Keep | None = None
    raw: bool = False
    response_id: str | None = None
    test_answers: str | None = None
    speeders: str | None = None
    straight_liners: str | None = None
    drop: Sequence[str] = ()
    extra: Sequence[str] = ()
    mask: bool | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quotes: bool = True
    header_rows: int | None = None
    skip_before: int | None = None
    footer: int | None = None
    records: str | None = None
    sheet: str | None = None
    decimal: DecimalSign | None = None
    unit: Unit | None = None
    dates: Order | None = None
    zone: str | None = None
    now: str | None = None
    decimals: int | None = None
    shared: bool = False
    values_alone: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any], **more: Any) -> "Asked":  # noqa: ANN401 - options of all types, by name
        """What was said in options of these names; None means that nothing was."""
        return cls(**{name: value for name, value in {**said, **more}.items() if value is not None})
