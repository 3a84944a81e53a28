"""`cx explain`: where a number comes from."""

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking


@asking(o.Columns, o.Scales, o.Comments, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def explain(
    said: Said,
    metrics: o.Metrics,
    files: o.SomeFiles = None,
    population: o.Population = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Explain a number: definition, arithmetic, interval, rows."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices, terminal_width  # noqa: PLC0415
    from cxcli.commands.scoring import run_loaded  # noqa: PLC0415
    from cxcli.presentation.explaining import explanation  # noqa: PLC0415
    from cxcli.presentation.run_output import run_json  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.composites import composite_asked  # noqa: PLC0415

    asked = Asked.of(said, metrics=[metrics], population=population, cut=False)
    loaded = loaded_config(config)
    composite = composite_asked(asked, loaded, files or ())
    if composite is not None:
        from cxcli.commands.composite import explain_composite  # noqa: PLC0415

        explain_composite(composite, files or (), loaded, output_format)
        return
    done = run_loaded(asked, files or (), loaded)
    deliver(run_json(done) if output_format == "json" else explanation(done, terminal_width(to_file=False)), None)
    say_notices(done.notices)
