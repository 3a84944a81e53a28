"""Which rows count and how they are broken down: filters, days and groups."""

from collections.abc import Sequence
from datetime import date

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import ConfigError, CxError, Problem, UsageError
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression_parse import parse
from cxcli.scoring.definition import Definition
from cxcli.scoring.periods import parse_bound
from cxcli.settings.asked import Asked
from cxcli.settings.reading import first


def breakdowns(said: Sequence[str], error: type[CxError] = UsageError) -> list[tuple[str, ...]]:
    """Return the columns of each breakdown, each once; `plan+region` is one breakdown by two columns.

    Raises:
        CxError: of the kind `error`: a name is empty.
    """
    by = [tuple(name.strip() for name in each.split("+")) for each in said]
    if not all(all(crossed) for crossed in by):
        message = "a breakdown names no column, or has a '+' with no column before or after it"
        raise error(Problem(code="by", message=message, help="for example: --by plan, or --by plan+region"))
    return list(dict.fromkeys(tuple(dict.fromkeys(crossed)) for crossed in by))


def day_bounds(asked: Asked, loaded: LoadedConfig | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that count.

    Raises:
        UsageError, ConfigError: a bound is no day or period, or the first is after the last.
    """
    report = (loaded.config if loaded else Config()).report
    since, until = first(asked.since, report.since), first(asked.until, report.until)
    start = parse_bound(since, end=False) if since is not None else None
    end = parse_bound(until, end=True) if until is not None else None
    if start is not None and end is not None and start > end:
        message = f"the first day that counts, {start}, is after the last, {end}"
        if loaded is None or asked.since is not None or asked.until is not None:
            help_text = f"exchange them: --since {until} --until {since}"
            raise UsageError(Problem(code="period-bound", message=message, help=help_text))
        place = ("report", "until")
        raise ConfigError(
            loaded.document.problem(place, key=False, code="period-bound", message=message, advice="exchange them")
        )
    return start, end


def filters(
    asked: Asked, loaded: LoadedConfig | None, definitions: Sequence[Definition]
) -> dict[str, list[Expression]]:
    """Return, for each metric, the filters that a row must pass; an empty `--where` lifts the one of the config.

    Raises:
        UsageError, ConfigError: a filter cannot be read; all of the config at once.
    """
    problems: list[Problem] = []
    shared = [parse(asked.where)] if asked.where and asked.where.strip() else []
    if loaded and asked.where is None:
        shared = _declared(loaded.config.report.where, ("report", "where"), loaded, problems)
    own = {
        definition.id: _declared(definition.where, ("metrics", definition.id, "where"), loaded, problems)
        for definition in definitions
    }
    if problems:
        raise ConfigError(problems)
    return {metric: [*shared, *expressions] for metric, expressions in own.items()}


def _declared(
    text: str | None, loc: tuple[str, ...], loaded: LoadedConfig | None, problems: list[Problem]
) -> list[Expression]:
    try:
        return [parse(text, ConfigError)] if text is not None else []
    except ConfigError as error:
        if loaded is None:
            raise
        problems += [_placed(problem, loc, loaded) for problem in error.problems]
        return []


def _placed(problem: Problem, loc: tuple[str, ...], loaded: LoadedConfig) -> Problem:
    """Return a problem of a filter as one of the config file; its column counts from the start of the filter."""
    character = f" (character {problem.column} of the filter)" if problem.column else ""
    message = f"{'.'.join(loc)}: {problem.message}{character}"
    return loaded.document.problem(loc, key=False, code=problem.code, message=message, advice=problem.help)
