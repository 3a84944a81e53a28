"""Groups that are judged, without those of which nothing may be told."""

from collections.abc import Sequence

from cxcli.errors import Notice
from cxcli.reporting.number_format import count
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.privacy import hidden_in_any, refuse_whole
from cxcli.scoring.score import Score

_SHOWN = 40


def groups_told(everything: Score, groups: Sequence[Score], least: int, notices: list[Notice]) -> list[Score]:
    """Return the groups of a column but those of fewer than `least` people, and those that would give these away.

    They are judged with nobody, since where others stand would tell of them. How many are left out goes to the
    `notices`.

    Raises:
        DataError: all of them together are too few people.
    """
    people = {CellKey(1, tuple(score.group.items()), None): score.n for score in groups}
    hidden = hidden_in_any([{OVERALL: everything.n, **people}], least)
    refuse_whole(hidden, least, everything.metric)
    told = [score for score, key in zip(groups, people, strict=True) if key not in hidden]
    left_out = len(groups) - len(told)
    if left_out:
        (column,) = groups[0].group
        said = f"{count(left_out)} group{'' if left_out == 1 else 's'} of {column[:_SHOWN]}"
        message = f"{everything.metric}: {said}: neither shown nor judged, since few people could be told from it"
        notices.append(Notice(code="privacy", message=message))
    return told
