"""Why customers are listed: which reasons were asked for, by what health, and after how long a silence."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.at_risk import AtRiskConfig, RiskReason
from cxcli.config.load import LoadedConfig
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.needs import Need
from cxcli.scoring.catalogue import find, with_own
from cxcli.scoring.composite_definition import CompositeDefinition
from cxcli.settings.asked import Asked
from cxcli.settings.at_risk import of_rows_alone, row_references
from cxcli.settings.settle import Settings, settle
from cxcli.settings.sources import of_source, source_files

SIGN = "sign"
"""What the rows of further sources are called: signs of customers."""

_HEALTH = "health_score"
_SILENT = "90 d"
_DATES = ("used_at", "created_at", "called_at", "followed_up_at", "ordered_at")
_OF_HEALTH = ("red", "falling")


class AskedReasons(Struct, frozen=True):
    """The reasons that count; the composite that says who is red or falling; how long a silence is.

    `signs` are further sources whose rows are signs of customers. `health` is None where nobody asks for it.
    """

    reasons: Sequence[RiskReason]
    health: str | None
    silent: str
    signs: Sequence[str]


class SignSource(Struct, frozen=True):
    """A further source whose rows are signs of customers: its `name`, what settles its run, and its files or globs."""

    name: str
    settings: Settings
    patterns: Sequence[str]


def asked_reasons(loaded: LoadedConfig | None, typed: Sequence[str], *, least: int | None) -> AskedReasons:
    """Return what was asked for: the reasons typed, else those of the config, else all that it says how to tell.

    A number of bad experiences that was typed (`least`) asks for them alone, where no reason was typed.

    Raises:
        ConfigError, UsageError: there is no such reason, the health is none of single customers, or a source of signs
            is not there.
    """
    said = loaded.config.at_risk if loaded else AtRiskConfig()
    usual: Sequence[RiskReason] = ("bad",) if least else said.reasons or _told(said)
    reasons = list(dict.fromkeys(_named(typed) or usual))
    health = (said.health or _HEALTH) if any(each in _OF_HEALTH for each in reasons) else None
    if loaded is not None:
        _refuse(loaded, health, said.signs if "silent" in reasons else ())
    return AskedReasons(reasons, health, said.silent or _SILENT, said.signs)


def sign_sources(
    asked: Asked, loaded: LoadedConfig, signs: Sequence[str], like: str, clock: datetime
) -> list[SignSource]:
    """Return the further sources, read as the metric `like` would read them, which is not scored.

    Raises:
        ConfigError, UsageError: what is said of one of them is wrong.
    """
    bare = replace(asked, metrics=[like], by=(), period=None, rolling=None, since=None, until=None, during=None)
    return [_sign_source(name, replace(bare, where="", cut=False, shared=True), loaded, clock) for name in signs]


def _named(typed: Sequence[str]) -> list[RiskReason]:
    known: dict[str, RiskReason] = {each: each for each in get_args(RiskReason)}
    names = [name.strip() for each in typed for name in each.split(",") if name.strip()]
    if any(name not in known for name in names):
        message = "there is no such reason to list customers"
        raise UsageError(Problem(code="usage", message=message, help=f"--reason {', '.join(known)}"))
    return [known[name] for name in names]


def _sign_source(name: str, asked: Asked, loaded: LoadedConfig, clock: datetime) -> SignSource:
    mine = of_source(of_rows_alone(loaded), name)
    settings = settle(asked, mine, clock)
    references = dict(row_references(asked, mine))
    need = Need(
        metric=SIGN,
        fields=("customer",),
        optional=("usage",),
        dates=_DATES,
        references=references,
        zoned=True,
        placed=True,
    )
    wants = replace(settings.wants, answers=[], needs=[need], filters={}, flags=(), amounts={}, dated=True)
    return SignSource(name, replace(settings, definitions=[], wants=wants, periods=None), source_files(loaded, name))


def _told(said: AtRiskConfig) -> list[RiskReason]:
    found: list[RiskReason] = ["bad", "detractor"]
    if said.health is not None:
        found += ["red", "falling"]
    if said.silent is not None:
        found.append("silent")
    return found


def _refuse(loaded: LoadedConfig, health: str | None, signs: Sequence[str]) -> None:
    """Refuse a health that is none of customers, and sources that are not there.

    Raises:
        ConfigError, UsageError: with all that is wrong.
    """
    problems = []
    if health is not None:
        problems += _of_customers(loaded, health)
    there = loaded.config.sources
    for place, name in enumerate(signs):
        if name not in there:
            loc = ("at_risk", "signs", place)
            message = f"at_risk.signs: there is no source '{name}'"
            advice = f"sources there: {', '.join(there)}"
            problems.append(loaded.document.problem(loc, key=False, code="no-file", message=message, advice=advice))
    if problems:
        raise ConfigError(problems)


def _of_customers(loaded: LoadedConfig, health: str) -> list[Problem]:
    """Return the problem that a metric is no composite of single customers.

    Raises:
        UsageError: nobody named it in the config, where its place could be told.
    """
    known = with_own(loaded.config.metrics, loaded.document)
    try:
        found = find(known, health)
        message = f"{found.id} is no composite of single customers"
        if isinstance(found, CompositeDefinition) and found.per is not None:
            return []
    except UsageError as unknown:
        message = unknown.problems[0].message
    advice = f"name one with per: customer, such as {_HEALTH}; cx metrics lists all"
    if loaded.config.at_risk.health is None:
        raise UsageError(Problem(code="metric", message=message, help=advice))
    loc = ("at_risk", "health")
    return [loaded.document.problem(loc, key=False, code="metric", message=f"at_risk.health: {message}", advice=advice)]
