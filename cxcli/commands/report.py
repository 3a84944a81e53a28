"""`cx report`: the report that a config describes, for its readers."""

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import delivering as d
from cxcli.commands.options import reporting as r


@asking(o.Numbers)
def report(
    said: Said,
    reported: r.Reported = None,
    audience: r.AudienceNames = None,
    config: o.ConfigOption = None,
    output: r.OutputName = None,
    output_format: r.ReportFormats = None,
    max_rejects: o.MaxRejects = None,
    dry_run: d.DryRun = False,
    notify: d.Notify = True,
    chat: d.Chat = False,
    quiet: r.Quiet = False,
    log: r.LogFile = None,
    lock_timeout: r.LockTimeout = 0,
) -> None:
    """Make the report that a config describes."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.commands.reporting import make_report  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    wanted = r.AskedReport(reported=reported, audiences=audience or (), output=output, formats=output_format)
    telling = d.Telling(dry_run=dry_run, notify=notify, chat=chat)
    unattended = r.Unattended(quiet=quiet, log=log, lock_timeout=lock_timeout)
    make_report(Asked.of(said, max_rejects=max_rejects), wanted, config, unattended, telling)
