"""`cx compare`: two files, two groups or two periods."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import comparing as c


@asking(o.Columns, o.Scales, o.Comments, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def compare(
    said: Said,
    metrics: o.Metrics,
    files: o.SomeFiles = None,
    between: c.Between = None,
    by: c.MixBy = None,
    paired: c.Paired = None,
    power: c.Power = 0.8,
    min_n: o.MinN = None,
    config: o.ConfigOption = None,
    output_format: c.CompareFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Compare two files, groups or periods, or many groups."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.compare_output import render  # noqa: PLC0415
    from cxcli.commands.comparing import compared_files  # noqa: PLC0415
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.composites import composite_asked  # noqa: PLC0415
    from cxcli.settings.sides import AskedSides  # noqa: PLC0415

    form = written_format(output_format, output, get_args(c.CompareFormat))
    asked = Asked.of(said, metrics=[metrics], min_n=min_n, max_rejects=max_rejects)
    sides = AskedSides(between=between or (), by=by or (), paired=paired, power=power)
    loaded = loaded_config(config)
    composite = composite_asked(asked, loaded, files or ())
    if composite is not None:
        from cxcli.commands.composite_compare import compare_composite  # noqa: PLC0415

        compare_composite(composite, sides, files or (), loaded, form=form, output=output)
        return
    found = compared_files(asked, sides, files or (), loaded, targets=prepare(output, None))
    deliver(render(found, form, to_file=output is not None), output)
    say_notices(found.run.notices)
    end(found.run)
