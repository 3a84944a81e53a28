"""In which order groups are listed, and which of them."""

from typing import Literal

from msgspec import Struct

from cxcli.analysis.judged_groups import JudgedGroup, Judgement

Order = Literal["name", "n", "evidence"]


class Listed(Struct, frozen=True):
    """How groups are listed: by name, the most answers first, or the surest call first. There is no order by value.

    With `bad_only` there are those alone that are worse.
    """

    order: Order = "name"
    bad_only: bool = False

    def of(self, judgement: Judgement) -> list[JudgedGroup]:
        """Return the groups that are listed, in order; of those that are equal in it, by name."""
        groups = [group for group in judgement.groups if group.verdict == "worse" or not self.bad_only]
        if self.order == "n":
            return sorted(groups, key=lambda group: -group.score.n)
        return sorted(groups, key=_evidence) if self.order == "evidence" else groups


def _evidence(group: JudgedGroup) -> tuple[bool, float]:
    """Those that are judged first, the smallest p first."""
    return group.standing is None, 0.0 if group.standing is None else group.standing.p
