"""`cx explain`: where a number comes from."""

from cxcli.commands import options as o


def explain(
    metrics: o.Metrics,
    files: o.Files,
    column: o.Column = None,
    mapped: o.Map = None,
    scale: o.ScaleOption = None,
    polarity: o.PolarityOption = None,
    missing: o.Missing = None,
    since: o.Since = None,
    until: o.Until = None,
    where: o.Where = None,
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
    output_format: o.PageFormatOption = "table",
) -> None:
    """Explain a number: definition, counts, arithmetic, interval, rows."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.explain_output import explanation  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices, terminal_width  # noqa: PLC0415
    from cxcli.commands.score_output import run_json  # noqa: PLC0415
    from cxcli.commands.scoring import run_asked  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415

    asked = Asked(
        metrics=[metrics],
        column=column,
        maps=mapped or [],
        cut=False,
        since=since,
        until=until,
        where=where,
        scale=scale,
        polarity=polarity,
        confidence=confidence,
        interval=interval,
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
    done = run_asked(asked, files, config)
    deliver(run_json(done) if output_format == "json" else explanation(done, terminal_width(to_file=False)), None)
    say_notices(done.notices)
