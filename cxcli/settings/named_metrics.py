"""The metrics that parts of a config name, and problems at their places in it."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.config.load import LoadedConfig
from cxcli.errors import ConfigError, Problem
from cxcli.scoring.catalogue import find
from cxcli.scoring.definition import Definition


def known(
    catalogue: Mapping[str, Definition], names: Sequence[str], loaded: LoadedConfig, where: tuple[str | int, ...] | None
) -> Iterator[Definition]:
    """Yield the metrics of these names.

    Raises:
        ConfigError: with one problem for each that is not there.
    """
    problems: list[Problem] = []
    for place, name in enumerate(names):
        try:
            yield find(catalogue, name, ConfigError)
        except ConfigError as error:
            loc = (*where, place) if where else ("targets", name)
            problems += [placed(loaded, loc, each) for each in error.problems]
    if problems:
        raise ConfigError(problems)


def placed(loaded: LoadedConfig, loc: tuple[str | int, ...], problem: Problem) -> Problem:
    """Return a problem at its place in the config."""
    return loaded.document.problem(loc, key=False, code=problem.code, message=problem.message, advice=problem.help)
