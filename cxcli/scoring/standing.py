"""What is left of the votes when all are seen: one for each person, and an account of what became of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from msgspec import Struct, field

from cxcli.mapping.records import IntArray
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.ballot import Ballot
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.exact_sum import Exact
from cxcli.scoring.partial import Era, Tally
from cxcli.scoring.votes import Content, Ledger, Nobody, Votes

NOBODY: Final = "without respondent"
"""How votes are told of which nobody knows whose they are; each counts."""

Numbers = dict[str, IntArray]
"""Numbers by file."""


def settled(ballot: Ballot, cells: Mapping[CellKey, Tally], ledgers: Mapping[Era, Ledger]) -> dict[CellKey, Tally]:
    """Return the cells of a metric with one vote each: the votes that stand, and what became of the other rows.

    Raises:
        ValueError: the ledgers have seen other rows than were scored: a fault in cx.
    """
    seen = sum(ledger.rows for (period, _), ledger in ledgers.items() if period is None)
    if seen != cells[OVERALL].account.scored:
        raise ValueError("the ledgers have not seen the rows that were scored")
    responses = _responses(ledgers) if ballot.response else {}
    standing: defaultdict[CellKey, _Standing] = defaultdict(_Standing)
    for ledger in ledgers.values():
        _stand(ballot, ledger, responses, standing)
    return {
        cell: _final(ballot, cell, tally, standing[cell]) if tally.account.scored else tally
        for cell, tally in cells.items()
    }


def standing_records(ballot: Ballot, cell: CellKey, ledgers: Mapping[Era, Ledger]) -> tuple[Numbers, Numbers]:
    """Return the records, by file, of the responses of a cell that stand, and of the votes among them that count.

    Where nothing says which response a row is, these are the same.
    """
    responses = _responses(ledgers) if ballot.response else {}
    responded: Numbers = {}
    voted: Numbers = {}
    for ledger in ledgers.values():
        for votes, numbers in zip(_stood(ballot, ledger, responses), (responded, voted), strict=True):
            for file, more in _numbers_in(votes, cell):
                numbers[file] = np.concatenate([numbers.get(file, more[:0]), more])
    return responded, voted


def standing_votes(ballot: Ballot, era: Era, ledgers: Mapping[Era, Ledger]) -> Votes | None:
    """Return the votes of an era that count, one for each key; None where no row of it was scored."""
    responses = _responses(ledgers) if ballot.response else {}
    return _stood(ballot, ledgers[era], responses)[1] if era in ledgers else None


def _numbers_in(votes: Votes, cell: CellKey) -> Iterator[tuple[str, IntArray]]:
    """Yield, for each file, the numbers of the votes that are in a cell."""
    here = np.array([cell in content.cells for content in votes.said], np.bool_)[votes.contents]
    for code, name in enumerate(votes.names):
        yield name, votes.numbers[here & (votes.files == code)]


class _Standing(Struct):
    """What stands in a cell, growing: responses, the votes among them that count, their answers and their flags."""

    responses: int = 0
    votes: int = 0
    answers: Counter[tuple[int, Exact]] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)

    def add(self, content: Content, responses: int, votes: int) -> None:
        """Take in the votes of one content."""
        self.responses += responses
        self.votes += votes
        if votes:
            self.answers[content.value, content.weight] += votes
            self.flags.update(dict.fromkeys(content.flags, votes))


def _responses(ledgers: Mapping[Era, Ledger]) -> dict[str, tuple[int, str, int]]:
    """Return where the standing row of each response is, over all time and all groups."""
    places: dict[str, tuple[int, str, int]] = {}
    for (period, _), ledger in ledgers.items():
        if period is None:
            votes = ledger.standing()
            for key, place in zip(votes.keys, _places(votes), strict=True):
                places[key] = max(place, places.get(key, place))
    return places


def _places(votes: Votes) -> list[tuple[int, str, int]]:
    files = [votes.names[code] for code in votes.files.tolist()]
    return list(zip(votes.at.tolist(), files, votes.numbers.tolist(), strict=True))


def _stand(
    ballot: Ballot,
    ledger: Ledger,
    responses: Mapping[str, tuple[int, str, int]],
    standing: defaultdict[CellKey, _Standing],
) -> None:
    """Add what stands in a ledger to what stands in its cells."""
    responded, voted = _stood(ballot, ledger, responses)
    several = np.bincount(responded.contents, minlength=len(responded.said)).tolist()
    one = np.bincount(voted.contents, minlength=len(voted.said)).tolist()
    nobody = _nobody(voted) if ballot.person else [0] * len(voted.said)
    for content, responses_of, votes_of, unknown in zip(voted.said, several, one, nobody, strict=True):
        for cell in content.cells:
            standing[cell].add(content, responses_of, votes_of)
            standing[cell].flags[NOBODY] += unknown


def _nobody(votes: Votes) -> list[int]:
    """Return, for each content, how many votes are of nobody that is known."""
    unknown = np.fromiter((isinstance(key, Nobody) for key in votes.keys), np.bool_, len(votes))
    counts: list[int] = np.bincount(votes.contents[unknown], minlength=len(votes.said)).tolist()
    return counts


def _stood(ballot: Ballot, ledger: Ledger, responses: Mapping[str, tuple[int, str, int]]) -> tuple[Votes, Votes]:
    """Return the responses of a ledger that stand, and the votes among them that count."""
    votes = ledger.standing()
    if ballot.response:
        # A response without an id came once, as far as anybody can know.
        kept = [responses.get(key, place) == place for key, place in zip(votes.keys, _places(votes), strict=True)]
        votes = votes.only(np.flatnonzero(np.array(kept, np.bool_)))
    return votes, votes.by_person().standing(ballot.keep) if ballot.response and ballot.person else votes


def _final(ballot: Ballot, cell: CellKey, tally: Tally, standing: _Standing) -> Tally:
    """Return a tally of the votes that stand; what is flagged is told overall, as it is without votes."""
    responses = standing.responses if ballot.response else tally.account.scored
    before = tally.statistic
    weighted = isinstance(before, CountsByValue) and before.weights is not None
    values: Counter[int] = Counter()
    for (value, _), votes in standing.answers.items():
        values[value] += votes
    statistic = CountsByValue.weighted(standing.answers) if weighted else CountsByValue.of(values)
    gone = {
        Disposition.DUPLICATE: tally.account.scored - responses,
        Disposition.SUPERSEDED: responses - standing.votes,
    }
    skipped = Counter(tally.account.skipped) + Counter(gone)
    offenders = {key: rows for key, rows in tally.offenders.items() if key[0] is not Disposition.SCORED}
    flags = standing.flags if cell == OVERALL else Counter[str]()
    flagged = {(Disposition.SCORED, flag): rows for flag, rows in flags.items() if rows}
    return Tally(statistic, RowAccount(tally.account.read, skipped), {**offenders, **flagged}, tally.answers)
