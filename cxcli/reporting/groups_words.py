"""The sentences in which groups that are judged are told."""

from collections.abc import Sequence
from math import sqrt

from cxcli.analysis.funnel import FUNNEL, Dispersion
from cxcli.analysis.groups_finding import CaseMix, GroupsFinding
from cxcli.analysis.judged_groups import JudgedGroup, Judgement
from cxcli.reporting.number_format import count, number
from cxcli.reporting.quantities import quantity
from cxcli.reporting.safe import safe
from cxcli.reporting.score_words import confidence_text, limits_text, method_text, n_texts, value_text
from cxcli.reporting.sentence import metric_name

_MOST_NAMED = 12
_TEST = (
    "better, worse: p, adjusted for {tests} tests at once (Benjamini-Hochberg), is {level:g} or less: about so large a "
    "part of those called is so by chance; unclear: not different from chance"
)
_SHRUNK = (
    "shrunk: the value drawn towards the overall one as far as chance may have moved it, the best guess of what the "
    "group would have with many more answers"
)
_SMALL = "small: {groups} with fewer than {min_n} answers; not judged, but part of the overall value"
_NONE = "none: {groups} of which nothing can be said: no other has such cases, or all answers to them are alike"


def finding_text(found: GroupsFinding) -> str:
    """Return which groups stand out, "CSAT: 2 of 38 groups of agent stand apart …: Ann worse, Bob better"."""
    name, column = metric_name(found.metric.id), safe(found.column)
    judgement = found.judgement
    if judgement is None or not judgement.standings:
        return f"{name} by {column}: no group can be judged: {found.reason}"
    apart = [group for group in judgement.groups if group.verdict in ("better", "worse")]
    groups = f"{count(len(judgement.standings))} groups of {column}"
    if not apart:
        return f"{name}: {_explained(judgement)} where each of {groups} stands"
    named = ", ".join(f"{safe(group.name)} {group.verdict}" for group in apart[:_MOST_NAMED])
    more = f" and {count(len(apart) - _MOST_NAMED)} more" if len(apart) > _MOST_NAMED else ""
    return f"{name}: {count(len(apart))} of {groups} {_stand(apart)} apart {_beyond(judgement)}: {named}{more}"


def overall_text(found: GroupsFinding, decimals: int) -> str:
    """Return "overall 71.2 % (95 % 70.0 to 72.4, n 8,123), without 2 groups that are nobody"."""
    score = found.overall
    limits = limits_text(score, decimals)
    known = [f"{confidence_text(score)} {limits}"] if limits else [safe(score.reason)] if score.reason else []
    nobody = len(found.apart)
    apart = f", without {count(nobody)} group{'' if nobody == 1 else 's'} that {_are(nobody)} nobody" if nobody else ""
    return f"overall {value_text(score, decimals)} ({', '.join([*known, *n_texts(score)])}){apart}"


def circumstances(found: GroupsFinding) -> list[str]:
    """Return how many groups are outside the limits, how far they lie apart, and what they are adjusted for."""
    judgement = found.judgement
    if judgement is None or judgement.dispersion is None:
        return []
    mixed = [_mixed(found.mix)] if found.mix else []
    return [_outside(judgement), _spread(found, judgement.dispersion), *mixed]


def notes(found: GroupsFinding, judgement: Judgement) -> tuple[str, ...]:
    """Return what the words in the table mean."""
    small = sum(group.verdict == "small" for group in judgement.groups)
    none = sum(group.verdict == "unjudged" for group in judgement.groups)
    said = (
        (_TEST.format(tests=count(len(judgement.standings)), level=found.level), bool(judgement.standings)),
        (_SHRUNK, bool(judgement.standings)),
        (_SMALL.format(groups=count(small), min_n=count(found.min_n)), bool(small)),
        (_NONE.format(groups=count(none)), bool(none)),
    )
    return tuple(text for text, there in said if there)


def apart_text(found: GroupsFinding) -> str:
    """Return who is not judged because it is nobody."""
    return "apart: not judged, and not part of the overall value" if found.apart else ""


def method_texts(found: GroupsFinding) -> list[str]:
    """Return how the numbers were made."""
    return [method_text(found.overall)]


def _outside(judgement: Judgement) -> str:
    """Return how many groups are outside the limits, and how many would be by chance alone."""
    groups = len(judgement.standings)
    parts = [
        f"{count(sum(each.outside(place) for each in judgement.standings))} outside the {100 * confidence:g} % limits, "
        f"where chance alone puts {number(groups * (1 - confidence), '', 1)}"
        for place, confidence in enumerate(FUNNEL)
    ]
    return f"of {count(groups)} groups judged, {'; '.join(parts)}"


def _spread(found: GroupsFinding, spread: Dispersion) -> str:
    """Return how far groups lie apart, and what was made of that."""
    phi = number(spread.phi, "", 2)
    if not spread.significant:
        return f"spread: phi {phi}, no more than chance explains"
    if not spread.applied:
        far = "who stands far apart moves the overall value that the others are beside"
        return f"spread: phi {phi}, more than chance explains; {far}"
    usual = quantity(sqrt(spread.between), _plain(found.overall.unit), 1)
    return (
        f"spread: phi {phi}: groups differ by more than chance throughout, so the limits are widened by what they "
        f"usually differ by (standard deviation {usual}), and only who stands apart from that is called"
    )


def _mixed(mix: CaseMix) -> str:
    rare = f"; {count(mix.rare)} rare ones are one" if mix.rare else ""
    alone = f"; {count(mix.alone)} answers have no other group beside them and say nothing" if mix.alone else ""
    columns = safe(", ".join(mix.columns))
    return (
        f"adjusted for {columns}: {count(mix.strata)} strata{rare}{alone}; what these columns do not tell of the cases "
        "is not adjusted for"
    )


def _explained(judgement: Judgement) -> str:
    return "chance and what groups usually differ by explain" if _widened(judgement) else "chance explains"


def _beyond(judgement: Judgement) -> str:
    return "from what groups usually differ by" if _widened(judgement) else "by more than chance explains"


def _widened(judgement: Judgement) -> bool:
    return judgement.dispersion is not None and judgement.dispersion.applied


def _stand(groups: Sequence[JudgedGroup]) -> str:
    return "stands" if len(groups) == 1 else "stand"


def _are(number_of: int) -> str:
    return "is" if number_of == 1 else "are"


def _plain(unit: str) -> str:
    """Return the unit of a difference: points of percent have no sign."""
    return "" if unit == "percent" else unit
