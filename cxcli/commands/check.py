"""`cx check`: config and files, all problems at once, and what can be scored."""

import typer

from cxcli.commands import options as o
from cxcli.errors import ExitCode


def check(
    files: o.SomeFiles = None,
    column: o.Column = None,
    mapped: o.Map = None,
    missing: o.Missing = None,
    encoding: o.Encoding = None,
    delimiter: o.DelimiterOption = None,
    quotes: o.Quotes = True,
    header_rows: o.HeaderRows = None,
    skip_before: o.SkipBefore = None,
    footer: o.Footer = None,
    records: o.RecordsOption = None,
    config: o.ConfigOption = None,
    max_rejects: o.MaxRejects = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Check config and files: every problem, and what can be scored."""
    # Imported here, so that help and completion do not wait; the config first, so that a wrong one is refused at once.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415

    loaded = loaded_config(config)
    from cxcli.commands.check_output import check_json, check_text, repeated_options  # noqa: PLC0415
    from cxcli.commands.checking import check_files  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices, terminal_width  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    asked = Asked(
        maps=[*([] if column is None else [f"score={column}"]), *(mapped or [])],
        missing=missing or [],
        encoding=encoding,
        delimiter=delimiter,
        quotes=quotes,
        header_rows=header_rows,
        skip_before=skip_before,
        footer=footer,
        records=records,
        max_rejects=max_rejects,
    )
    found = check_files(asked, files or [], loaded, repeated_options(asked, config))
    text = check_json(found) if output_format == "json" else check_text(found, terminal_width(to_file=False))
    deliver(text, None)
    if output_format != "json":
        say_notices(found.notices)
    if found.exit_code is not ExitCode.DONE:
        raise typer.Exit(found.exit_code)
