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
    questions: f.Questions = None,
    not_shown: f.NotShown = None,
    by: o.By = None,
    min_n: o.MinN = None,
    config: o.ConfigOption = None,
    output_format: f.FunnelFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show how many come from step to step, or stop in a survey."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.funnel_run import FunnelAsked, run_funnel  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415

    form = written_format(output_format, output, get_args(f.FunnelFormat))
    asked = FunnelAsked(said, by, min_n, max_rejects, steps, strict, questions or (), not_shown or ())
    run_funnel(asked, files, config, form, output)
