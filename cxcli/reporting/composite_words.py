"""The words in which a composite is told: its score, the customers without one, its parts, and what moved it."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.composite_cells import SEVERAL, CompositeCell, CompositeGroup, PartFound
from cxcli.reporting.change_words import signed
from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import headline, part_texts, rows_text
from cxcli.scoring.cells import BLANK_KEY
from cxcli.scoring.composite_definition import CompositeDefinition, Part
from cxcli.scoring.interval import Interval
from cxcli.scoring.score import PeriodSpan

_METHODS = {
    "t": "t interval, each {per} being a unit",
    "comonotone": "limits as wide as they can be: all parts at their worse ends at once, or at their better ones",
}


def plural(per: str, n: int) -> str:
    """Return "1 account", "214 accounts"."""
    return f"{count(n)} {per}{'' if n == 1 else 's'}"


def composite_headline(definition: CompositeDefinition, cell: CompositeCell, decimals: int) -> list[str]:
    """Return the parts of the first line: name and score, limits, and how many customers or parts it is of."""
    if cell.score.private:
        return headline(cell.score, decimals)
    *said, _ = headline(cell.score, decimals)
    return [*said, plural(definition.per or "part", cell.score.n)]


def bands_texts(definition: CompositeDefinition, cell: CompositeCell) -> list[str]:
    """Return "red 12.5 %" and so on, or the one band of an index."""
    if definition.per is None and cell.score.value is not None:
        return [definition.band(cell.score.value)]
    return part_texts(cell.score)


def unscored_text(definition: CompositeDefinition, cell: CompositeCell) -> str:
    """Return how many customers have no score, and why; nothing where all have one."""
    lacking = len(cell.members) - len(cell.scored)
    if definition.per is None or not lacking:
        return ""
    least = f"{100 * definition.coverage:g} % of the weight"
    return f"no score for {count(lacking)} of {plural(definition.per, len(cell.members))}: less than {least} is there"


def method_text(definition: CompositeDefinition, cell: CompositeCell) -> str:
    """Return what the score is a mean of, and how its limits came about."""
    method = _METHODS.get(cell.score.interval or "", "").format(per=definition.per)
    what = f"mean of the scores of {definition.per}s" if definition.per else "index of overall values"
    return f"{what}; {method}" if method else what


def rows_texts(definition: CompositeDefinition, cell: CompositeCell) -> list[str]:
    """Return what became of the rows of each part, and how many of them name no customer."""
    return [
        f"{each.part.name}: {rows_text(each.score)}{_unnamed(definition, each)}" for each in cell.parts if each.score
    ]


def reasons(cell: CompositeCell) -> list[str]:
    """Return why parts have no value over all customers."""
    return [
        f"{each.part.name}: no value ({each.score.reason})"
        for each in cell.parts
        if each.score and each.score.value is None
    ]


def left_out_text(left_out: Sequence[Part], definition: CompositeDefinition) -> str:
    """Return which parts are left out since nobody has said where their rows are; nothing where none is."""
    if not left_out:
        return ""
    share = sum(part.weight for part in left_out) / sum(part.weight for part in definition.parts)
    names = ", ".join(f"{part.name} ({part.metric})" for part in left_out)
    weight = number(100 * float(share), "percent", 0)
    return f"left out, as the config has no source for it: {names}; {weight} of the weight"


def groups_texts(
    definition: CompositeDefinition, groups: Sequence[CompositeGroup], files: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return which file has the column of each breakdown, and what became of customers of several groups or of none."""
    if definition.per is None:
        return []
    said = [f"{name} is a column of {', '.join(some)}" for name, some in files.items()]
    keys = {key for each in groups for key in each.group.values()}
    per = definition.per
    said += [f"(several): {per}s whose rows name several groups"] if SEVERAL in keys else []
    return [*said, *([f"(blank): {per}s whose rows name none"] if BLANK_KEY in keys else [])]


def change_texts(definition: CompositeDefinition, cell: CompositeCell, decimals: int) -> list[str]:
    """Return the pieces of the line that says what changed since the period before; none where nothing is known."""
    if cell.change is None or cell.since is None or cell.score.period is None:
        return []
    found = cell.change
    limits = ""
    if isinstance(found.limits, Interval):
        low, high = (number(end, "", decimals) for end in (found.limits.low, found.limits.high))
        limits = f" ({100 * cell.score.confidence:g} % {low} to {high})"
    ends = f"{_label(cell.score.period)} after {_label(cell.since)}"
    pieces = [f"{name} {signed(each.points, decimals)}" for name, each in found.parts.items()]
    weight = sum(each.weight for each in found.parts.values())
    pieces += [f"parts that came or went {signed(weight, decimals)}"] if weight else []
    pieces += [f"{definition.per}s that came or went {signed(found.customers, decimals)}"] if found.customers else []
    return [f"{ends}: {signed(found.difference, decimals)}{limits}", *pieces]


def _label(period: PeriodSpan) -> str:
    return period.label if period.complete else f"{period.label} (incomplete)"


def _unnamed(definition: CompositeDefinition, part: PartFound) -> str:
    return f"; {count(part.unnamed)} of them name no {definition.per}" if part.unnamed else ""
