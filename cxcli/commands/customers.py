"""`cx customers`: the customers at risk, for people who act on it."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import at_risk as r
from cxcli.commands.options.drilling import Mask, PrivateOutput


@asking(o.Days, o.Numbers)
def customers(
    said: Said,
    metrics: r.RiskMetrics = None,
    min_bad: r.MinBad = None,
    followed_up: r.FollowedUp = None,
    only_open: r.OnlyOpen = False,
    reason: r.ReasonOption = None,
    comments: r.WithComments = False,
    mask: Mask = None,
    config: o.ConfigOption = None,
    limit: r.AtRiskLimit = None,
    output_format: r.AtRiskFormatOption = None,
    output: PrivateOutput = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """List the customers at risk, why, and what happened to them."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.at_risk_run import list_customers  # noqa: PLC0415
    from cxcli.commands.customers_at_risk_output import render_customers  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say, say_notices  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.over_sources.risk_list import ToList  # noqa: PLC0415
    from cxcli.presentation.at_risk_output import listed_words  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(r.AtRiskFormat))
    asked = Asked.of(said, max_rejects=max_rejects, mask=mask, cut=False)
    targets = prepare(output, None)
    to_list = ToList(reasons=reason or (), least=min_bad, only_open=only_open, comments=comments)
    found = list_customers(asked, metrics or (), config, targets, to_list, contacts=followed_up)
    text, listed = render_customers(found, form, limit=limit, to_file=output is not None)
    if output is None:
        deliver(text, None)
    else:
        atomic_write(output, text.encode(), private=True)
    if output is not None or form != "table":
        say(f"cx: {listed_words(found, listed)}")
    say_notices(found.found.run.notices)
    end(found.found.run)
