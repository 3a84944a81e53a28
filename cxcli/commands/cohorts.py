"""`cx cohorts`: who stays how long, by the month in which customers began."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import customers as c


@asking(o.Columns, o.Days, o.Numbers, o.Reading, o.Writing)
def cohorts(
    said: Said,
    files: o.SomeFiles = None,
    config: o.ConfigOption = None,
    output_format: c.CustomersFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show how many customers of each start month stay how long."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.customers_output import render_cohorts  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.scoring import run_asked  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.findings.customers_found import COHORT_METRIC, cohorts_found  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(c.CustomersFormat))
    asked = Asked.of(said, metrics=[COHORT_METRIC], max_rejects=max_rejects)
    done = run_asked(asked, files or (), config, targets=prepare(output, None))
    deliver(render_cohorts(cohorts_found(done), form, to_file=output is not None), output)
    say_notices(done.notices)
    end(done)
