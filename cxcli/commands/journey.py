"""`cx journey`: the stages that customers come through, and the weakest of them."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import journeying as j


@asking(o.Days, o.Numbers, o.Reading, o.Writing)
def journey(
    said: Said,
    min_n: o.MinN = None,
    config: o.ConfigOption = None,
    output_format: j.JourneyFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show the stages of the journey, and the weakest of them."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.journey_output import render  # noqa: PLC0415
    from cxcli.commands.journeying import journey_asked  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(j.JourneyFormat))
    asked = Asked.of(said, min_n=min_n, max_rejects=max_rejects, cut=False)
    found = journey_asked(asked, config, targets=prepare(output, None))
    deliver(render(found, form, to_file=output is not None), output)
    say_notices(found.run.notices)
    end(found.run)
