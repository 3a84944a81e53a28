"""All metrics of a run: those that cx ships, and the user's own on top."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from cxcli.config.metric import MetricConfig
from cxcli.config.section import Section
from cxcli.config.strict_yaml import load
from cxcli.errors import ConfigError, CxError, Problem, UsageError
from cxcli.scoring.definition import Beside, Definition, FoundBy, Reach, Scale, SizedBoxes, extended

KINDS = ("box_score",)
_NEEDED = ("kind", "title", "description", "level", "unit", "direction", "scale", "value")


class _SizedEntry(Section):
    top: str
    middle: str
    bottom: str
    points: Mapping[str, int]


class _ReachEntry(Section):
    answer: int
    start: Annotated[int, Field(alias="from")]


class _FoundByEntry(Section):
    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    general: tuple[str, ...] = ()


class _Entry(MetricConfig):
    """A metric as the catalogue writes it: as a user does, and with what only the catalogue can say."""

    sized: _SizedEntry | None = None
    beside: tuple[Beside, ...] = ()
    reach: _ReachEntry | None = None
    zero_expected: bool = False
    traps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    found_by: _FoundByEntry | None = None


@cache
def shipped() -> Mapping[str, Definition]:
    """Return the metrics that cx ships, by id, in the catalogue's order."""
    text = files("cxcli.scoring").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    definitions: dict[str, Definition] = {}
    for name, data in load(text, name="catalogue.yaml").data.items():
        entry = _Entry.model_validate(data)
        definitions[name] = _variant(definitions[entry.extends], name, entry) if entry.extends else _first(name, entry)
    return definitions


def with_own(own: Mapping[str, MetricConfig], config_file: str | None = None) -> Mapping[str, Definition]:
    """Return the shipped metrics and the user's own, which may extend and restate them.

    Raises:
        ConfigError: all that is wrong: an unknown metric to extend, a circle, an unknown kind, a part that is missing.
    """
    definitions = dict(shipped())
    problems: list[Problem] = []
    waiting = dict(own)
    while waiting:
        ready = [name for name, said in waiting.items() if said.extends == name or said.extends not in waiting]
        if not ready:
            problems += [_problem(name, "it extends itself in a circle", config_file) for name in waiting]
            break
        for name in ready:
            said = waiting.pop(name)
            try:
                definitions[name] = _own(definitions, name, said, config_file)
            except ConfigError as error:
                problems += error.problems
                definitions.setdefault(name, definitions["nps"])
    if problems:
        raise ConfigError(problems)
    return definitions


def find(definitions: Mapping[str, Definition], name: str, error: type[CxError] = UsageError) -> Definition:
    """Return the metric of this name.

    Raises:
        CxError: of the kind `error`, with the nearest names.
    """
    found = definitions.get(name.strip().lower().replace("_", "-")) or definitions.get(name.strip())
    if found is None:
        near = get_close_matches(name, definitions, n=1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise error(Problem(code="metric", message=f"there is no metric '{name}'", help=f"{hint}cx metrics lists all"))
    return found


def _first(name: str, entry: MetricConfig) -> Definition:
    assert entry.scale is not None  # noqa: S101 - the type checker needs it; both callers have made sure
    assert entry.value is not None  # noqa: S101 - as above
    base = Definition(
        id=name,
        family=name,
        kind=str(entry.kind),
        title=str(entry.title),
        description=str(entry.description),
        level=str(entry.level),
        unit=str(entry.unit),
        direction=str(entry.direction),
        scale=Scale(entry.scale.low, entry.scale.high),
        value=entry.value,
    )
    return _variant(base, name, entry)


def _variant(base: Definition, name: str, entry: MetricConfig) -> Definition:
    definition = extended(base, name, entry)
    if not isinstance(entry, _Entry):
        return definition
    said = entry.model_fields_set
    changes: dict[str, object] = {
        key: getattr(entry, key) for key in ("beside", "zero_expected", "traps", "sources") if key in said
    }
    if entry.sized is not None:
        sizes = {int(points): size for points, size in entry.sized.points.items()}
        changes["sized"] = SizedBoxes(entry.sized.top, entry.sized.middle, entry.sized.bottom, sizes)
    if entry.reach is not None:
        changes["reach"] = Reach(entry.reach.answer, entry.reach.start)
    if entry.found_by is not None:
        changes["found_by"] = FoundBy(entry.found_by.names, entry.found_by.questions, entry.found_by.general)
        changes["family"] = name
    return replace(definition, **changes)  # type: ignore[arg-type]


def _own(definitions: Mapping[str, Definition], name: str, said: MetricConfig, file: str | None) -> Definition:
    if said.extends is not None:
        try:
            return extended(find(definitions, said.extends, ConfigError), name, said)
        except ConfigError as error:
            raise ConfigError(_problem(name, error.problems[0].message, file, error.problems[0].help)) from error
    if name in definitions and said.kind is None:
        return extended(definitions[name], name, said)
    if said.kind not in KINDS:
        known = ", ".join(KINDS)
        raise ConfigError(
            _problem(name, f"there is no kind '{said.kind}'", file, f"kinds: {known}; or extend a metric: extends: nps")
        )
    lacking = [key for key in (*_NEEDED, "boxes") if not getattr(said, key)]
    if lacking:
        raise ConfigError(
            _problem(name, f"it lacks {', '.join(lacking)}", file, "add them, or extend a metric: extends: nps")
        )
    return _first(name, said)


def _problem(name: str, message: str, file: str | None, help_text: str | None = None) -> Problem:
    return Problem(code="metric", message=f"metric '{name}': {message}", file=file, help=help_text)
