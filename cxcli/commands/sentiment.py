"""`cx sentiment`: models that judge comments, trained on your own rated ones."""

from pathlib import Path
from typing import Annotated

import typer

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking

_COLUMNS = "Columns and answers"

TextColumn = Annotated[
    str | None,
    typer.Option("--text", metavar="COLUMN", help="The column with the comments.", rich_help_panel=_COLUMNS),
]
ScoreColumn = Annotated[
    str | None,
    typer.Option("--score", metavar="COLUMN", help="The column with the scores.", rich_help_panel=_COLUMNS),
]
ByMetric = Annotated[
    str | None,
    typer.Option(
        "--metric",
        metavar="METRIC",
        help="Whose classes the scores are: nps, csat, sentiment:stars, or one of your own.",
        rich_help_panel=_COLUMNS,
    ),
]
ModelFile = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="Write the model to this file.", show_default=False)
]

sentiment = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog="For example: cx sentiment train reviews.csv --text comment --score stars -o model.json",
)


@sentiment.command(epilog="For example: cx sentiment train responses.csv --text comment --score nps -o model.json")
@asking(o.Reading)
def train(
    said: Said,
    files: o.Files,
    output: ModelFile,
    text: TextColumn = None,
    score: ScoreColumn = None,
    metric: ByMetric = None,
    missing: o.Missing = None,
    where: o.Where = None,
    confidence: o.Confidence = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Train a model on comments beside the scores of their writers, and tell how well it does."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.output import deliver, progress_of, say_notices, terminal_width  # noqa: PLC0415
    from cxcli.commands.targets import inputs_beside, prepare  # noqa: PLC0415
    from cxcli.commands.training import comments_wanted, settings_tried  # noqa: PLC0415
    from cxcli.findings.rated_comments import rated_comments  # noqa: PLC0415
    from cxcli.findings.trained_sentiment import trained  # noqa: PLC0415
    from cxcli.presentation.training_output import training_json, training_notices, training_text  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.sentiment.model import written  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    asked = Asked.of(said, missing=missing, where=where, confidence=confidence, cut=False)
    loaded = loaded_config(config)
    targets = prepare(output, None)
    tried = settings_tried(asked, loaded, score, metric)
    with inputs_beside(targets, files, loaded) as inputs:
        rated = rated_comments(tried, comments_wanted(asked, loaded, text), inputs)
        found = trained(rated, tried[0].confidence, progress_of("comments"))
    atomic_write(output, written(found.file))
    page = training_json(found) if output_format == "json" else training_text(found, terminal_width(to_file=False))
    deliver(page, None)
    say_notices([*rated.run.notices, *training_notices(found)])


@sentiment.callback()
def _group() -> None:
    """Train models that judge comments."""
