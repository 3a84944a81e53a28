"""`cx metrics`: the catalogue."""

from typing import Annotated

import typer

from cxcli.commands import options as o


def metrics(
    metric: Annotated[str | None, typer.Argument(help="One metric in full.", show_default=False)] = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """List the metrics, or show one in full."""
    # Imported here, so that help and completion do not wait for the models.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.output import deliver, has_colour, output_encoding, terminal_width  # noqa: PLC0415
    from cxcli.reporting.metric_page import catalogue_json, catalogue_text, metric_text  # noqa: PLC0415
    from cxcli.scoring.catalogue import find, with_own  # noqa: PLC0415

    loaded = loaded_config(config)
    catalogue = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
    chosen = [find(catalogue, metric)] if metric else list(catalogue.values())
    width = terminal_width(to_file=False)
    if output_format == "json":
        deliver(catalogue_json(chosen), None)
    elif metric:
        deliver(metric_text(chosen[0], width), None)
    else:
        deliver(
            catalogue_text(
                chosen, width=width, colour=has_colour(to_file=False), encoding=output_encoding(to_file=False)
            ),
            None,
        )
