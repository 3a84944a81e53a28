"""What can be said of answers alone: votes, weights, a population, a scale. Other metrics have none of it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings.asked import Asked

_VOTES = ("one_vote_per", "keep", "raw", "response_id", "weight", "count", "population")
_ANSWERS = ("column", "scale", "polarity")
_DECLARED = ("one_vote_per", "population")
_COLUMNS = ("weight", "count", "response")
"""The fields that say how much an answer counts, or whose it is."""


def answers_alone(asked: Asked, loaded: LoadedConfig | None, definitions: Sequence[Definition]) -> LoadedConfig | None:
    """Return the config for some metrics: where none has answers, without what it says of answers alone.

    Raises:
        UsageError: an option is about answers, and a metric has none; or the config weighs the answers of some metrics
            and others have none. Scale, polarity and column are those of the metrics that have answers, if any has.
    """
    others = [each.id for each in definitions if not has_answers(each)]
    if not others:
        return loaded
    some = len(others) < len(definitions)
    problems = [_problem(option, others, some=some) for option in _typed(asked, some=some or asked.shared)]
    if problems:
        raise UsageError(problems)
    if loaded is not None and some:
        _refuse_declared(loaded, others)
    return loaded and _without(loaded)


def _typed(asked: Asked, *, some: bool) -> Iterator[str]:
    """Yield the options that were typed, and are about answers."""
    for name in (*_VOTES, *(() if some else _ANSWERS)):
        if getattr(asked, name) not in (None, False):
            yield f"--{name.replace('_', '-')}"
    for text in asked.maps:
        field = text.partition("=")[0].strip()
        if field in _COLUMNS:
            yield f"--map {field}="


def _problem(option: str, others: Sequence[str], *, some: bool) -> Problem:
    advice = f"leave {option} away"
    if option == "--column":
        advice = "name the columns of its fields: --map FIELD=COLUMN, for example --map created_at=opened"
    elif some:
        advice = f"{advice}, or score {', '.join(others)} without it"
    return Problem(code="usage", message=f"{option} is about answers, and {others[0]} has none", help=advice)


def _refuse_declared(loaded: LoadedConfig, others: Sequence[str]) -> None:
    """Refuse a run of metrics of which the config weighs some alone.

    Raises:
        UsageError: it does.
    """
    config = loaded.config
    said = [f"report.{key}" for key in _DECLARED if getattr(config.report, key) is not None]
    said += [f"columns.{field}" for field in _COLUMNS if field in config.columns]
    if said:
        message = f"the config says of answers alone {', '.join(said)}, and {others[0]} has none"
        advice = f"score {', '.join(others)} apart from the metrics that have answers"
        raise UsageError(Problem(code="usage", message=message, help=advice))


def _without(loaded: LoadedConfig) -> LoadedConfig:
    """Return the config without what it says of answers alone."""
    config = loaded.config
    report = config.report.model_copy(update=dict.fromkeys(_DECLARED))
    columns = {field: column for field, column in config.columns.items() if field not in _COLUMNS}
    return replace(loaded, config=config.model_copy(update={"report": report, "columns": columns}))
