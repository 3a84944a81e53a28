"""Options that say which files, which metrics, and which columns hold what."""

from typing import Annotated, Literal

import typer

PolarityName = Literal["ease", "effort"]

_COLUMNS = "Columns and answers"

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
SentimentModel = Annotated[
    str | None,
    typer.Option(
        "--sentiment-model",
        metavar="FILE",
        help="Judge comments by this model; cx sentiment train writes it.",
        rich_help_panel=_COLUMNS,
    ),
]
Missing = Annotated[
    list[str] | None,
    typer.Option(
        "--missing", metavar="CODE", help="A word or code that means no answer. Repeatable.", rich_help_panel=_COLUMNS
    ),
]


class Columns:
    """Which columns hold what."""

    column: Column = None
    maps: Map = None
    missing: Missing = None


class Scales:
    """How answers are meant."""

    scale: ScaleOption = None
    polarity: PolarityOption = None


class Comments:
    """How comments are judged."""

    sentiment_model: SentimentModel = None
