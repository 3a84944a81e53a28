"""What an analysis of drivers says in words: how much is explained, which rows count, what can be told apart."""

from collections.abc import Sequence

from cxcli.analysis.filled_driver import Filled
from cxcli.analysis.key_drivers import KeyDrivers
from cxcli.analysis.prediction import Prediction
from cxcli.analysis.roc import Area
from cxcli.reporting.driver_tables import area_text, percent_text
from cxcli.reporting.number_format import count, number, share

METHODS = {"lmg": "mean over all orders (LMG)", "johnson": "relative weights (Johnson)"}
ASSOCIATION = "These are associations, not effects: what moves together need not move the other."

_HIGH, _VERY_HIGH = 5, 10
_SHOWN = 4


def explained_texts(found: KeyDrivers) -> list[str]:
    """Return how much of the variance all drivers explain."""
    low, high = (number(100 * limit, "", 1) for limit in found.r_squared_limits)
    least, most = (number(100 * limit, "", 1) for limit in found.adjusted_limits)
    return [
        f"R² {share(100 * found.r_squared)}",
        f"{percent_text(found.confidence)} {low} to {high}",
        f"adjusted {share(100 * found.adjusted)} ({least} to {most})",
        f"n {count(found.n)}",
    ]


def foretold_texts(found: Prediction) -> list[str]:
    """Return how well the held-out rows were foretold."""
    limits = area_limits(found.together)
    return [
        f"AUC {area_text(found.together.value)}",
        *([f"{percent_text(found.confidence)} {limits}"] if limits else ["no limits: no forecast is wrong"]),
        f"Brier {area_text(found.brier)}, of the base rate {area_text(found.base)}",
        f"held out {count(found.n[1])} of {count(sum(found.n))}",
        f"{count(sum(found.events))} a yes",
    ]


def area_limits(found: Area) -> str:
    """Return "0.612 to 0.713", or nothing."""
    return "" if found.low is None or found.high is None else f"{area_text(found.low)} to {area_text(found.high)}"


def rows_used_text(scored: int, used: int, filled: Sequence[Filled]) -> str:
    """Return how many scored rows are complete, and what lacks in the others."""
    lost = [_lost(each) for each in filled if each.n < scored]
    said = f"{count(scored)} scored rows: {count(used)} complete, {count(scored - used)} not"
    return f"{said} ({'; '.join(lost)})" if lost else said


def readings_text(filled: Sequence[Filled]) -> str:
    """Return what the columns were taken for."""
    kinds: dict[str, list[str]] = {}
    for each in filled:
        kinds.setdefault(each.kind, []).append(each.name)
    return "read as " + "; ".join(f"{kind}: {', '.join(names)}" for kind, names in kinds.items())


def driver_notes(found: KeyDrivers) -> list[str]:
    """Return what can be told apart, what chance makes, what speaks against it, and that these are associations."""
    return [
        _order(found),
        f"share: of R², by {METHODS[found.method]}, and ranks, with limits of 1,000 draws of rows",
        _chance(found),
        *_collinear(found),
        *(_suppressed(each.name) for each in found.drivers if each.suppressed),
        ASSOCIATION,
    ]


def forecast_notes(found: Prediction) -> list[str]:
    """Return what the forecast is worth, and which drivers it could not do without."""
    clear = [each.name for each in found.predictors if each.clear]
    best = max(found.predictors, key=lambda each: (each.alone.value, each.name))
    if found.chance:
        worth = "No better than chance: the limits of the AUC hold 0.5."
    elif clear:
        worth = f"The forecast is clearly worse without {_listed(clear)}."
    else:
        worth = "No single driver is missed clearly: what one tells, others tell as well."
    alone, together = area_text(best.alone.value), area_text(found.together.value)
    lines = [worth, f"{best.name} alone has the highest AUC, {alone}; all together have {together}."]
    if found.base <= found.brier:
        lines.append("The forecasts are no closer than the base rate (Brier).")
    if found.separated:
        lines.append("The rows fitted on are told apart without a fault: coefficients rest on the ridge alone.")
    ridge = "logistic regression with a light ridge (0.01), fitted on 70 of 100 rows and judged on the others"
    return [*lines, f"{ridge}; AUC limits by DeLong", ASSOCIATION]


def _lost(each: Filled) -> str:
    reasons = {"blank": each.blank, "missing": each.missing, "unreadable": each.unreadable}
    if each.joined:
        reasons = {"blank": each.blank, "without a row": each.missing, "unreadable": each.unreadable}
    said = ", ".join(f"{count(n)} {reason}" for reason, n in reasons.items() if n)
    return f"{each.name} {said}"


def _chance(found: KeyDrivers) -> str:
    chance, limit = share(100 * found.chance, 2), percent_text(found.confidence)
    return (
        f"driver: explains more than chance, and has an effect beside the others; shared: what it explains others "
        f"explain as well; chance: at most {chance} of all variance, which of as many columns that mean nothing "
        f"the largest stays under in {limit} of files"
    )


def _order(found: KeyDrivers) -> str:
    first, *others = found.drivers
    if first.found == "chance":
        return "No driver explains more than chance would."
    if found.apart:
        return f"{first.name} is first: its rank overlaps with no other."
    near = [each.name for each in others if each.ranks[0] <= first.ranks[1]]
    return f"{first.name} has the largest share, but cannot be told apart from {_listed(near)}: their ranks overlap."


def _collinear(found: KeyDrivers) -> list[str]:
    pairs = [f"{one} and {other} (r {number(r, '', 2)})" for one, other, r in found.alike]
    lines = [f"Hardly to be told apart: {_listed(pairs)}."] if pairs else []
    for least, most, word in ((_VERY_HIGH, None, "largely"), (_HIGH, _VERY_HIGH, "partly")):
        mine = [each for each in found.drivers if _between(each.inflation, least, most)]
        said = [
            f"{each.name} (VIF {'infinite' if each.inflation is None else number(each.inflation, '', 1)})"
            for each in mine
        ]
        lines += [f"What they say follows {word} from the other drivers: {_listed(said)}."] if said else []
    return lines


def _between(inflation: float | None, least: float, most: float | None) -> bool:
    if inflation is None:
        return most is None
    return inflation > least and (most is None or inflation <= most)


def _suppressed(name: str) -> str:
    return f"{name} goes the other way once the others are held fixed (suppression): its direction alone misleads."


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_SHOWN])
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
