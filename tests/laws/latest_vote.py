"""One vote for each person or account: a ledger in which the latest (or the first) vote wins."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from msgspec import Struct, field
from msgspec.structs import force_setattr

from cxcli.rows import Disposition
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.exact_sum import Exact, Number, exact, read_exact

Keep = Literal["latest", "first"]


@dataclass(frozen=True, slots=True, order=True)
class Vote:
    """One answered row: when it was given (`at`, any whole number that grows with time), where it stands, what it says.

    Votes are ordered by time; at the same time by `file` and `line`, so that the winner does not depend on the order
    in which files are read. `weight` is 1 where rows are not weighted.
    """

    at: int
    file: str
    line: int
    value: Exact
    weight: Exact = 1

    @classmethod
    def of(cls, at: int, file: str, line: int, value: Number, weight: Number = 1) -> "Vote":
        """A vote with value and weight made exact."""
        return cls(at, file, line, exact(value), exact(weight))


class LatestVote(Struct, frozen=True):
    """The standing vote of each entity (`votes`), and how many `rows` were seen to find it.

    `keep` says which of several votes stands. A merged-away vote is known as such only at the end: until `settled`, all
    rows count.

    Raises:
        ValueError: fewer rows than entities, or an unknown `keep`.
    """

    votes: Mapping[str, Vote] = field(default_factory=dict)
    rows: int = 0
    keep: Keep = "latest"
    weighted: bool = False

    def __post_init__(self) -> None:
        if self.keep not in get_args(Keep):
            raise ValueError("the vote to keep is the latest or the first")
        if self.rows < len(self.votes) or (self.rows and not self.votes):
            raise ValueError("every entity of a ledger has at least one row, and every row an entity")
        if not self.rows:
            # One empty ledger, not four: what holds no rows has no rule yet.
            force_setattr(self, "keep", "latest")
            force_setattr(self, "weighted", False)

    @classmethod
    def empty(cls) -> "LatestVote":
        """The ledger of no rows; neutral for both ways to keep, weighted or not."""
        return cls()

    @classmethod
    def of(cls, votes: Iterable[tuple[str, Vote]], *, keep: Keep = "latest", weighted: bool = False) -> "LatestVote":
        """The ledger of some (entity, vote) rows."""
        standing: dict[str, Vote] = {}
        rows = 0
        for entity, vote in votes:
            rows += 1
            standing[entity] = _winner(keep, standing.get(entity, vote), vote)
        return cls(standing, rows, keep, weighted)

    def __add__(self, other: "LatestVote") -> "LatestVote":
        if not self.rows or not other.rows:
            return self if self.rows else other
        if (self.keep, self.weighted) != (other.keep, other.weighted):
            raise ValueError("ledgers that keep different votes, or weighted and unweighted ones, do not add")
        # The larger one is copied at the speed of a dict, the smaller one is walked through.
        small, large = sorted((self.votes, other.votes), key=len)
        standing = dict(large)
        for entity, vote in small.items():
            standing[entity] = _winner(self.keep, standing.get(entity, vote), vote)
        return LatestVote(standing, self.rows + other.rows, self.keep, self.weighted)

    @property
    def n(self) -> int:
        """Answers seen, votes that will be superseded included."""
        return self.rows

    def settled(self) -> tuple[CountsByValue, Mapping[Disposition, int]]:
        """The standing votes counted by value, and the rows that another vote of the same entity replaced."""
        superseded = self.rows - len(self.votes)
        return self._counts(), {Disposition.SUPERSEDED: superseded} if superseded else {}

    def to_json(self) -> dict[str, object]:
        """`{"keep", "weighted", "rows", "votes": {entity: [at, file, line, value, weight]}}`, sorted by entity."""
        votes = {
            entity: [vote.at, vote.file, vote.line, str(vote.value), str(vote.weight)]
            for entity, vote in sorted(self.votes.items())
        }
        return {"keep": self.keep, "weighted": self.weighted, "rows": self.rows, "votes": votes}

    @classmethod
    def from_json(cls, data: object) -> "LatestVote":
        """What `to_json` wrote.

        Raises:
            ValueError: the data is something else.
        """
        match data:
            case {
                "keep": ("latest" | "first") as keep,
                "weighted": bool(weighted),
                "rows": int(rows),
                "votes": dict(votes),
                **rest,
            } if not rest:
                standing = {entity: _read_vote(vote) for entity, vote in votes.items()}
                return cls(standing, rows, "latest" if keep == "latest" else "first", weighted)
        raise ValueError('a ledger of votes is an object with "keep", "weighted", "rows" and "votes"')

    def _counts(self) -> CountsByValue:
        if self.weighted:
            return CountsByValue.weighted(Counter((vote.value, vote.weight) for vote in self.votes.values()))
        return CountsByValue.of(Counter(vote.value for vote in self.votes.values()))


def _winner(keep: Keep, left: Vote, right: Vote) -> Vote:
    return max(left, right) if keep == "latest" else min(left, right)


def _read_vote(data: object) -> Vote:
    match data:
        case [int(at), str(file), int(line), str(value), str(weight)]:
            return Vote(at, file, line, read_exact(value), read_exact(weight))
    raise ValueError("a vote is [at, file, line, value, weight]")
