"""How `cx score` scores and writes a composite."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

from cxcli.commands.gates import end
from cxcli.commands.options import Format, PageFormat
from cxcli.commands.output import deliver, has_colour, output_encoding, say, say_notices, terminal_width
from cxcli.commands.score_output import rejects_text, say_dialect
from cxcli.commands.scoring import run_loaded
from cxcli.commands.targets import prepare
from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.composite_groups import with_groups
from cxcli.findings.composite_run import composite_of, refuse_list
from cxcli.pipeline import Run
from cxcli.presentation.composite_output import (
    composite_flat,
    composite_markdown,
    composite_page,
    composite_text,
    composite_text_json,
    listed_lines,
    listed_text,
)
from cxcli.reporting.atomic import atomic_write
from cxcli.reporting.composite_tables import lines_table
from cxcli.reporting.composite_words import rows_texts
from cxcli.reporting.csv_table import PLAIN, CsvDialect, csv_table
from cxcli.reporting.excel_csv import excel_dialect
from cxcli.reporting.number_format import bare
from cxcli.reporting.score_words import days_text, decimals_for
from cxcli.reporting.sentence import sentence
from cxcli.rows import RowAccount
from cxcli.settings.composites import AskedComposite

_ON_SCREEN = 50
_LISTED: Sequence[Format] = ("table", "json", "csv")


class Written(Struct, frozen=True, kw_only=True):
    """What is to be written of a composite, and where: what the options of `cx score` say."""

    form: Format
    per: str | None
    limit: int | None
    excel: bool
    output: Path | None
    rejects: Path | None
    content: bool
    under: float | None
    over: float | None


def score_composite(asked: AskedComposite, files: Sequence[str], loaded: LoadedConfig | None, to: Written) -> None:
    """Score a composite and write it, or with `to.per` its customers; end with the exit code of its gates.

    Raises:
        CxError: something is wrong with what was asked for, or with a file.
        typer.Exit: a gate failed.
    """
    _refuse_list(asked, to)
    targets = prepare(to.output, to.rejects)
    run = run_composite(asked, files, loaded, targets=targets, keep_rejects=to.rejects is not None)
    found = composite_of(run, asked)
    dialect = excel_dialect(run.settings.wants.decimal) if to.excel else PLAIN
    text = _rendered(found, to, dialect) if to.per is None else _members(found, to, dialect)
    if to.rejects is not None:
        atomic_write(to.rejects, rejects_text(run, content=to.content).encode(), private=True)
    deliver(text, to.output, utf8=to.excel, private=to.per is not None)
    if to.excel:
        say_dialect(dialect)
    say_notices(run.notices)
    _say_why(found, to.form)
    end(_gated(found), under=to.under, over=to.over)
    end(run, lists=True)


def run_composite(
    asked: AskedComposite,
    files: Sequence[str],
    loaded: LoadedConfig | None,
    *,
    targets: Sequence[Path] = (),
    keep_rejects: bool = False,
) -> Run:
    """Return the run of the parts of a composite, by customer, and by the columns of its breakdowns where they are.

    Raises:
        CxError: something is wrong with what was asked for, or with a file.
    """
    fit = partial(with_groups, asked=asked) if asked.by else None
    return run_loaded(asked.asked, files, loaded, targets=targets, keep_rejects=keep_rejects, fit=fit)


def explain_composite(
    asked: AskedComposite, files: Sequence[str], loaded: LoadedConfig | None, output_format: PageFormat
) -> None:
    """Explain a composite: how its parts are scaled and weighed, the arithmetic, the rows.

    Raises:
        CxError: something is wrong with what was asked for, or with a file.
    """
    run = run_composite(asked, files, loaded)
    found = composite_of(run, asked)
    as_json = output_format == "json"
    page = composite_text_json(found, listed=False) if as_json else composite_page(found, terminal_width(to_file=False))
    deliver(page, None)
    say_notices(run.notices)


def _refuse_list(asked: AskedComposite, to: Written) -> None:
    """Refuse a list of customers that a composite does not have.

    Raises:
        UsageError: it is of other customers, or of none, or the format has no rows.
    """
    if to.per is None:
        return
    if asked.by:
        message = f"--per lists {to.per}s one by one, and --by puts them into groups"
        raise UsageError(Problem(code="per-customer", message=message, help="leave one of them away"))
    refuse_list(asked, to.per)
    if to.form not in _LISTED:
        message = f"--format {to.form} writes no {to.per}s"
        raise UsageError(Problem(code="per-customer", message=message, help="table, json or csv"))


def _rendered(found: CompositeFound, to: Written, csv: CsvDialect) -> str:
    score, decimals = found.cells[0].score, found.run.settings.decimals
    match to.form:
        case "table":
            return composite_text(found, **_screen(to.output))
        case "json":
            return composite_text_json(found, listed=False)
        case "csv":
            return csv_table(composite_flat(found), csv)
        case "markdown":
            return composite_markdown(found)
        case "value":
            return f"{'' if score.value is None else bare(score.value, decimals_for(score, decimals))}\n"
        case "sentence":
            days = days_text(found.run.plan.window)
            cells = [*found.cells, *(cell for each in found.groups for cell in each.cells)]
            return "".join(f"{sentence(cell.score, decimals=decimals, days=days)}\n" for cell in cells)


def _members(found: CompositeFound, to: Written, csv: CsvDialect) -> str:
    """Return the customers of a composite in the format asked for; a screen has 50 where nothing is said."""
    if to.form == "json":
        return composite_text_json(found, listed=True, limit=to.limit)
    if to.form == "csv":
        decimals = decimals_for(found.cells[0].score, found.run.settings.decimals)
        return csv_table(lines_table(found.definition, listed_lines(found)[: to.limit], decimals, in_words=False), csv)
    return listed_text(found, to.limit or (_ON_SCREEN if to.output is None else None), **_screen(to.output))


def _say_why(found: CompositeFound, form: Format) -> None:
    """Say on standard error why there is no value, and what a bare value or sentence leaves out."""
    score = found.cells[0].score
    if score.value is None:
        say(f"cx: {score.metric} has no value: {score.reason}")
    if form in ("value", "sentence"):
        for line in rows_texts(found.definition, found.cells[0]):
            say(f"cx: {line}")


def _gated(found: CompositeFound) -> Run:
    """Return the run with the score of the composite alone, for the gates; its bad rows are those of its parts."""
    return replace(found.run, scores=[replace(found.cells[0].score, account=RowAccount())])


class _Screen(TypedDict):
    width: int
    colour: bool
    encoding: str


def _screen(output: Path | None) -> _Screen:
    to_file = output is not None
    return {
        "width": terminal_width(to_file=to_file),
        "colour": has_colour(to_file=to_file),
        "encoding": output_encoding(to_file=to_file),
    }
