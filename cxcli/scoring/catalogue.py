"""All metrics of a run: those that cx ships, and the user's own on top."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from msgspec import Struct

from cxcli.config.document import Document
from cxcli.config.metric import MetricConfig
from cxcli.config.phrases import path
from cxcli.config.strict_yaml import load
from cxcli.errors import ConfigError, CxError, Problem, UsageError
from cxcli.scoring.catalogue_entry import CatalogueEntry, defined
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.scoring.composite_faults import part_faults
from cxcli.scoring.definition import Definition
from cxcli.scoring.fault import Fault
from cxcli.scoring.own_metric import own_metric

_PAGES = (
    "catalogue.yaml",
    "catalogue_support.yaml",
    "catalogue_customers.yaml",
    "catalogue_growth.yaml",
    "catalogue_activity.yaml",
    "catalogue_points.yaml",
    "catalogue_sentiment.yaml",
    "catalogue_at_risk.yaml",
    "catalogue_composite.yaml",
)
"""The pages of the catalogue, in its order."""


class _Catalogue(Mapping[str, Definition]):
    """The pages of the catalogue, each read when a metric is looked for that none before it has.

    Reading all of them takes longer than a short run; who asks for all metrics reads all pages.
    """

    def __init__(self) -> None:
        self._known: dict[str, Definition] = {}
        self._unread = list(_PAGES)

    def __getitem__(self, name: str) -> Definition:
        while name not in self._known and self._unread:
            self._read(self._unread.pop(0))
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        while self._unread:
            self._read(self._unread.pop(0))
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, page: str) -> None:
        text = files("cxcli.scoring").joinpath(page).read_text(encoding="utf-8")
        for name, data in load(text, name=page).data.items():
            if name in self._known:
                raise ValueError(f"the catalogue has two metrics {name}")
            entry = CatalogueEntry.model_validate(data)
            self._known[name] = defined(name, entry, self._known[entry.extends] if entry.extends else None)


@cache
def shipped() -> Mapping[str, Definition]:
    """Return the metrics that cx ships, by id, in the catalogue's order."""
    return _Catalogue()


def with_own(own: Mapping[str, MetricConfig], document: Document | None = None) -> Mapping[str, Definition]:
    """Return the shipped metrics and the user's own, which may extend and restate them.

    A metric with the name of a shipped one that says no kind restates it; the variants of that one stay as shipped.
    `document` is what `own` was read from, for the places of problems.

    Raises:
        ConfigError: with all that is wrong, in the order of the lines.
    """
    return _with_own(_Given(own, document)) if own else shipped()


class _Given(Struct, frozen=True, eq=False):
    """What a config says of its metrics, told apart by which config it is: one is asked for many times in a run."""

    own: Mapping[str, MetricConfig]
    document: Document | None

    def __hash__(self) -> int:
        return hash((id(self.own), id(self.document)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and self.own is other.own and self.document is other.document


@lru_cache(maxsize=8)
def _with_own(given: _Given) -> Mapping[str, Definition]:
    own, document = given.own, given.document
    definitions = dict(shipped())
    names = _names(shipped().values()) | {_folded(name): name for name in own} | {name: name for name in own}
    bases = {name: _base(name, said, names) for name, said in own.items()}
    chains = {name: _chain(name, bases) for name in own}
    problems: list[Problem] = []
    for name in sorted(own, key=lambda name: len(chains[name])):
        if name in chains[name]:
            definition, faults = None, [_CIRCLE]
        else:
            definition, faults = _made(name, own[name], bases[name], definitions, names)
        if definition is not None:
            definitions[name] = definition
        problems += [_problem(name, fault, document) for fault in faults]
    for name, said in own.items():
        if isinstance(definitions.get(name), CompositeDefinition):
            problems += [_problem(name, fault, document) for fault in part_faults(said, _parts(definitions, names))]
    if problems:
        raise ConfigError(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return MappingProxyType(definitions)


def find(definitions: Mapping[str, Definition], name: str, error: type[CxError] = UsageError) -> Definition:
    """Return the metric of this name or alias; case does not matter, nor whether words are joined by `-` or `_`.

    Raises:
        CxError: of the kind `error`, with the nearest name.
    """
    said = name.strip()
    if said in definitions:
        return definitions[said]
    names = _names(definitions.values())
    found = names.get(_folded(said))
    if found is None:
        raise error(Problem(code="metric", message=f"there is no metric '{said}'", help=_near(said, names)))
    return definitions[found]


def _parts(definitions: Mapping[str, Definition], names: Mapping[str, str]) -> Callable[[str], Definition | None]:
    """Return what finds the metric of a part; an own one that could not be made is told of where it stands."""

    def found(name: str) -> Definition | None:
        own = names.get(name) or names.get(_folded(name), name)
        return find(definitions, name) if own in definitions or own not in names.values() else None

    return found


def _names(definitions: Iterable[Definition]) -> dict[str, str]:
    """Return the id that each name stands for; an id goes before another metric's alias."""
    known = list(definitions)
    aliases = {_folded(alias): each.id for each in known for alias in each.aliases}
    return aliases | {_folded(each.id): each.id for each in known}


def _folded(name: str) -> str:
    return "-".join(name.lower().replace("_", " ").replace("-", " ").split())


def _near(name: str, names: Mapping[str, str]) -> str:
    near = [names[each] for each in get_close_matches(_folded(name), names, n=1)]
    return "".join(f"did you mean '{each}'? " for each in near) + "cx metrics lists all"


def _base(name: str, said: MetricConfig, names: Mapping[str, str]) -> str | None:
    """Return the id of the metric that an own one starts from, None where there is none."""
    if said.extends is not None:
        return names.get(said.extends) or names.get(_folded(said.extends))
    return name if name in shipped() and said.kind is None else None


def _chain(name: str, bases: Mapping[str, str | None]) -> list[str]:
    """Return the own metrics that `name` rests on, nearest first; it is among them itself if they form a circle."""
    chain: list[str] = []
    here, base = name, bases[name]
    while base is not None and base in bases and base not in chain and not (base == here and base in shipped()):
        chain.append(base)
        here, base = base, bases[base]
    return chain


_CIRCLE = Fault(("extends",), "it extends itself in a circle", "start from a metric of cx: extends: nps")


def _made(
    name: str, said: MetricConfig, base: str | None, definitions: Mapping[str, Definition], names: Mapping[str, str]
) -> tuple[Definition | None, list[Fault]]:
    """Return an own metric and its faults; one that rests on a faulty one has no faults that can be told."""
    if base is None and said.extends is not None:
        message = f"there is no metric '{said.extends}'"
        return None, [Fault(("extends",), message, _near(said.extends, names))]
    if base is not None and base not in definitions:
        return None, []
    return own_metric(name, said, None if base is None else definitions[base])


def _problem(name: str, fault: Fault, document: Document | None) -> Problem:
    loc = ("metrics", name, *fault.loc)
    message = f"{path(loc)}: {fault.message}"
    if document is None:
        return Problem(code="config-metric", message=message, help=fault.advice)
    return document.problem(loc, key=fault.key, code="config-metric", message=message, advice=fault.advice)
