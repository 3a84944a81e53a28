"""`cx themes`: what comments are about, and which score goes with it."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import drilling as d
from cxcli.commands.options import theming as t


@asking(o.Columns, o.Scales, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def themes(
    said: Said,
    file: t.OneFile = None,
    metric: t.MetricIfAny = None,
    comment: t.Comment = None,
    discover: t.Discover = None,
    examples: t.Examples = 2,
    mask: d.Mask = None,
    by: o.By = None,
    period: o.Period = None,
    min_n: o.MinN = None,
    config: o.ConfigOption = None,
    output_format: t.ThemesFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show what comments are about, and which score goes with it."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.themes_output import file_and_metric, render_themes, themes_of_file  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.themes import AskedThemes  # noqa: PLC0415

    form = written_format(output_format, output, get_args(t.ThemesFormat))
    loaded = loaded_config(config)
    file, metric = file_and_metric(file, metric, loaded)
    asked = Asked.of(
        said,
        metrics=[metric] if metric else [],
        by=by,
        period=period,
        min_n=min_n,
        max_rejects=max_rejects,
        mask=mask,
    )
    wanted = AskedThemes(comment=comment, discover=discover, examples=examples)
    found = themes_of_file(asked, wanted, file, loaded, targets=prepare(output, None))
    text = render_themes(found, form, to_file=output is not None)
    if output is None:
        deliver(text, None)
    else:
        atomic_write(output, text.encode(), private=True)
    say_notices(found.found.run.notices)
    end(found.found.run)
