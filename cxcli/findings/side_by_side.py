"""From settings to two sides, or many groups, of each metric: one run, and its cells put side by side."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cxcli.analysis.comparison import Comparison
from cxcli.analysis.groups_compared import GroupsCompared
from cxcli.analysis.other_kinds import refuse_other_kinds
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.findings.compared_cells import Cells
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.pipeline import Run, opened, run
from cxcli.scoring.box_score import BoxScore
from cxcli.settings import Settings
from cxcli.settings.sides import PERIOD, Sides, without_dates
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_TWO = 2
_NO_DATES = "no-column"
"""The code of the problem that a file has no column of dates, or of answers."""


class Compared(Struct, frozen=True):
    """What was found: the run, the sides, and for each metric the comparison."""

    run: Run
    sides: Sides
    found: Sequence[Comparison | GroupsCompared]


def side_by_side(settings: Settings, sides: Sides, inputs: Sequence[InputFile | Source], *, named: int) -> Compared:
    """Return the comparison of the sides that the settings are made for; `named` is how many inputs were named.

    Raises:
        UsageError: a metric of a kind that is not compared, or there are not two sides.
        CxError: the run fails.
    """
    refuse_other_kinds(settings.definitions, "a comparison", "--by COLUMN")
    if sides.kind == "files":
        refuse_other_than_two(len(inputs), named)
    made = _run(settings, sides, inputs)
    made.notices += _period_column(settings, inputs) if sides.kind == "periods" else []
    cells = Cells.of(made, sides)
    return Compared(made, sides, [cells.compared(each) for each in made.plan.metrics if isinstance(each, BoxScore)])


def refuse_other_than_two(given: int, named: int) -> None:
    """Refuse other than two files; `named` is how many names were given, which may be of one file.

    Raises:
        UsageError: there are not two.
    """
    if given == _TWO:
        return
    if given > _TWO:
        message = f"two files are compared, and {given} are given"
        help_text = f"name two, before and after; or each with all the others: --between {FILE_COLUMN.name}"
    else:
        message = "both sides are the same file" if named > 1 else "one file has no other to be compared with"
        help_text = (
            "name two, before and after; or compare within one: --between region=EMEA,AMER, "
            "--between period=2025-Q1,2025-Q2"
        )
    raise UsageError(Problem(code="between", message=message, help=help_text))


def _run(settings: Settings, sides: Sides, inputs: Sequence[InputFile | Source]) -> Run:
    """Return the run; where respondents are paired and there are no dates, without them."""
    try:
        made = run(settings, inputs)
    except DataError as error:
        undated = sides.paired is not None and not sides.votes and sides.kind != "periods"
        by_response = "response" in settings.wants.voters
        if not undated or by_response or any(problem.code != _NO_DATES for problem in error.problems):
            raise
        made = run(without_dates(settings, sides.paired or ""), inputs)
    _refuse_column_of_files(made, sides)
    return made


def _refuse_column_of_files(made: Run, sides: Sides) -> None:
    """Refuse files with a column that is called as what stands for the file itself."""
    own = [
        report.facts.file
        for report in made.sources
        for binding in report.bindings.fields
        if sides.kind == "files" and binding.name == f"by:{FILE_COLUMN.name}" and binding.column != FILE_COLUMN
    ]
    if own:
        message = f"a column is called '{FILE_COLUMN.name}', so rows cannot be told apart by their file"
        raise UsageError(Problem(code="between", message=message, file=own[0], help="give the column another name"))


def _period_column(settings: Settings, inputs: Sequence[InputFile | Source]) -> Iterator[Notice]:
    for given in inputs:
        source = opened(given, settings)
        if any(
            PERIOD in (column.name.strip().casefold(), column.label.strip().casefold()) for column in source.columns
        ):
            message = (
                f"the periods are of the dates, not of the column '{PERIOD}'; for that: --between '{PERIOD}#1=A,B'"
            )
            yield Notice(code="period-column", message=message, source=source.facts.file)
