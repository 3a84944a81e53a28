"""`cx check`: config and files, all problems at once, and what can be scored."""

import typer

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.errors import ExitCode


@asking(o.Columns, o.Reading)
def check(
    said: Said,
    files: o.SomeFiles = None,
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

    named = [] if said["column"] is None else [f"score={said['column']}"]
    maps = [*named, *(said["maps"] or [])]
    asked = Asked.of(said, column=None, maps=maps, max_rejects=max_rejects)
    found = check_files(asked, files or [], loaded, repeated_options(asked, config))
    text = check_json(found) if output_format == "json" else check_text(found, terminal_width(to_file=False))
    deliver(text, None)
    if output_format != "json":
        say_notices(found.notices)
    if found.exit_code is not ExitCode.DONE:
        raise typer.Exit(found.exit_code)
