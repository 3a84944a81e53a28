"""The options that several commands have: each is written once."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Format = Literal["table", "json", "csv", "markdown", "value", "sentence"]
PageFormat = Literal["table", "json"]
PeriodName = Literal["day", "week", "month", "quarter", "year"]
PolarityName = Literal["ease", "effort"]
OrderName = Literal["day-first", "month-first", "iso"]

_READING = "How files are read"
_COLUMNS = "Columns and answers"
_CUTS = "Groups, periods and filters"
_NUMBERS = "Numbers"
_OUTPUT = "Output"
_GATES = "Gates"

Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Files, globs, or - for standard input.", show_default=False)
]
SomeFiles = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Files, globs, or - for standard input.", show_default=False),
]
Metrics = Annotated[
    str, typer.Argument(metavar="METRIC[,METRIC…]", help="For example nps or nps,csat; cx metrics lists all.")
]

Column = Annotated[
    str | None,
    typer.Option(
        "--column",
        "-c",
        metavar="COLUMN",
        help="The column with the answers: name, letter or number.",
        rich_help_panel=_COLUMNS,
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column feeds a field: score, at, or for one metric csat.score. Repeatable.",
        rich_help_panel=_COLUMNS,
    ),
]
ScaleOption = Annotated[
    str | None,
    typer.Option(
        "--scale", metavar="LOW-HIGH", help="The scale of the answers, for example 1-5.", rich_help_panel=_COLUMNS
    ),
]
PolarityOption = Annotated[
    PolarityName | None,
    typer.Option("--polarity", help="Whether a high answer means ease or effort.", rich_help_panel=_COLUMNS),
]
Missing = Annotated[
    list[str] | None,
    typer.Option(
        "--missing", metavar="CODE", help="A word or code that means no answer. Repeatable.", rich_help_panel=_COLUMNS
    ),
]

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN[+COLUMN]",
        help="Break down by a column; + crosses columns. Repeatable.",
        rich_help_panel=_CUTS,
    ),
]
Period = Annotated[PeriodName | None, typer.Option("--period", help="Break down by period.", rich_help_panel=_CUTS)]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="The first day that counts: 2025-01-31, 2025-01, 2025-Q1.",
        rich_help_panel=_CUTS,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help="The last day that counts: 2025-12-31, 2025-12, 2025-Q4.", rich_help_panel=_CUTS
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="FILTER", help="Which rows count: \"plan == 'pro' and score >= 0\".", rich_help_panel=_CUTS
    ),
]
MinN = Annotated[
    int | None,
    typer.Option("--min-n", min=0, metavar="N", help="Hide groups with fewer answers.", rich_help_panel=_CUTS),
]

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

Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="The text encoding: cp1252.", rich_help_panel=_READING)
]
DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", metavar="SIGN", help="Between columns: , ; tab |", rich_help_panel=_READING)
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
Dates = Annotated[
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
MaxRejects = Annotated[
    str | None,
    typer.Option(
        "--max-rejects", metavar="N|N%", help="More bad rows than this end with exit code 3.", rich_help_panel=_GATES
    ),
]
FailUnder = Annotated[
    float | None,
    typer.Option(
        "--fail-under", metavar="VALUE", help="Exit code 4 if the score of any metric is below.", rich_help_panel=_GATES
    ),
]
FailOver = Annotated[
    float | None,
    typer.Option(
        "--fail-over", metavar="VALUE", help="Exit code 4 if the score of any metric is above.", rich_help_panel=_GATES
    ),
]

FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="How the scores are written: table, json, csv, markdown, value or sentence.",
        rich_help_panel=_OUTPUT,
    ),
]
PageFormatOption = Annotated[
    PageFormat, typer.Option("--format", "-f", help="How the answer is written.", rich_help_panel=_OUTPUT)
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.", rich_help_panel=_OUTPUT
    ),
]
Rejects = Annotated[
    Path | None,
    typer.Option(
        "--rejects", metavar="FILE", help="Write the line numbers of bad rows, as CSV.", rich_help_panel=_OUTPUT
    ),
]
RejectsContent = Annotated[
    bool, typer.Option("--rejects-content", help="Write what the bad rows hold, too.", rich_help_panel=_OUTPUT)
]
