"""The same respondents on two sides: their votes put together by key."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from cxcli.scoring.votes import Nobody, Votes


class PairedVotes(Struct, frozen=True, kw_only=True):
    """How many respondents gave each (answer before, answer after), and who is on one side only.

    `without_key` are the answers before and after of which it is not known whose they are.
    """

    pairs: Mapping[tuple[int, int], int]
    only_before: int
    only_after: int
    without_key: tuple[int, int] = (0, 0)

    @property
    def both(self) -> int:
        """How many respondents are on both sides."""
        return sum(self.pairs.values())

    @property
    def people(self) -> tuple[int, int, int]:
        """How many are on both sides, and on either alone, those of unknown key among these."""
        return self.both, self.only_before + self.without_key[0], self.only_after + self.without_key[1]


def paired_votes(before: Votes | None, after: Votes | None) -> PairedVotes:
    """Return the votes that stand on two sides, put together by their keys; None is a side without votes.

    Raises:
        ValueError: a key has several votes on one side.
    """
    first, second = _answers(before), _answers(after)
    pairs = Counter((answer, second[key]) for key, answer in first.items() if key in second)
    both = pairs.total()
    return PairedVotes(
        pairs=dict(sorted(pairs.items())),
        only_before=len(first) - both,
        only_after=len(second) - both,
        without_key=(_seen(before) - len(first), _seen(after) - len(second)),
    )


def _seen(votes: Votes | None) -> int:
    return 0 if votes is None else len(votes)


def _answers(votes: Votes | None) -> dict[str, int]:
    """Return the answer of each key."""
    if votes is None:
        return {}
    keyed = [
        (key, votes.said[content].value)
        for key, content in zip(votes.keys.tolist(), votes.contents.tolist(), strict=True)
        if not isinstance(key, Nobody)
    ]
    answers = dict(keyed)
    if len(answers) < len(keyed):
        raise ValueError("on each side one vote of a respondent stands")
    return answers
