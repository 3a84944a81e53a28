"""`cx score`: the numbers of some files."""

import typer

from cxcli.commands import options as o
from cxcli.errors import ExitCode


def score(
    metrics: o.Metrics,
    files: o.Files,
    column: o.Column = None,
    mapped: o.Map = None,
    scale: o.ScaleOption = None,
    polarity: o.PolarityOption = None,
    missing: o.Missing = None,
    by: o.By = None,
    period: o.Period = None,
    since: o.Since = None,
    until: o.Until = None,
    where: o.Where = None,
    min_n: o.MinN = None,
    confidence: o.Confidence = None,
    interval: o.IntervalOption = None,
    decimals: o.Decimals = None,
    now: o.Now = None,
    encoding: o.Encoding = None,
    delimiter: o.DelimiterOption = None,
    quotes: o.Quotes = True,
    header_rows: o.HeaderRows = None,
    skip_before: o.SkipBefore = None,
    footer: o.Footer = None,
    records: o.RecordsOption = None,
    dates: o.Dates = None,
    zone: o.ZoneOption = None,
    config: o.ConfigOption = None,
    output_format: o.FormatOption = "table",
    output: o.Output = None,
    rejects: o.Rejects = None,
    rejects_content: o.RejectsContent = False,
    max_rejects: o.MaxRejects = None,
    fail_under: o.FailUnder = None,
    fail_over: o.FailOver = None,
) -> None:
    """Score metrics: value, limits, n, and what became of every row."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.gates import gate, refuse_endless  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.score_output import refuse_misfit, rejects_text, render, say_accounts  # noqa: PLC0415
    from cxcli.commands.scoring import run_asked  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    refuse_endless(fail_under, fail_over)
    asked = Asked(
        metrics=[metrics],
        column=column,
        maps=mapped or [],
        by=by or [],
        period=period,
        since=since,
        until=until,
        cut=output_format != "value",
        where=where,
        scale=scale,
        polarity=polarity,
        confidence=confidence,
        interval=interval,
        min_n=min_n,
        max_rejects=max_rejects,
        missing=missing or [],
        encoding=encoding,
        delimiter=delimiter,
        quotes=quotes,
        header_rows=header_rows,
        skip_before=skip_before,
        footer=footer,
        records=records,
        dates=dates,
        zone=zone,
        now=now,
        decimals=decimals,
    )
    refuse_misfit(asked, output_format, content=rejects_content and rejects is None)
    targets = prepare(output, rejects)
    done = run_asked(asked, files, config, targets=targets, keep_rejects=rejects is not None)
    text = render(done, output_format, to_file=output is not None)
    if rejects is not None:
        atomic_write(rejects, rejects_text(done, content=rejects_content).encode(), private=True)
    deliver(text, output)
    say_notices(done.notices)
    if output_format in ("value", "sentence"):
        say_accounts(done)
    code = gate(done, under=fail_under, over=fail_over)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)
