"""`cx agents`: agents, teams or branches compared fairly."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import agents as a


@asking(o.Columns, o.Scales, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def agents(
    said: Said,
    metrics: o.Metrics,
    files: o.SomeFiles = None,
    group: a.Group = None,
    adjust: a.Adjust = None,
    fdr: a.Fdr = 0.05,
    min_n: a.Fewest = None,
    sort: a.Sort = "name",
    bad_only: a.BadOnly = False,
    config: o.ConfigOption = None,
    output_format: a.AgentsFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Compare agents, teams or branches fairly."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.agents_output import render  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.grouping import grouped_files  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.reporting.groups_order import Listed  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.grouping import AskedGrouping  # noqa: PLC0415

    form = written_format(output_format, output, get_args(a.AgentsFormat))
    asked = Asked.of(said, metrics=[metrics], min_n=min_n, max_rejects=max_rejects)
    wanted = AskedGrouping(group=group, adjust=adjust or (), fdr=fdr)
    found = grouped_files(asked, wanted, files or (), config, targets=prepare(output, None))
    deliver(render(found, form, Listed(sort, bad_only=bad_only), to_file=output is not None), output)
    say_notices(found.run.notices)
    end(found.run)
