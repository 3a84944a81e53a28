"""What is found in a file: the metrics that it can be scored for, those that are not clear, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cxcli.errors import Notice, Problem
from cxcli.scoring.score import Score
from cxcli.sources.chunk import Column
from cxcli.sources.source import SourceFacts


@dataclass(frozen=True, slots=True)
class Scorable:
    """A metric that a file can be scored for: its columns, why those, the overall score, and the command to paste.

    `answers` says whether it is scored from a column of answers.
    """

    column: str
    evidence: str
    score: Score
    command: str
    answers: bool = True


@dataclass(slots=True)
class Inspection:
    """What was found in one file.

    `unclear` are metrics that need a word of the user, `problems` what is wrong with the file itself.
    """

    facts: SourceFacts
    columns: tuple[Column, ...]
    scorable: list[Scorable] = field(default_factory=list)
    unclear: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def ask(self, problems: Iterable[Problem]) -> None:
        """Keep what the user must say, each thing once."""
        self.unclear += [each for each in dict.fromkeys(problems) if each not in self.unclear]
