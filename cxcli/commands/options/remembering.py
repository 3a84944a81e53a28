"""The options of `cx history`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

HistoryFormat = Literal["table", "json", "csv"]

HistoryFormatOption = Annotated[
    HistoryFormat | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="table, json or csv.", rich_help_panel="Output"),
]
HistoryMetrics = Annotated[
    str | None, typer.Argument(metavar="[METRICS]", help="Only these: nps,csat. Else all.", show_default=False)
]
HistoryFile = Annotated[
    Path | None, typer.Option("--history", metavar="FILE", help="The history, in place of the one that cx.yaml names.")
]
HistoryBy = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="COLUMN[+COLUMN]", help="Only the groups of this breakdown. Repeatable."),
]
HistoryGroup = Annotated[
    str | None, typer.Option("--group", metavar="COLUMN=VALUE", help='Only this group; "all" is all rows.')
]
HistorySince = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="The first day of the periods: 2025-01-31, 2025-01.")
]
HistoryUntil = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="The last day of the periods: 2025-12-31, 2025-Q4.")
]
Restated = Annotated[bool, typer.Option("--restated", help="Only what another value was told of before.")]
CompareMoments = Annotated[
    tuple[str, str] | None,
    typer.Option("--compare", metavar="MOMENT MOMENT", help="What changed from one moment or day to another."),
]
