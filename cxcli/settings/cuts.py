"""Which rows count and how they are broken down: filters and groups."""

from collections.abc import Sequence

from cxcli.config.load import LoadedConfig
from cxcli.errors import ConfigError, CxError, Problem, UsageError
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression_parse import parse
from cxcli.scoring.definition import Definition
from cxcli.settings.asked import Asked


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


def expression(
    typed: str | None, declared: str | None, loc: tuple[str, ...], loaded: LoadedConfig | None
) -> Expression | None:
    """Return the condition that was typed, else the one that the config declares at `loc`.

    Raises:
        UsageError, ConfigError: it cannot be read.
    """
    if typed is not None and typed.strip():
        return parse(typed)
    problems: list[Problem] = []
    found = _declared(declared, loc, loaded, problems)
    if problems:
        raise ConfigError(problems)
    return found[0] if found and typed is None else None


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
