"""How `cx compare` puts two sides of a composite beside each other."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cxcli.commands.gates import end
from cxcli.commands.options.comparing import CompareFormat
from cxcli.commands.output import deliver, has_colour, output_encoding, say_notices, terminal_width
from cxcli.commands.scoring import run_loaded
from cxcli.commands.targets import prepare
from cxcli.config.load import LoadedConfig
from cxcli.findings.composite_compared import CompositeCompared, composite_compared
from cxcli.findings.composite_groups import with_groups
from cxcli.over_sources.scored import Fit
from cxcli.presentation.composite_comparison import (
    composite_sides_flat,
    composite_sides_json,
    composite_sides_markdown,
    composite_sides_text,
)
from cxcli.reporting.csv_table import csv_table
from cxcli.settings.composite_sides import ComparedComposite, compared_composite, cut_in_two
from cxcli.settings.composites import AskedComposite
from cxcli.settings.sides import AskedSides


def compare_composite(
    asked: AskedComposite,
    sides: AskedSides,
    files: Sequence[str],
    loaded: LoadedConfig | None,
    *,
    form: CompareFormat,
    output: Path | None,
) -> None:
    """Compare two files, groups or periods of a composite.

    Raises:
        CxError: something is wrong with what was asked for, or with a file.
        typer.Exit: too many rows are bad.
    """
    compared = compared_composite(asked, sides, loaded, datetime.now(UTC), named=len(files))
    targets = prepare(output, None)
    run = run_loaded(compared.asked.asked, files, compared.loaded, targets=targets, fit=_fit(compared))
    found = composite_compared(run, compared, named=len(files))
    deliver(_rendered(found, form, to_file=output is not None), output)
    say_notices(run.notices)
    end(run)


def _fit(compared: ComparedComposite) -> Fit:
    if compared.sides.kind == "groups":
        return lambda settings, inputs: with_groups(settings, inputs, compared.asked)
    return lambda settings, _: cut_in_two(settings, compared)


def _rendered(found: CompositeCompared, form: CompareFormat, *, to_file: bool) -> str:
    match form:
        case "table":
            return composite_sides_text(
                found,
                width=terminal_width(to_file=to_file),
                colour=has_colour(to_file=to_file),
                encoding=output_encoding(to_file=to_file),
            )
        case "markdown":
            return composite_sides_markdown(found)
        case "csv":
            return csv_table(composite_sides_flat(found))
        case _:
            return composite_sides_json(found)
