"""What is found in a file: the metrics that it can be scored for, those that are not clear, and what is wrong."""

import re
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.errors import Notice, Problem
from cxcli.scoring.score import Score
from cxcli.sources.chunk import Column
from cxcli.sources.source import SourceFacts

_OF_A_COLUMN = re.compile(r"column ('.*?'): (.*)", re.DOTALL)


class Scorable(Struct, frozen=True):
    """A metric that a file can be scored for: its columns, why those, the overall score, and the command to paste.

    `answers` says whether it is scored from a column of answers.
    """

    column: str
    evidence: str
    score: Score
    command: str
    answers: bool = True


class Inspection(Struct):
    """What was found in one file.

    `unclear` are metrics that need a word of the user, `problems` what is wrong with the file itself.
    """

    facts: SourceFacts
    columns: tuple[Column, ...]
    scorable: list[Scorable] = field(default_factory=list)
    unclear: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def to_do(self) -> list[Problem]:
        """The `unclear`, each thing to do once: columns with one and the same problem are told together."""
        columns: dict[Problem, list[str]] = {}
        for problem in self.unclear:
            found = _OF_A_COLUMN.fullmatch(problem.message)
            said = replace(problem, message=found[2]) if found else problem
            columns.setdefault(said, []).extend([found[1]] if found else [])
        return [_of_columns(said, names) for said, names in columns.items()]

    def ask(self, problems: Iterable[Problem]) -> None:
        """Keep what the user must say, each thing once."""
        self.unclear += [each for each in dict.fromkeys(problems) if each not in self.unclear]


def _of_columns(problem: Problem, names: list[str]) -> Problem:
    which = f"column{'s' * (len(names) > 1)} {', '.join(names)}: " if names else ""
    return replace(problem, message=f"{which}{problem.message}")
