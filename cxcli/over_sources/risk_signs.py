"""What else puts customers on the list: the runs that tell of their health, and of signs in further sources."""

from datetime import datetime

from msgspec.structs import replace

from cxcli.analysis.composite_cells import CompositeCell
from cxcli.at_risk.found import RiskFound
from cxcli.at_risk.health_read import HealthRead, Months, health_months, health_read
from cxcli.at_risk.listing import Listing, Signs
from cxcli.at_risk.other_signs import OtherSigns, other_signs
from cxcli.config.load import LoadedConfig
from cxcli.errors import Notice
from cxcli.findings.composite_doubts import composite_doubts
from cxcli.findings.composite_found import composite_found
from cxcli.over_sources.opening import Opening
from cxcli.over_sources.scored import scored_over_sources
from cxcli.scoring.retention_span import DAY
from cxcli.scoring.row_definitions import seconds_text
from cxcli.scoring.worked_out import MILLION
from cxcli.settings import Asked
from cxcli.settings.at_risk_reasons import AskedReasons, sign_sources
from cxcli.settings.composites import AskedComposite, composite_asked


def signs_asked(
    asked: Asked,
    loaded: LoadedConfig | None,
    clock: datetime,
    why: AskedReasons,
    found: RiskFound,
    opening: Opening,
) -> Signs:
    """Return what was asked of customers beside their bad experiences; what must be said goes to the run.

    Raises:
        CxError: a source is refused, or too little of the health can be told.
    """
    health = _health(asked, loaded, clock, why.health, found, opening) if why.health else None
    if "silent" not in why.reasons or loaded is None:
        return Signs(why.reasons, health)
    others = _others(asked, loaded, clock, why, found, opening)
    filtered = bool(asked.where or loaded.config.report.where)
    return Signs(why.reasons, health, _microseconds(why.silent), others, filtered)


def silence_doubts(made: Listing) -> list[Notice]:
    """Return a notice for each source that ends too early to tell who is silent."""
    if made.silence is None:
        return []
    days = f"{made.silence.within / DAY:g} d"
    return [
        Notice(
            code="silent-source",
            message=f"nobody gave a sign in {name} in the latest {days}: it is left out of who is silent",
        )
        for name in made.silence.left_out
    ]


def _health(
    asked: Asked, loaded: LoadedConfig | None, clock: datetime, metric: str, found: RiskFound, opening: Opening
) -> HealthRead:
    """Return the health of each customer in the latest whole months, and in those before."""
    bare = replace(asked, metrics=[metric], by=(), period=None, rolling=None, during=None, interval=None, min_n=1)
    composite = composite_asked(bare, loaded, ())
    if composite is None:
        raise TypeError("the health is a composite")
    months = health_months(found.stretch.until, _microseconds(found.metric.source.within))
    cells = [_cell(composite, loaded, clock, each, found, opening) for each in months]
    made = health_read(composite.definition, months, (cells[0], cells[1]), found.run.plan.confidence)
    found.run.notices += _strangers(made, found)
    return made


def _cell(
    composite: AskedComposite,
    loaded: LoadedConfig | None,
    clock: datetime,
    months: Months,
    found: RiskFound,
    opening: Opening,
) -> CompositeCell:
    of = replace(composite.asked, since=f"{months.first}", until=f"{months.last}")
    run = scored_over_sources(of, loaded, clock, opening)
    made = composite_found(run, composite)
    said = [*made.run.notices, *composite_doubts(made)]
    found.run.notices += [each for each in said if each not in found.run.notices]
    return made.cells[0]


def _strangers(made: HealthRead, found: RiskFound) -> list[Notice]:
    """Return the notice that no customer with a health is one of those with experiences."""
    known = set(found.rows.texts["customer"][1]) if len(found.rows) else set()
    if not made.lines or known & {each.customer for each in made.lines}:
        return []
    message = f"no customer of {made.metric} has an experience in the sources; are the ids written alike?"
    return [Notice(code="keys-apart", message=message)]


def _others(
    asked: Asked, loaded: LoadedConfig, clock: datetime, why: AskedReasons, found: RiskFound, opening: Opening
) -> list[OtherSigns]:
    read = {each.name for each in found.sources}
    like = found.sources[0].made.settings.definitions[0].id
    told = []
    for each in sign_sources(asked, loaded, [name for name in why.signs if name not in read], like, clock):
        with opening(each.name, each.patterns) as inputs:
            told.append(other_signs(each, inputs, found.stretch.until))
        found.run.notices += told[-1].notices
    return told


def _microseconds(length: str) -> int:
    return round(float(seconds_text(length)) * MILLION)
