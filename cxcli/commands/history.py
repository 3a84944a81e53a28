"""`cx history`: what reports have told, and what was told anew."""

from cxcli.commands import options as o
from cxcli.commands.options import remembering as r


def history(
    metrics: r.HistoryMetrics = None,
    history_file: r.HistoryFile = None,
    by: r.HistoryBy = None,
    group: r.HistoryGroup = None,
    since: r.HistorySince = None,
    until: r.HistoryUntil = None,
    restated: r.Restated = False,
    compare: r.CompareMoments = None,
    config: o.ConfigOption = None,
    output_format: r.HistoryFormatOption = None,
    output: o.Output = None,
) -> None:
    """Show what reports have told, month by month."""
    # Imported here, so that help and completion do not wait for the models.
    from cxcli.commands.remembering import AskedHistory, show_history  # noqa: PLC0415

    asked = AskedHistory(
        metrics=metrics,
        history=history_file,
        by=by or (),
        group=group,
        since=since,
        until=until,
        restated=restated,
        compare=compare,
    )
    show_history(asked, config, output_format, output)
