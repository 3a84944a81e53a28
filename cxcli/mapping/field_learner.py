"""What is learned of a column that feeds a field: how it is written, and whether it holds what the field is at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cxcli.errors import Problem
from cxcli.mapping.columns import shown
from cxcli.mapping.learners import Learner
from cxcli.mapping.readers import Reader
from cxcli.mapping.texts import MISSING_WORDS, MissingCodes, fold
from cxcli.mapping.typed_readers import declared_missing, without
from cxcli.mapping.vocabulary import FieldSpec
from cxcli.sources.chunk import Column

_TYPES: Mapping[str, str] = {"date": "a date", "duration": "a duration", "flag": "yes or no"}


@dataclass(slots=True)
class FieldLearner:
    """Learns how a column is read that feeds a field: `of` how it is written; `filled`: some text is not blank."""

    spec: FieldSpec
    column: Column
    missing: MissingCodes
    of: Learner
    filled: bool = False

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some distinct texts of the column."""
        there = without(texts, declared_missing(texts, self.missing))
        self.of.learn(there)
        self.filled = self.filled or any(map(_says_something, there))

    @property
    def open(self) -> bool:
        """Whether texts that were not seen may decide how the others are read, or that none can be."""
        return self.of.open or not self.of.fits

    def reader(self, file: str) -> tuple[Reader, str] | Problem:
        """Return how the column is read and on what that rests, or the problem that this is not clear."""
        if self.filled and not self.of.fits:
            return _another_thing(self.spec, self.column, file)
        made = self.of.reader()
        if isinstance(made, Problem):
            return replace(made, file=file, message=f"column '{shown(self.column)}': {made.message}")
        return made


def _says_something(text: str) -> bool:
    word = fold(text)
    return bool(word) and word not in MISSING_WORDS


def _another_thing(spec: FieldSpec, column: Column, file: str) -> Problem:
    """Return the problem that no text of a column is of the type of the field that it was taken for."""
    of_type = (
        f"one of its words ({', '.join(spec.canonical)})" if spec.type == "state" else _TYPES.get(spec.type, "a number")
    )
    name_it = f"name another column: --map {spec.name}=COLUMN"
    words = f"say in cx.yaml what its words stand for: words: {{{spec.name}: {{word: …}}}}; or {name_it}"
    return Problem(
        code="unreadable",
        message=f"column '{shown(column)}' is taken for {spec.name} ({spec.says.rstrip('.').lower()}), "
        f"but no text in it is {of_type}",
        file=file,
        help=words if spec.type in ("flag", "state") else name_it,
    )
