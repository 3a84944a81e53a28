"""The stages of a journey as metrics: each metric of a stage is one of its own, over the rows of that stage."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.config.metric import MetricConfig
from cxcli.errors import ConfigError, Problem
from cxcli.mapping.expression_parse import parse
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.definition import Definition

_TWO = 2
_EXAMPLE = (
    "journey: {metrics: [csat], stages: {order: {where: \"stage == 'order'\"}, use: {where: \"stage == 'use'\"}}}"
)


class Part(Struct, frozen=True):
    """A metric of a stage, or of one of its touchpoints; `id` is what it is scored as."""

    stage: str
    touchpoint: str | None
    metric: str

    @property
    def id(self) -> str:
        """The name under which it is scored: "order/csat", "order/phone/csat"."""
        return "/".join(filter(None, (self.stage, self.touchpoint, self.metric)))


class Journey(Struct, frozen=True):
    """A journey: the `titles` of its stages in order, what is measured, and the config that knows these metrics."""

    titles: Mapping[str, str]
    parts: Sequence[Part]
    customer: str | None
    loaded: LoadedConfig

    def of_stage(self, stage: str) -> list[Part]:
        """Return what is measured in all of a stage, its touchpoints left out."""
        return [part for part in self.parts if part.stage == stage and part.touchpoint is None]


def journey_of(loaded: LoadedConfig | None) -> Journey:
    """Return the journey that a config describes.

    Raises:
        ConfigError: there is none, or with all that is wrong in it.
    """
    if loaded is None or not loaded.config.journey.stages:
        message = (
            "the config describes no journey" if loaded else "a journey is described in a config, and there is none"
        )
        raise ConfigError(Problem(code="journey", message=message, help=f"say in cx.yaml: {_EXAMPLE}"))
    known = with_own(loaded.config.metrics, loaded.document)
    problems = [*_few(loaded), *_faults(loaded, known)]
    if problems:
        raise ConfigError(problems)
    made = dict(_made(loaded, known))
    metrics = {**loaded.config.metrics, **{part.id: said for part, said in made.items()}}
    config = loaded.config.model_copy(update={"metrics": metrics})
    stages = loaded.config.journey.stages
    titles = {name: stage.title or name.replace("_", " ") for name, stage in stages.items()}
    return Journey(titles, list(made), loaded.config.journey.customer, replace(loaded, config=config))


def _few(loaded: LoadedConfig) -> Iterator[Problem]:
    if len(loaded.config.journey.stages) < _TWO:
        yield _problem(loaded, ("stages",), "a journey has two stages or more", "add the stages before and after")


def _faults(loaded: LoadedConfig, known: Mapping[str, Definition]) -> Iterator[Problem]:
    """Yield metrics that are not there, conditions that cannot be read, and stages without metrics."""
    said = loaded.config.journey
    yield from _unknown(loaded, known, ("metrics",), said.metrics)
    for name, stage in said.stages.items():
        loc = ("stages", name)
        yield from _unknown(loaded, known, (*loc, "metrics"), stage.metrics)
        yield from _unread(loaded, (*loc, "where"), stage.where)
        for touchpoint, where in stage.touchpoints.items():
            yield from _unread(loaded, (*loc, "touchpoints", touchpoint), where)
        if not (stage.metrics or said.metrics):
            yield _problem(loaded, loc, f"nothing is measured in the stage '{name}'", "add metrics: [csat]")
        if not (stage.where or stage.metrics):
            message = f"nothing says which rows are of the stage '{name}'"
            yield _problem(
                loaded, loc, message, "add where: \"stage == '…'\", or metrics that have a filter of their own"
            )


def _unknown(
    loaded: LoadedConfig, known: Mapping[str, Definition], loc: tuple[str, ...], names: Sequence[str]
) -> Iterator[Problem]:
    for place, name in enumerate(names):
        try:
            find(known, name, ConfigError)
        except ConfigError as error:
            yield from (_problem(loaded, (*loc, place), each.message, each.help) for each in error.problems)


def _unread(loaded: LoadedConfig, loc: tuple[str, ...], where: str | None) -> Iterator[Problem]:
    try:
        if where is not None:
            parse(where, ConfigError)
    except ConfigError as error:
        yield from (_problem(loaded, loc, problem.message, problem.help, problem.code) for problem in error.problems)


def _problem(
    loaded: LoadedConfig, loc: tuple[str | int, ...], message: str, advice: str | None, code: str = "journey"
) -> Problem:
    return loaded.document.problem(
        ("journey", *loc), key=False, code=code, message=f"journey: {message}", advice=advice
    )


def _made(loaded: LoadedConfig, known: Mapping[str, Definition]) -> Iterator[tuple[Part, MetricConfig]]:
    """Yield each metric of each stage and each touchpoint, as a config would write it."""
    said = loaded.config.journey
    for name, stage in said.stages.items():
        bases = [find(known, metric) for metric in stage.metrics or said.metrics]
        for touchpoint, where in [(None, None), *stage.touchpoints.items()]:
            for base in dict.fromkeys(base.id for base in bases):
                conditions = (known[base].where, stage.where, where)
                yield Part(name, touchpoint, base), MetricConfig(extends=base, where=_all(conditions))


def _all(conditions: Sequence[str | None]) -> str | None:
    """Return one condition of several, each of which must hold."""
    there = [condition for condition in conditions if condition]
    return " and ".join(f"({condition})" for condition in there) or None
