"""What is asked for where a composite is: the run of its parts, by the key that joins them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.composite_definition import CompositeDefinition, Part
from cxcli.scoring.definition import Definition
from cxcli.settings.asked import Asked
from cxcli.settings.cuts import breakdowns
from cxcli.settings.reading import first


class AskedComposite(Struct, frozen=True):
    """A composite that was asked for: what is asked of the run of its parts, and the metrics that are run, by part.

    `change` says that its changes were asked for. `by` are its breakdowns, each by some columns. Fewer customers than
    `min_n` are not shown; of an index, which has none, that is about the answers of its parts. Of
    fewer than `privacy_min` nothing is told; of an index, its parts know that.
    """

    definition: CompositeDefinition
    asked: Asked
    metrics: Mapping[str, str]
    change: bool
    by: Sequence[tuple[str, ...]] = ()
    min_n: int = 0
    privacy_min: int = 0

    @property
    def columns(self) -> list[str]:
        """The columns of all breakdowns, each once."""
        return list(dict.fromkeys(name for crossed in self.by for name in crossed))


def composite_asked(asked: Asked, loaded: LoadedConfig | None, files: Sequence[str]) -> AskedComposite | None:
    """Return the composite that was asked for, None where other metrics were.

    Where no file is named, optional parts are left out for which the config has no source.

    Raises:
        ConfigError, UsageError: there is no such metric; it stands beside others, or is grouped by its own customers;
            or the parts that there are sources for do not make the weight that it needs.
    """
    catalogue = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
    names = [name for each in asked.metrics for name in each.split(",") if name.strip()]
    found = {each.id: each for each in (find(catalogue, name) for name in names)}
    definitions = [each for each in found.values() if isinstance(each, CompositeDefinition)]
    if not definitions:
        return None
    definition = definitions[0]
    if len(found) > 1:
        message = f"{definition.id} is a composite, which is scored by itself"
        raise _usage(message, f"one after the other: cx score {definition.id}")
    by = breakdowns(asked.by)
    if any(definition.per in crossed for crossed in by):
        message = f"{definition.id} is scored per {definition.per}, so each of these groups would be one of them"
        raise _usage(message, f"list them: cx score {definition.id} --per {definition.per}")
    metrics = {part.name: find(catalogue, part.metric) for part in definition.parts}
    there = {part.name for part in definition.parts if files or _has_source(part, metrics[part.name], loaded)}
    if not _enough(definition, there):
        raise _sourceless(definition, there, metrics)
    run = {name: metric.id for name, metric in metrics.items() if name in there}
    parts = replace(asked, metrics=list(run.values()), cut=True, change=False, values_alone=definition.per is not None)
    least = first(asked.min_n, loaded.config.report.min_n if loaded else None) or 0
    made = AskedComposite(definition, parts, run, asked.change, by, least)
    if definition.per is None:
        return made
    # The cells of single customers are put together before anything is told of them.
    bare = replace(parts, by=[definition.per, *made.columns], min_n=0, privacy_min=0)
    people = first(asked.privacy_min, loaded.config.report.privacy_min if loaded else None) or 0
    return replace(made, asked=bare, privacy_min=people)


def _has_source(part: Part, metric: Definition, loaded: LoadedConfig | None) -> bool:
    return not part.optional or (loaded is not None and metric.source in loaded.config.sources)


def _enough(definition: CompositeDefinition, there: set[str]) -> bool:
    weight = sum(part.weight for part in definition.parts if part.name in there)
    return bool(there) and float(weight / sum(part.weight for part in definition.parts)) >= definition.coverage


def _sourceless(definition: CompositeDefinition, there: set[str], metrics: Mapping[str, Definition]) -> UsageError:
    lacking = dict.fromkeys(metrics[part.name].source for part in definition.parts if part.name not in there)
    sources = ", ".join(f"{source}: {{path: FILE}}" for source in lacking)
    named = ", ".join(f"'{source}'" for source in lacking)
    message = f"the config has no source {named}, and without it too little of {definition.id} is known"
    advice = f"say in cx.yaml: sources: {{{sources}}}; or name parts of your own, see cx metrics {definition.id}"
    return UsageError(Problem(code="no-file", message=message, help=advice))


def _usage(message: str, advice: str) -> UsageError:
    return UsageError(Problem(code="composite", message=message, help=advice))
