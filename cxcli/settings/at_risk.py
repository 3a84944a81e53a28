"""Which customers are at risk, as it was asked for: the metrics whose bad rows count, each on its source."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.needs import Need
from cxcli.scoring.at_risk_definition import AtRiskDefinition
from cxcli.scoring.box_definition import BoxDefinition
from cxcli.scoring.catalogue import find, shipped, with_own
from cxcli.scoring.composite_definition import refuse_composites
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import TICKET, has_answers
from cxcli.settings.asked import Asked
from cxcli.settings.fields import named_columns
from cxcli.settings.settle import Settings, settle
from cxcli.settings.sources import of_source, source_files

AT_RISK = "at_risk"
CUSTOMER = "customer"
OF_A_ROW = ("followed_up", "followed_up_at", "created_at", "called_at")
"""What is read of a row beside its customer, where there are columns for it."""

_EXPERIENCED = ("responses", "tickets", "calls")
"""The sources whose rows are experiences of customers."""
_NOT_ASKED = ("by", "change", "column", "one_vote_per", "keep", "raw", "weight", "count", "population", "response_id")
_PEOPLE = ("respondent", "account")
_ROWS_ALONE = ("one_vote_per", "keep", "population", "period", "rolling", "during", "since", "until", "interval")


class ExperienceSource(Struct, frozen=True):
    """One source of a config: its `name`, what settles the runs over it, and its files or globs.

    `settings` are those of all its metrics together, `need` what is read of each row beside those.
    """

    name: str
    settings: Settings
    need: Need
    patterns: Sequence[str]


class AskedRisk(Struct, frozen=True):
    """What was asked for: the definition of risk, the run's own settings, and the sources in the order of the config.

    `named`: somebody said which metrics count; otherwise those count for which a source has columns. `keep_rejects`:
    bad rows are to be listed.
    """

    definition: AtRiskDefinition
    settings: Settings
    sources: Sequence[ExperienceSource]
    named: bool
    keep_rejects: bool = False


def asked_risk(
    asked: Asked, loaded: LoadedConfig | None, clock: datetime, metrics: Sequence[str] = (), risk: str = AT_RISK
) -> AskedRisk:
    """Return what was asked for; `metrics` are those typed, which go before those of the config.

    `risk` is the metric that says how many bad experiences within which time.

    Raises:
        ConfigError, UsageError: there is no config with sources, or a metric is not there or knows no bad experiences.
    """
    if loaded is None or not loaded.config.sources:
        advice = "say where the files are, in cx.yaml: sources: {responses: {path: FILE}, tickets: {path: FILE}}"
        message = f"{AT_RISK} is over the sources of a config, and there are none"
        raise UsageError(Problem(code="several-sources", message=message, help=advice))
    _refuse_of_answers(asked)
    chosen, named = _chosen(loaded, metrics)
    plain = of_rows_alone(loaded)
    definition = _definition(loaded, risk)
    by_source: dict[str, list[Definition]] = {}
    for each in chosen:
        by_source.setdefault(each.source, []).append(each)
    there = [name for name in loaded.config.sources if name in by_source]
    bare = replace(asked, metrics=(), by=(), period=None, rolling=None, since=None, until=None, during=None)
    bare = replace(bare, interval=None, min_n=None, cut=False, shared=True)
    sources = [_source(name, bare, plain, by_source[name], definition, clock) for name in there]
    own = replace(asked, metrics=[by_source[there[0]][0].id], by=(), interval=None, shared=True, maps=())
    settings = settle(own, _without_votes(loaded), clock)
    interval = asked.interval or loaded.config.report.interval
    settings = replace(settings, definitions=[definition], interval=interval, by=[], ballot=None, config=loaded)
    return AskedRisk(definition, settings, sources, named)


def _refuse_of_answers(asked: Asked) -> None:
    """Refuse options that say which of several answers count, or part the rows of one source.

    Raises:
        UsageError: one was typed.
    """
    typed = [name for name in _NOT_ASKED if getattr(asked, name) not in (None, False, ())]
    if typed:
        option = f"--{typed[0].replace('_', '-')}"
        message = f"{option} says nothing to {AT_RISK}: every row of every source is one experience of one customer"
        raise UsageError(Problem(code="usage", message=message, help=f"leave {option} away; for rows: --where"))


def _definition(loaded: LoadedConfig, risk: str) -> AtRiskDefinition:
    """Return the definition of risk, with what the config says of it.

    Raises:
        UsageError: it is another thing in this config, or leaves rows out, which each metric does for itself.
    """
    found = find(with_own(loaded.config.metrics, loaded.document), risk)
    if not isinstance(found, AtRiskDefinition):
        message = f"'{risk}' is another metric in this config"
        raise UsageError(Problem(code="metric", message=message, help="give that one another name"))
    if found.where or found.columns:
        message = f"{found.id} has no filter and no columns: those are said of its metrics and sources"
        raise UsageError(
            Problem(code="usage", message=message, help="say where: of the metrics, or --where for all rows")
        )
    said = loaded.config.at_risk
    given = {"within": said.within, "at_least": said.at_least}
    return replace(found, **{key: value for key, value in given.items() if value and found.id == AT_RISK})


def _chosen(loaded: LoadedConfig, typed: Sequence[str]) -> tuple[list[BoxDefinition], bool]:
    """Return the metrics whose bad rows count, and whether somebody named them.

    Raises:
        ConfigError, UsageError: with all that is wrong.
    """
    known = with_own(loaded.config.metrics, loaded.document)
    names = [name.strip() for each in typed for name in each.split(",") if name.strip()]
    said = names or list(loaded.config.at_risk.metrics)
    if not said:
        return _all(loaded, known), False
    found = [_told(name, known, loaded) for name in said]
    problems = [(place, each) for place, each in enumerate(found) if isinstance(each, Problem)]
    if problems and names:
        raise UsageError(each for _, each in problems)
    if problems:
        raise ConfigError(_at(loaded, place, each) for place, each in problems)
    return list({each.id: each for each in found if not isinstance(each, Problem)}.values()), True


def _all(loaded: LoadedConfig, known: Mapping[str, Definition]) -> list[BoxDefinition]:
    """Return all metrics that know bad experiences and have a source.

    Of the shipped ones those are left out that are variants of others, and those of lists of customers.

    Raises:
        UsageError: there are none.
    """
    own = {name for name, said in loaded.config.metrics.items() if said.bad is not None}
    found = list(_known_bad(loaded, known, own))
    if not found:
        message = f"no source of the config has bad experiences: {', '.join(loaded.config.sources)}"
        advice = f"name sources {', '.join(_EXPERIENCED)}; or a metric of your own, with bad: and source:"
        raise UsageError(Problem(code="several-sources", message=message, help=advice))
    return found


def _known_bad(loaded: LoadedConfig, known: Mapping[str, Definition], own: set[str]) -> Iterator[BoxDefinition]:
    for each in known.values():
        usual = each.id in shipped() and ":" not in each.id and each.source in _EXPERIENCED
        there = (usual or each.id in own) and each.source in loaded.config.sources
        if there and isinstance(each, BoxDefinition) and each.bad:
            yield each


def _told(name: str, known: Mapping[str, Definition], loaded: LoadedConfig) -> BoxDefinition | Problem:
    """Return a metric, or the problem that it is not there, is a composite, knows nothing bad or has no source."""
    try:
        definition = find(known, name)
        refuse_composites([definition])
    except UsageError as refused:
        return refused.problems[0]
    there = loaded.config.sources
    if not isinstance(definition, BoxDefinition) or not definition.bad:
        message = f"{definition.id} knows no bad experiences"
        advice = "a box score or a rate does that says bad: BOX; of a duration make a rate that counts: CONDITION"
        return Problem(code="no-bad-experience", message=message, help=advice)
    if definition.source not in there:
        message = f"the config has no source '{definition.source}' for {definition.id}"
        advice = f"say in cx.yaml: sources: {{{definition.source}: {{path: FILE}}}}; sources there: {', '.join(there)}"
        return Problem(code="no-file", message=message, help=advice)
    return definition


def _at(loaded: LoadedConfig, place: int, problem: Problem) -> Problem:
    loc = ("at_risk", "metrics", place)
    message = f"at_risk.metrics: {problem.message}"
    return loaded.document.problem(loc, key=False, code=problem.code, message=message, advice=problem.help)


def of_rows_alone(loaded: LoadedConfig) -> LoadedConfig:
    """Return the config without what it says of votes, groups and days: every row is an experience."""
    update = {**dict.fromkeys(_ROWS_ALONE), "by": (), "min_n": None}
    report = loaded.config.report.model_copy(update=update)
    return replace(loaded, config=loaded.config.model_copy(update={"report": report}))


def _without_votes(loaded: LoadedConfig) -> LoadedConfig:
    update = {**dict.fromkeys(("one_vote_per", "keep", "population", "interval")), "by": ()}
    report = loaded.config.report.model_copy(update=update)
    return replace(loaded, config=loaded.config.model_copy(update={"report": report}))


def _source(
    name: str,
    asked: Asked,
    loaded: LoadedConfig,
    definitions: Sequence[Definition],
    risk: AtRiskDefinition,
    clock: datetime,
) -> ExperienceSource:
    mine = of_source(loaded, name)
    settings = settle(replace(asked, metrics=[each.id for each in definitions]), mine, clock)
    references = dict(row_references(asked, mine))
    # The id of a response is looked for apart: a plain `id` of answers may begin at 1 in each file.
    optional = OF_A_ROW if all(map(has_answers, definitions)) else (TICKET, *OF_A_ROW)
    need = Need(metric=risk.id, fields=(CUSTOMER,), optional=optional, references=references, zoned=True)
    needs = [*settings.wants.needs, need]
    wants = replace(settings.wants, dated=True, needs=needs)
    return ExperienceSource(name, replace(settings, wants=wants), need, source_files(loaded, name))


def row_references(asked: Asked, loaded: LoadedConfig) -> Iterator[tuple[str, int | str]]:
    """Yield the columns that were named for the fields of a row; who responded is the customer if nobody else is."""
    columns = named_columns(replace(asked, maps=()), loaded, [])
    said = {**columns.declared, **dict(_typed(asked))}
    people = [said[field] for field in (CUSTOMER, *_PEOPLE) if field in said]
    yield from [(CUSTOMER, people[0])] if people else []
    yield from ((field, said[field]) for field in (TICKET, *OF_A_ROW) if field in said)


def _typed(asked: Asked) -> Iterator[tuple[str, str]]:
    pairs = (text.partition("=") for text in asked.maps)
    return ((field.strip(), column.strip()) for field, _, column in pairs)
