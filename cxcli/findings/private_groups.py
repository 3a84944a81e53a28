"""Groups that are judged, without those of which nothing may be told."""

from msgspec.structs import replace

from cxcli.analysis.groups_finding import GroupsFinding
from cxcli.errors import Notice
from cxcli.reporting.number_format import count
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.privacy import hidden_in_any, refuse_whole


def groups_told(found: GroupsFinding, least: int, notices: list[Notice]) -> GroupsFinding:
    """Return what was found without the groups of fewer than `least` people, and those that would give these away.

    They were judged with the others and are part of the overall value. How many are left out goes to the `notices`.

    Raises:
        DataError: all of them together are too few people.
    """
    judged = {group.name: group.score.n for group in found.judgement.groups} if found.judgement else {}
    apart = {score.group[found.column]: score.n for score in found.apart}
    # The overall value is that of the judged groups; what became of the rows is told of all of them.
    tables = [
        {_key(found, name): people for name, people in names.items()} | {OVERALL: sum(names.values())}
        for names in (judged, judged | apart)
    ]
    tables[0][OVERALL] = found.overall.n
    hidden = hidden_in_any(tables, least)
    refuse_whole(hidden, least, found.metric.id)
    left_out = [name for name in (*judged, *apart) if _key(found, name) in hidden]
    if not left_out:
        return found
    groups = f"{count(len(left_out))} group{'' if len(left_out) == 1 else 's'} of {found.column[:_SHOWN]}"
    notices.append(
        Notice(code="privacy", message=f"{found.metric.id}: {groups}: not shown, for the sake of few people")
    )
    judgement = found.judgement and replace(
        found.judgement, groups=[group for group in found.judgement.groups if group.name not in left_out]
    )
    return replace(
        found,
        judgement=judgement,
        apart=[score for score in found.apart if score.group[found.column] not in left_out],
    )


_SHOWN = 40


def _key(found: GroupsFinding, name: str) -> CellKey:
    return CellKey(1, ((found.column, name),), None)
