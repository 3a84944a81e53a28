"""What is learned of a column that feeds a field: how it is written, and whether it holds what the field is at all."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cxcli.errors import Notice, Problem
from cxcli.mapping.columns import shown
from cxcli.mapping.learners import Learner
from cxcli.mapping.misfits import MOST_WORDS, Misfit
from cxcli.mapping.readers import Reader
from cxcli.mapping.texts import MISSING_WORDS, MissingCodes, fold
from cxcli.mapping.typed_readers import declared_missing, without
from cxcli.mapping.vocabulary import FieldSpec
from cxcli.sources.chunk import Column

_TYPES: Mapping[str, str] = {"date": "a date", "duration": "a duration", "flag": "yes or no"}


class FieldLearner(Struct):
    """Learns how a column is read that feeds a field: `of` how it is written; `filled`: some text is not blank.

    `seen`: there are records.

    As long as no text is what the field is, `other` learns whether the column is a date that goes by the name of a
    flag, or the other way round, and its different `words` are kept.
    """

    spec: FieldSpec
    column: Column
    missing: MissingCodes
    of: Learner
    other: Learner | None = None
    filled: bool = False
    seen: bool = False
    words: set[str] = field(default_factory=set)

    def learn(self, texts: Sequence[str]) -> None:
        """Take in some distinct texts of the column."""
        there = without(texts, declared_missing(texts, self.missing))
        self.of.learn(there)
        self.seen = self.seen or len(texts) > 0
        self.filled = self.filled or any(map(_says_something, there))
        if not self.of.fits:
            self._learn_other(there)

    @property
    def open(self) -> bool:
        """Whether texts that were not seen may decide how the others are read, or that none can be."""
        return self.of.open or not self.of.fits or self.blank

    @property
    def misfit(self) -> Misfit | None:
        """What the column is, if no text in it is of the type of the field that it was taken for.

        A blank date or word may say that nothing happened, but a blank duration was not written down.
        """
        if self.of.fits:
            return None
        if not self.filled:
            return Misfit(self.spec, self.column, empty=True) if self.spec.type == "duration" else None
        return Misfit(self.spec, self.column, other=self.other is not None and self.other.fits, words=len(self.words))

    @property
    def blank(self) -> bool:
        """Whether there are rows, and none has anything in the column."""
        return self.seen and not self.filled

    def notice(self) -> Notice:
        """Return what is said where it is blank, and a metric cannot do without its field."""
        name, says = self.spec.name, self.spec.says.rstrip(".").lower()
        advice = f"if another column has it: --map {name}=COLUMN"
        message = f"column '{shown(self.column)}' is blank in all rows ({name}: {says}); {advice}"
        return Notice(code="empty-column", message=message)

    def reader(self, file: str) -> tuple[Reader, str] | Problem:
        """Return how the column is read and on what that rests, or the problem that this is not clear."""
        if self.filled and not self.of.fits:
            return _another_thing(self.spec, self.column, file)
        made = self.of.reader()
        if isinstance(made, Problem):
            return replace(made, file=file, message=f"column '{shown(self.column)}': {made.message}")
        return made

    def _learn_other(self, texts: Sequence[str]) -> None:
        if self.other is not None:
            self.other.learn(texts)
        if self.spec.type in ("flag", "state"):
            new = iter(fold(text) for text in texts if _says_something(text))
            while len(self.words) <= MOST_WORDS and (word := next(new, None)) is not None:
                self.words.add(word)


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
