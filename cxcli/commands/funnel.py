"""`cx funnel`: how many users come from step to step."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import funnels as f


@asking(o.Columns, o.Days, o.Numbers, o.Reading, o.Writing)
def funnel(
    said: Said,
    files: o.Files,
    steps: f.Steps = None,
    strict: f.Strict = False,
    by: o.By = None,
    min_n: o.MinN = None,
    config: o.ConfigOption = None,
    output_format: f.FunnelFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show how many users come from step to step."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.funnel_output import render_funnel  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.scoring import run_asked  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.findings.funnel_found import FUNNEL_METRIC, funnel_found, steps_asked  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form, in_order = written_format(output_format, output, get_args(f.FunnelFormat)), steps_asked(steps)
    asked = Asked.of(said, metrics=[FUNNEL_METRIC], by=by, min_n=min_n, max_rejects=max_rejects, cut=by is not None)
    done = run_asked(asked, files, config, targets=prepare(output, None))
    found = funnel_found(done, in_order, strict=strict)
    deliver(render_funnel(found, form, to_file=output is not None), output)
    say_notices(found.notices)
    end(done)
