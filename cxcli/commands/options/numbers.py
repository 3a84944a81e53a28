"""Options that say how numbers are made and shown."""

from typing import Annotated

import typer

_NUMBERS = "Numbers"

Confidence = Annotated[
    float | None,
    typer.Option("--confidence", metavar="SHARE", help="How sure the limits are: 0.95.", rich_help_panel=_NUMBERS),
]
IntervalOption = Annotated[
    str | None,
    typer.Option(
        "--interval",
        metavar="METHOD",
        help="For differences score, adjusted-wald, wald; for shares wilson, agresti-coull, clopper-pearson, mid-p, "
        "jeffreys, wald; for means t.",
        rich_help_panel=_NUMBERS,
    ),
]
Decimals = Annotated[
    int | None,
    typer.Option("--decimals", min=0, max=6, metavar="N", help="Digits after the point.", rich_help_panel=_NUMBERS),
]
Now = Annotated[
    str | None,
    typer.Option(
        "--now", metavar="MOMENT", help="Take this moment for now: 2025-10-01T08:00.", rich_help_panel=_NUMBERS
    ),
]


class Numbers:
    """How numbers are made and written."""

    confidence: Confidence = None
    interval: IntervalOption = None
    decimals: Decimals = None
    now: Now = None
