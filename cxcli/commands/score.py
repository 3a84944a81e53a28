"""`cx score`: the numbers of some files."""

from typing import get_args

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking
from cxcli.commands.options import customers as c


@asking(o.Columns, o.Scales, o.Comments, o.Base, o.Days, o.Numbers, o.Reading, o.Writing)
def score(
    said: Said,
    metrics: o.Metrics,
    files: o.SomeFiles = None,
    by: o.By = None,
    period: o.Period = None,
    rolling: o.Rolling = None,
    change: o.Change = False,
    min_n: o.MinN = None,
    population: o.Population = None,
    raw: o.Raw = False,
    per: c.Per = None,
    limit: c.PerLimit = None,
    config: o.ConfigOption = None,
    output_format: o.FormatOption = None,
    excel: o.Excel = False,
    output: o.Output = None,
    rejects: o.Rejects = None,
    rejects_content: o.RejectsContent = False,
    max_rejects: o.MaxRejects = None,
    fail_under: o.FailUnder = None,
    fail_over: o.FailOver = None,
) -> None:
    """Score metrics: value, limits, n, and what became of every row."""
    # Imported here, so that help and completion do not wait for pandas.
    from cxcli.commands.configured import loaded_config  # noqa: PLC0415
    from cxcli.commands.gates import end, refuse_endless  # noqa: PLC0415
    from cxcli.commands.output import deliver, say_notices  # noqa: PLC0415
    from cxcli.commands.score_output import (  # noqa: PLC0415
        csv_only,
        refuse_misfit,
        rejects_text,
        render,
        say_accounts,
        say_dialect,
    )
    from cxcli.commands.scoring import run_loaded  # noqa: PLC0415
    from cxcli.commands.targets import prepare  # noqa: PLC0415
    from cxcli.commands.written_format import written_format  # noqa: PLC0415
    from cxcli.findings.valued_list import refuse_limit_alone  # noqa: PLC0415
    from cxcli.reporting.atomic import atomic_write  # noqa: PLC0415
    from cxcli.reporting.csv_table import PLAIN  # noqa: PLC0415
    from cxcli.reporting.excel_csv import excel_dialect  # noqa: PLC0415
    from cxcli.settings import Asked  # noqa: PLC0415
    from cxcli.settings.composites import composite_asked  # noqa: PLC0415

    refuse_endless(fail_under, fail_over)
    form = csv_only(output_format) if excel else written_format(output_format, output, get_args(o.Format))
    asked = Asked.of(
        said,
        metrics=[metrics],
        by=by,
        period=period,
        rolling=rolling,
        change=change,
        cut=form != "value",
        min_n=min_n,
        population=population,
        raw=raw,
        max_rejects=max_rejects,
    )
    refuse_misfit(asked, form, content=rejects_content and rejects is None)
    refuse_limit_alone(limit, per)
    loaded = loaded_config(config)
    composite = composite_asked(asked, loaded, files or ())
    if composite is not None:
        from cxcli.commands.composite import Written, score_composite  # noqa: PLC0415

        written = Written(
            form=form,
            per=per,
            limit=limit,
            excel=excel,
            output=output,
            rejects=rejects,
            content=rejects_content,
            under=fail_under,
            over=fail_over,
        )
        score_composite(composite, files or (), loaded, written)
        return
    if per is not None:
        from cxcli.commands.per_customer import refuse_cuts, render_customers  # noqa: PLC0415

        customers_form = refuse_cuts(asked, form, per)
    targets = prepare(output, rejects)
    done = run_loaded(asked, files or (), loaded, targets=targets, keep_rejects=rejects is not None)
    dialect = excel_dialect(done.settings.wants.decimal) if excel else PLAIN
    if per is None:
        text = render(done, form, to_file=output is not None, csv=dialect)
    else:
        text = render_customers(done, customers_form, limit=limit, to_file=output is not None, csv=dialect)
    if rejects is not None:
        atomic_write(rejects, rejects_text(done, content=rejects_content).encode(), private=True)
    deliver(text, output, utf8=excel, private=per is not None)
    if excel:
        say_dialect(dialect)
    say_notices(done.notices)
    if form in ("value", "sentence"):
        say_accounts(done)
    end(done, under=fail_under, over=fail_over, lists=True)
