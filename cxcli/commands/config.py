"""`cx config`: what can be said in a config."""

import json

import typer

config = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@config.command(epilog="For example: cx config schema > cx.schema.json")
def schema() -> None:
    """Write the JSON Schema of cx.yaml, for editors."""
    # Imported here, so that help does not wait for the models.
    from cxcli.config.schema import json_schema  # noqa: PLC0415
    from cxcli.reporting.stdout import write_out  # noqa: PLC0415

    write_out(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


@config.callback()
def _group() -> None:
    """Say what can be said in cx.yaml."""
