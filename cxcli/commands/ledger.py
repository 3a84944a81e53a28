"""`cx ledger`: what customers pay, and what became of it, period by period."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import customers as c


@asking(o.Columns, o.Days, o.Numbers, o.Reading, o.Writing)
def ledger(
    said: Said,
    files: o.SomeFiles = None,
    period: c.LedgerPeriod = None,
    config: o.ConfigOption = None,
    output_format: c.CustomersFormatOption = None,
    output: o.Output = None,
    max_rejects: o.MaxRejects = None,
) -> None:
    """Show what customers pay: new, more, less, lost, back again."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.customers_output import render_ledger  # noqa: PLC0415
    from cxcli.commands.gates import end  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.scoring import run_asked  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.findings.customers_found import LEDGER_METRIC, ledger_found  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    form = written_format(output_format, output, get_args(c.CustomersFormat))
    asked = Asked.of(said, metrics=[LEDGER_METRIC], period=period, max_rejects=max_rejects)
    done = run_asked(asked, files or (), config, targets=prepare(output, None), period="month")
    deliver(render_ledger(ledger_found(done), form, to_file=output is not None), output)
    say_notices(done.notices)
    end(done)
