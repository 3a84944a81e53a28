"""What is put side by side of a composite: two files, two groups of customers, or two periods."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.wants import Wants
from cxcli.settings.composites import AskedComposite
from cxcli.settings.settle import Settings
from cxcli.settings.sides import AskedSides, Sides, sides_alone

_POWER = AskedSides().power
_SHOWN = 40


class ComparedComposite(Struct, frozen=True):
    """What is asked of the run that has both sides of a composite, by the `sides` and the config without its report."""

    asked: AskedComposite
    sides: Sides
    loaded: LoadedConfig | None


def compared_composite(
    asked: AskedComposite, said: AskedSides, loaded: LoadedConfig | None, clock: datetime, *, named: int
) -> ComparedComposite:
    """Return what is compared of a composite; `named` files were named.

    The groups and periods of the config's report are left out.

    Raises:
        ConfigError, UsageError: the sides are not two, or something is asked for that a composite has not.
    """
    _refuse_options(asked, said)
    loaded = _without_cuts(loaded)
    sides = sides_alone(asked.asked, said, loaded, clock)
    name, per = asked.definition.id, asked.definition.per
    if not sides.two:
        message = f"two groups of {name} are compared, and not many at once"
        advice = f"name two: --between {sides.column[:_SHOWN]}=A,B; all of them: cx score {name} --by COLUMN"
        raise _usage("between", message, advice)
    if sides.kind == "groups" and sides.column == per:
        message = f"{name} is scored per {per}, and one of them is no group"
        raise _usage("between", message, f"see them one by one: cx score {name} --per {per}")
    if sides.kind == "files" and not named:
        message = f"no two sides of {name} are named"
        advice = "--between period=2025-Q1,2025-Q2, --between plan=A,B; or name two files that have all its parts each"
        raise _usage("between", message, advice)
    columns = [] if sides.kind == "periods" else [sides.column]
    grouped = replace(asked, by=[(column,) for column in columns if sides.kind == "groups"])
    parts = replace(asked.asked, by=[*([per] if per else []), *columns], period=None, rolling=None)
    return ComparedComposite(replace(grouped, asked=parts), sides, loaded)


def cut_in_two(settings: Settings, compared: ComparedComposite) -> Settings:
    """Return the settings of the run over one source, with the cells of two files or periods."""
    per, sides = compared.asked.definition.per, compared.sides
    if sides.kind == "periods":
        return replace(settings, periods=sides.spans, wants=replace(settings.wants, dated=True))
    by = [tuple(name for name in (FILE_COLUMN.name, per) if name)]
    wants: Wants = replace(settings.wants, by=list(by[0]))
    return replace(settings, by=by, wants=wants)


def _refuse_options(asked: AskedComposite, said: AskedSides) -> None:
    definition = asked.definition
    if said.by:
        message = f"what moved {definition.id} is told by its parts, and not by segments"
        raise _usage("composite", message, "leave --by away; for one group alone: --where \"COLUMN == 'KEY'\"")
    if said.paired is not None:
        who = (
            f"{definition.per}s who are on both sides are paired as it is" if definition.per else "it has no customers"
        )
        raise _usage("composite", f"{definition.id} pairs no answers: {who}", "leave --paired away")
    if said.power != _POWER:
        message = f"{definition.id} has no power to be set: what would be seen is known of answers"
        raise _usage("composite", message, f"leave --power away; or compare a part: cx compare {_part(asked)}")


def _part(asked: AskedComposite) -> str:
    return next(iter(asked.metrics.values()))


def _without_cuts(loaded: LoadedConfig | None) -> LoadedConfig | None:
    if loaded is None:
        return None
    report = loaded.config.report.model_copy(update={"by": (), "period": None, "rolling": None})
    return replace(loaded, config=loaded.config.model_copy(update={"report": report}))


def _usage(code: str, message: str, advice: str) -> UsageError:
    return UsageError(Problem(code=code, message=message, help=advice))
