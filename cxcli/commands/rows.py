"""`cx rows`: the rows behind a number."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import drilling as d


@asking(o.Columns, o.Scales, o.Comments, o.Base, o.Days, o.Reading, o.Writing)
def rows(
    said: Said,
    metric: d.OneMetric,
    files: o.SomeFiles = None,
    by: d.OfGroup = None,
    in_period: d.InPeriod = None,
    of_class: d.OfClass = None,
    answer: d.OfAnswer = None,
    fate: d.OfFate = None,
    flag: d.OfFlag = None,
    period: o.Period = None,
    rolling: o.Rolling = None,
    now: o.Now = None,
    config: o.ConfigOption = None,
    with_columns: d.WithColumns = None,
    limit: d.Limit = None,
    mask: d.Mask = None,
    output_format: d.RowsFormatOption = None,
    output: d.PrivateOutput = None,
) -> None:
    """List the rows behind a number, by group, period, class or fate."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.output import deliver, say, say_notices  # noqa: PLC0415
    from cxcli.commands.rows_output import found_rows, found_text, listed_at_most, render_rows  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.sought import AskedRows  # noqa: PLC0415

    form = written_format(output_format, output, get_args(d.RowsFormat))
    extra = [name.strip() for each in with_columns or () for name in each.split(",")]
    asked = Asked.of(said, metrics=[metric], period=period, rolling=rolling, now=now, extra=extra, mask=mask)
    wanted = AskedRows(
        groups=by or (),
        period=in_period,
        boxes=of_class or (),
        answers=answer or (),
        fates=fate or (),
        flag=flag,
    )
    targets = prepare(output, None)
    most = listed_at_most(limit, form, to_file=output is not None)
    found = found_rows(asked, wanted, files or (), config, targets=targets, limit=most)
    text = render_rows(found, form, to_file=output is not None)
    if output is None:
        deliver(text, None)
    else:
        atomic_write(output, text.encode(), private=True)
    if output is not None or form != "table":
        say(f"cx: {found_text(found)}")
    say_notices(found.run.notices)
