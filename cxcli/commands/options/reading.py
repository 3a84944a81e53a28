"""Options that say how files are read."""

from pathlib import Path
from typing import Annotated, Literal

import typer

DecimalName = Literal["comma", "point"]
UnitName = Literal["milliseconds", "seconds", "minutes", "hours", "days", "hh:mm:ss", "hh:mm", "mm:ss"]
OrderName = Literal["day-first", "month-first", "iso"]

_READING = "How files are read"

Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="The text encoding: cp1252.", rich_help_panel=_READING)
]
DelimiterOption = Annotated[
    str | None,
    typer.Option("--delimiter", metavar="SIGN", help="Between columns: , ; tab | or spaces.", rich_help_panel=_READING),
]
Quotes = Annotated[
    bool, typer.Option("--quotes/--no-quotes", help="Whether quotes enclose texts.", rich_help_panel=_READING)
]
HeaderRows = Annotated[
    int | None,
    typer.Option(
        "--header-rows", min=0, max=3, metavar="N", help="Records that name the columns.", rich_help_panel=_READING
    ),
]
SkipBefore = Annotated[
    int | None,
    typer.Option("--skip-before", min=0, metavar="N", help="Lines before the header.", rich_help_panel=_READING),
]
Footer = Annotated[
    int | None,
    typer.Option("--footer", min=0, metavar="N", help="Records at the end that are no data.", rich_help_panel=_READING),
]
RecordsOption = Annotated[
    str | None,
    typer.Option(
        "--records", metavar="PATH", help="Where the records of a JSON document are.", rich_help_panel=_READING
    ),
]
SheetOption = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME|N", help="The sheet of a workbook.", rich_help_panel=_READING),
]
DecimalOption = Annotated[
    DecimalName | None,
    typer.Option("--decimal", help="The decimal sign of weights and amounts.", rich_help_panel=_READING),
]
UnitOption = Annotated[
    UnitName | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help="What durations count that are plain numbers: seconds, minutes; or hh:mm for two parts.",
        rich_help_panel=_READING,
    ),
]
DatesOption = Annotated[
    OrderName | None,
    typer.Option(
        "--dates",
        metavar="ORDER",
        help="How to read 03/04/2025: day-first, month-first, or iso for neither.",
        rich_help_panel=_READING,
    ),
]
ZoneOption = Annotated[
    str | None,
    typer.Option("--zone", metavar="ZONE", help="The time zone of times without an offset.", rich_help_panel=_READING),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Use this config instead of ./cx.yaml.", rich_help_panel=_READING),
]


class Reading:
    """How files are read."""

    encoding: Encoding = None
    delimiter: DelimiterOption = None
    quotes: Quotes = True
    header_rows: HeaderRows = None
    skip_before: SkipBefore = None
    footer: Footer = None
    records: RecordsOption = None
    sheet: SheetOption = None


class Writing:
    """How dates and numbers are written in the files."""

    dates: DatesOption = None
    zone: ZoneOption = None
    decimal: DecimalOption = None
    unit: UnitOption = None
