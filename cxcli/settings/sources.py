"""Which metrics are scored on which source of a config, and what is said of that source alone."""

from collections.abc import Mapping, Sequence
from glob import glob
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.config.section import Section
from cxcli.config.source import FilesConfig, NamedSource
from cxcli.errors import Problem, UsageError
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.composite_definition import refuse_composites
from cxcli.scoring.definition import Definition
from cxcli.settings.asked import Asked
from cxcli.settings.fields import named_columns

_SECTIONS = ("source", "dates", "numbers", "durations")
_ADDED = ("columns", "labels")


class SourceRun(Struct, frozen=True):
    """A run over one `source`: what is asked of it, the config with what is said of it, and its files or globs."""

    source: str
    asked: Asked
    loaded: LoadedConfig
    patterns: Sequence[str]


def source_runs(asked: Asked, loaded: LoadedConfig | None) -> list[SourceRun]:
    """Return the runs over the sources of the config that the metrics asked for are scored on, in their order.

    Raises:
        ConfigError, UsageError: no file is named, and the config has no source for a metric; or a column is named for
            a field that no metric has.
    """
    metrics = _metrics(asked.metrics, loaded)
    refuse_composites(metrics)
    there = loaded.config.sources if loaded else {}
    lacking = [metric for metric in metrics if metric.source not in there]
    if loaded is None or not there or not metrics:
        raise UsageError(_no_file(metrics))
    if lacking:
        raise UsageError([_lacking(metric, there) for metric in lacking])
    named_columns(asked, loaded, metrics)
    by_source: dict[str, list[str]] = {}
    for metric in metrics:
        by_source.setdefault(metric.source, []).append(metric.id)
    shared = replace(asked, shared=len(by_source) > 1)
    return [
        SourceRun(name, replace(shared, metrics=ids), of_source(loaded, name), _patterns(there[name], loaded))
        for name, ids in by_source.items()
    ]


def of_files(loaded: LoadedConfig | None, files: Sequence[str], metrics: Sequence[str] = ()) -> LoadedConfig | None:
    """Return the config for files or globs named by hand: with what is said of the source whose files they are.

    Of several such sources it is the one that the `metrics` are scored on.

    Raises:
        UsageError: it cannot be told which of several sources is meant, or only some of the files are those of one.
    """
    named = {path for file in files for path in _matching(file)}
    if loaded is None or not named:
        return loaded
    there = {name: _files(source, loaded) for name, source in loaded.config.sources.items()}
    found = [name for name, paths in there.items() if named <= paths]
    meant = {metric.source for metric in _metrics(metrics, loaded)} if len(found) > 1 else set()
    found = [name for name in found if name in meant] or found
    read = [of_source(loaded, name) for name in found]
    if any(each.config != read[0].config for each in read):
        raise UsageError(_several(found))
    parts = [name for name, paths in there.items() if named & paths and of_source(loaded, name) != loaded]
    if parts and not found:
        raise UsageError(_in_part(parts[0]))
    return read[0] if read else loaded


def files_to_read(
    loaded: LoadedConfig | None, files: Sequence[str], metrics: Sequence[str]
) -> tuple[LoadedConfig | None, Sequence[str]]:
    """Return the config for a run over one source, and its files or globs: those named by hand, else those of a config.

    Without a name they are those of the source that all the metrics are scored on.

    Raises:
        ConfigError, UsageError: as `of_files` with names; without them the config has no source for a metric, or the
            metrics are scored on several.
    """
    if files:
        return of_files(loaded, files, metrics), files
    _refuse_over_sources(_metrics(metrics, loaded))
    runs = source_runs(Asked(metrics=metrics), loaded)
    if len(runs) > 1:
        raise UsageError(_on_several(runs))
    return runs[0].loaded, runs[0].patterns


def of_source(loaded: LoadedConfig, name: str) -> LoadedConfig:
    """Return the config with what is said of one source in place of, or added to, what is said of all."""
    config, source = loaded.config, loaded.config.sources[name]
    words = {field: {**config.words.get(field, {}), **said} for field, said in source.words.items()}
    merged = {
        **{key: _over(getattr(config, key), getattr(source, key)) for key in _SECTIONS},
        **{key: {**getattr(config, key), **getattr(source, key)} for key in _ADDED},
        "words": {**config.words, **words},
        "missing": source.missing or config.missing,
    }
    return replace(loaded, config=config.model_copy(update=merged))


def over_sources(asked: Asked, loaded: LoadedConfig | None) -> tuple[Asked, list[str]]:
    """Return what is asked of single sources, and the ids of the metrics that are over all of them."""
    metrics = _metrics(asked.metrics, loaded)
    over = [each.id for each in metrics if isinstance(each, AtRiskDefinition)]
    return (replace(asked, metrics=[each.id for each in metrics if each.id not in over]) if over else asked), over


def source_files(loaded: LoadedConfig, name: str) -> list[str]:
    """Return the files or globs of one source; they start from the folder of the config."""
    return _patterns(loaded.config.sources[name], loaded)


def _over(all_: Section, own: Section) -> Section:
    """Return a section with each key that one source says in place of what is said of all."""
    said = {key: getattr(own, key) for key in own.model_fields_set}
    inner = {key: _over(getattr(all_, key), each) for key, each in said.items() if isinstance(each, Section)}
    return all_.model_copy(update={**said, **inner})


def _metrics(asked: Sequence[str], loaded: LoadedConfig | None) -> list[Definition]:
    catalogue = with_own(loaded.config.metrics if loaded else {}, loaded.document if loaded else None)
    names = [name for each in asked for name in each.split(",") if name.strip()]
    return list({found.id: found for found in (find(catalogue, name) for name in names)}.values())


def _patterns(source: NamedSource, loaded: LoadedConfig) -> list[str]:
    """Return the files or globs of a source; they start from the folder of the config."""
    said = (source.path,) if isinstance(source.path, str) else source.path
    return [str(loaded.path.parent / each) for each in said]


def _files(source: NamedSource, loaded: LoadedConfig) -> set[Path]:
    return {path for pattern in _patterns(source, loaded) for path in _matching(pattern)}


def _matching(pattern: str) -> set[Path]:
    """Return the files that a name or a glob means; a file of that very name goes before a glob."""
    if Path(pattern).exists():
        return {Path(pattern).resolve()}
    return {Path(name).resolve() for name in glob(pattern, recursive=True)}  # noqa: PTH207 - Path.glob takes no absolute pattern


def _no_file(metrics: Sequence[Definition]) -> Problem:
    advice = "for example: cx score nps responses.csv"
    if metrics:
        advice += f"; or say in cx.yaml where it is: sources: {{{metrics[0].source}: {{path: FILE}}}}"
    return Problem(code="no-file", message="no file is named", help=advice)


def _lacking(metric: Definition, there: Mapping[str, FilesConfig]) -> Problem:
    return Problem(
        code="no-file",
        message=f"no file is named, and the config has no source '{metric.source}' for {metric.id}",
        help=f"name a file, or say in cx.yaml: sources: {{{metric.source}: {{path: FILE}}}}; "
        f"sources there: {', '.join(there)}",
    )


def _refuse_over_sources(metrics: Sequence[Definition]) -> None:
    over = [each for each in metrics if isinstance(each, AtRiskDefinition)]
    if over:
        message = f"{over[0].id} is over all sources of the config, and of no single one"
        raise UsageError(Problem(code="kind", message=message, help=f"see it: cx score {over[0].id}; or cx customers"))


def _on_several(runs: Sequence[SourceRun]) -> Problem:
    said = ", ".join(f"{' and '.join(each.asked.metrics)} on {each.source}" for each in runs)
    return Problem(
        code="usage",
        message=f"no file is named, and these metrics are scored on several sources of the config: {said}",
        help="take the metrics of one source at a time, or name files",
    )


def _several(names: Sequence[str]) -> Problem:
    return Problem(
        code="usage",
        message=f"these files are those of several sources of the config: {', '.join(names)}",
        help="name no file: each metric is then scored on its own source; or score the metrics one after the other",
    )


def _in_part(name: str) -> Problem:
    return Problem(
        code="usage",
        message=f"some of these files are those of the source '{name}' of the config, others are not",
        help="what is said of that source is of its files alone: name those or the others, or add these to its path",
    )
