"""`cx trend`: periods as a line, with what is a signal in it and what is noise."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import trending as t


@asking(o.Columns, o.Scales, o.Comments, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def trend(
    said: Said,
    metrics: o.Metrics,
    files: o.SomeFiles = None,
    period: t.EachPeriod = None,
    by: t.OneBreakdown = None,
    rolling: t.Overlapping = None,
    min_n: o.MinN = None,
    chart: t.Chart = None,
    forecast: t.Ahead = 3,
    config: o.ConfigOption = None,
    output_format: t.TrendFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show periods as a line: signals, trend, forecast."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.scoring import run_loaded  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.trend_output import refuse_overlap, render_trend, say_hidden  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.findings.series_found import series_found  # noqa: PLC0415
    from cxcli.findings.series_periods import with_periods  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.composites import composite_asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(t.TrendFormat))
    refuse_overlap(rolling)
    groups = None if by is None else [by]
    asked = Asked.of(said, metrics=[metrics], by=groups, period=period, min_n=min_n, max_rejects=max_rejects)
    loaded = loaded_config(config)
    asked = with_periods(asked, loaded)
    composite = composite_asked(asked, loaded, files or ())
    if composite is not None:
        from cxcli.commands.composite_trend import trend_composite  # noqa: PLC0415

        trend_composite(composite, files or (), loaded, form=form, output=output, chart=chart, ahead=forecast)
        return
    done = run_loaded(asked, files or (), loaded, targets=prepare(output, None))
    found = series_found(done, chart=chart, ahead=forecast)
    say_hidden(found)
    deliver(render_trend(found, form, to_file=output is not None), output)
    say_notices(done.notices)
    end(done)
