"""`cx drivers`: what moves a score."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import driving as d


@asking(o.Columns, o.Scales, o.Days, o.Numbers, o.Reading, o.Writing)
def drivers(
    said: Said,
    metric: d.OneMetric,
    files: o.SomeFiles = None,
    columns: d.DriverColumns = None,
    outcome: d.OutcomeColumn = None,
    outcome_as: d.OutcomeAs = None,
    method: d.MethodOption = None,
    join: d.JoinFile = None,
    on: d.OnKey = None,
    take: d.TakeOption = None,
    joined_at: d.JoinedAt = None,
    config: o.ConfigOption = None,
    output_format: d.DriversFormatOption = None,
    output: o.Output = None,
) -> None:
    """Say what moves a score, and how sure that is."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.commands.drivers_output import drivers_of_files, render  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.drivers import AskedDrivers  # noqa: PLC0415

    form = written_format(output_format, output, get_args(d.DriversFormat))
    asked = Asked.of(said, metrics=[metric], cut=False)
    wanted = AskedDrivers(
        drivers=columns or (),
        outcome=outcome,
        outcome_as=outcome_as,
        method=method,
        join=join,
        on=on,
        take=take,
        joined_at=joined_at,
    )
    found = drivers_of_files(asked, wanted, files or (), config, targets=prepare(output, None))
    deliver(render(found, form, to_file=output is not None), output)
    say_notices(found.run.notices)
