"""What moves a score: the rows of a scoring run, with the columns beside its answers, as an analysis of drivers."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from cxcli.analysis.explained_variance import MOST_BY_ALL_ORDERS
from cxcli.analysis.key_drivers import KeyDrivers, key_drivers
from cxcli.analysis.prediction import Prediction, prediction
from cxcli.drill_down.driver_outcome import feeding_itself, outcome_of, points_of
from cxcli.drill_down.driver_rows import DriverRows, driver_rows
from cxcli.drill_down.driver_sources import Driver, DriverSources, driver_sources
from cxcli.drill_down.driver_table import DriverTable, driver_table, whole
from cxcli.drill_down.held_out import cases
from cxcli.drill_down.joined_rows import Matched, OtherRows, filled, matched, other_rows, taken
from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.driver_values import DriverChoices, DriverValues, driver_values
from cxcli.pipeline import Run, run
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.rate import Rate
from cxcli.scoring.score import Score
from cxcli.settings import Settings
from cxcli.settings.drivers import Join, WantedDrivers
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source


class Joined(Struct, frozen=True):
    """How a file was joined: its name, what was taken, and which of its rows stand beside the answers."""

    file: str
    join: Join
    rows: int
    matched: Matched


class DriversFound(Struct, frozen=True, kw_only=True):
    """The drivers of an outcome: shares of its variance (`key`), or how well they foretell a yes or no (`forecast`).

    `outcome` is what it is called.
    """

    run: Run
    score: Score
    outcome: str
    table: DriverTable
    joined: Joined | None
    key: KeyDrivers | None
    forecast: Prediction | None


def found_drivers(
    settings: Settings, wanted: WantedDrivers, inputs: Sequence[InputFile | Source], other: InputFile | None
) -> DriversFound:
    """Return the drivers of the metric's score, or of the outcome that was named beside it.

    Raises:
        UsageError: the metric has no answers, or a driver is not there, or is the outcome itself.
        DataError: too few rows are complete, or a column holds no numbers.
        CxError: a file is refused.
    """
    files = driver_sources(settings, wanted, inputs, other)
    made = run(files.settings, files.sources)
    (metric,) = made.plan.metrics
    if not isinstance(metric, BoxScore):
        raise UsageError(_no_answers(metric.id))
    feeding_itself(made, metric, files.drivers)
    rows = driver_rows(made, metric, files.sources, merged=wanted.join is None)
    if not len(rows):
        raise DataError(_no_rows(metric.id))
    joined = None if wanted.join is None else _joined(files, wanted.join, rows)
    values = _values(files, rows, joined)
    outcome = outcome_of(metric, wanted, rows)
    if wanted.outcome is not None:
        values = {metric.id: points_of(rows), **values}
    from_there = frozenset(each.name for each in files.drivers if each.joined)
    table = driver_table(outcome, values, rows.counts, joined=from_there)
    binary = wanted.outcome is not None or isinstance(metric, Rate)
    names = sorted(table.drivers)
    keys = rows.texts[wanted.join.here] if wanted.join else None
    made.notices += files.identify([source.facts for source in made.sources])
    made.notices += [*table.notices(), *_join_notices(joined), *_unweighed(made)]
    return DriversFound(
        run=made,
        score=made.overall[0],
        outcome=wanted.outcome.column if wanted.outcome else metric.id,
        table=table,
        joined=None if joined is None else joined[0],
        key=None if binary else _key(table, wanted, settings.confidence),
        forecast=prediction(names, cases(table, names, keys), confidence=settings.confidence) if binary else None,
    )


def _key(table: DriverTable, wanted: WantedDrivers, confidence: float) -> KeyDrivers:
    if wanted.method == "lmg" and len(table.drivers) > MOST_BY_ALL_ORDERS:
        message = f"all orders of {len(table.drivers)} drivers are too many: {MOST_BY_ALL_ORDERS} are the most"
        raise UsageError(Problem(code="method", message=message, help="take --method johnson, or fewer drivers"))
    drivers = {name: whole(column) for name, column in table.drivers.items()}
    return key_drivers(whole(table.outcome), drivers, counts=table.counts, method=wanted.method, confidence=confidence)


def _values(files: DriverSources, rows: DriverRows, joined: tuple[Joined, OtherRows] | None) -> dict[str, DriverValues]:
    """Return what each driver says in each scored row.

    Raises:
        DataError: a column holds no numbers, or may be read in two ways; all at once.
    """
    settings = files.settings
    labels = settings.config.config.labels if settings.config else {}
    typed = settings.wants.typed
    missing = settings.wants.answers[0].wanted.missing if settings.wants.answers else ()
    choices = DriverChoices({word: Fraction(str(value)) for word, value in labels.items()}, missing, typed)
    found: dict[str, DriverValues] = {}
    problems: list[Problem] = []
    for driver in files.drivers:
        read = _read(driver, rows, joined, choices)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found[driver.name] = read
    if problems:
        raise DataError(problems)
    return found


def _read(
    driver: Driver, rows: DriverRows, joined: tuple[Joined, OtherRows] | None, choices: DriverChoices
) -> DriverValues | Problem:
    if joined is None or not driver.joined:
        return driver_values(driver.column, rows.texts[driver.reference], choices, rows.counts)
    how, other = joined
    texts = other.texts[driver.reference]
    values = filled(texts) if how.join.take == "count" else driver_values(driver.column, texts, choices)
    return values if isinstance(values, Problem) else taken(values, how.matched, how.join.take)


def _joined(files: DriverSources, join: Join, rows: DriverRows) -> tuple[Joined, OtherRows]:
    """Return the rows of the other file, and which of them stand beside the answers.

    Raises:
        DataError: no key is in both files, or it cannot be said which of several rows is the latest.
    """
    assert files.other is not None  # noqa: S101 - a join has a file
    names = [each.reference for each in files.drivers if each.joined]
    other = other_rows(files.other, join.there, names, join.at, files.settings.wants)
    found = matched(rows.texts[join.here], rows.moments, other)
    if not found.answers and not found.later:
        message = f"no '{join.here[:40]}' of the answers is a '{join.there[:40]}' in {other.file}"
        help_text = "name the columns that hold the same keys: --on HERE=THERE"
        raise DataError(Problem(code="no-match", message=message, help=help_text))
    if join.take == "latest" and found.several and not found.earlier:
        message = f"{found.several:,} answers have several rows in {other.file}, and no dates say which is the latest"
        help_text = "name the dates: --map at=COLUMN here, --joined-at COLUMN there; or take --take mean, sum or count"
        raise DataError(Problem(code="several-rows", message=message, help=help_text))
    return Joined(other.file, join, len(other.keys.codes), found), other


def _join_notices(joined: tuple[Joined, OtherRows] | None) -> list[Notice]:
    if joined is None:
        return []
    how, other = joined
    found = list(other.notices)
    if not how.matched.earlier:
        message = (
            f"rows of {how.file} may be later than the answers, since dates are not known on both sides: "
            "what comes after an answer cannot have moved it"
        )
        found.append(Notice(code="not-before", message=message))
    return found


def _unweighed(made: Run) -> list[Notice]:
    amounts = made.settings.wants.amounts
    message = "each row counts once: drivers take no weights and no counts"
    return [Notice(code="unweighed", message=message)] if amounts else []


def _no_rows(metric: str) -> Problem:
    message = f"no row was scored for {metric}: there is nothing that drivers could move"
    return Problem(code="too-few-rows", message=message, help="see what was found: cx check FILE")


def _no_answers(metric: str) -> Problem:
    message = f"the rows of {metric} have no answer of their own that drivers could move"
    help_text = "take a metric of answers, such as nps or csat, or a rate, such as reopen_rate"
    return Problem(code="drivers-kind", message=message, help=help_text)
