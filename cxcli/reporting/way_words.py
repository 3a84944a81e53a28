"""How a field is worked out from others, in words."""

from cxcli.mapping.expression import unparse
from cxcli.mapping.ways import Way


def way_text(name: str, way: Way) -> str:
    """Return for example `resolution_time = solved_at - created_at`; of a word its cases, one after the other."""
    if way.sum:
        return f"{name} = {' + '.join(way.sum)}"
    if way.between is not None:
        start, end = way.between
        return f"{name} = business time from {start} to {end}" if way.in_hours else f"{name} = {end} - {start}"
    cases = [f"{word} where {unparse(condition)}" for word, condition in way.cases]
    otherwise = [] if way.otherwise is None else [f"else {way.otherwise}" if cases else way.otherwise]
    return f"{name} = {'; '.join([*cases, *otherwise])}"
