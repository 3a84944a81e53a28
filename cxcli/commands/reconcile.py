"""`cx reconcile`: one metric by all of its definitions."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import reconciling as r


@asking(o.Columns, o.Scales, o.Comments, o.Days, o.Numbers, o.Reading, o.Writing)
def reconcile(
    said: Said,
    metric: r.OneMetric,
    files: o.SomeFiles = None,
    rows: r.ListRows = False,
    limit: r.Limit = None,
    config: o.ConfigOption = None,
    output_format: r.ReconcileFormatOption = None,
    output: o.Output = None,
) -> None:
    """Put all definitions of a metric side by side."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.reconcile_output import reconciled_files, render  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(r.ReconcileFormat))
    asked = Asked.of(said, metrics=[metric], cut=False)
    found = reconciled_files(asked, files or (), config, targets=prepare(output, None))
    deliver(render(found, form, rows=rows, limit=limit, to_file=output is not None), output, private=rows)
    say_notices(found.notices)
