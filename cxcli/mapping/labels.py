"""Answer words: which shipped vocabulary a column of words is written in, decided from all its words.

The rule, so that a scale is never taken for another one: every answer must be a word of the vocabulary, and no two
answers the same point of it. A vocabulary of which every point occurs is taken before those of which some do not (so
four words without a middle are four points, not five). Otherwise at least three points must occur and at most two be
absent, and any other vocabulary that would give other values must miss at least two points more. What that leaves open
is ambiguous.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NotRequired, TypedDict, cast

from msgspec import Struct
from msgspec.structs import replace

from cxcli.config.strict_yaml import load
from cxcli.mapping.texts import MISSING_WORDS, Code, MissingCodes, fold

Polarity = Literal["ease", "effort"]

_MOST_POINTS = 7
_FEWEST_SEEN = 3
_MOST_ABSENT = 2
_LEAD = 2


class Vocabulary(Struct, frozen=True):
    """Answer words in order: `labels` maps a folded word to its point, 1 for the lowest to `points` for the highest.

    `polarity` says whether the words speak of ease (much is good) or effort (little is good), where they do.
    `evidence` says on what the choice rests.
    """

    concept: str
    points: int
    labels: Mapping[str, int]
    polarity: Polarity | None = None
    evidence: str = ""

    @property
    def name(self) -> str:
        """The concept and the number of points, such as `satisfaction, 5 points`."""
        return f"{self.concept}, {self.points} points"

    @property
    def scale(self) -> tuple[int, int]:
        """The lowest and the highest value."""
        return 1, self.points


class AmbiguousLabels(Struct, frozen=True):
    """Several vocabularies, with other values each, that the words of a column fit."""

    candidates: tuple[Vocabulary, ...]


def vocabulary_for(texts: Sequence[str], *, missing: Collection[Code] = ()) -> Vocabulary | AmbiguousLabels | None:
    """The vocabulary that holds all the answers of a column (blank and missing ones aside), or None.

    A column of more than seven distinct words, or of a word that no vocabulary knows, has none.
    """
    words = _answer_words(texts, MissingCodes.of(missing))
    if not words or len(words) > _MOST_POINTS:
        return None
    fitting = [vocabulary for vocabulary in vocabularies() if _fits(vocabulary, words)]
    return _choice(fitting, words) if fitting else None


class _Entry(TypedDict):
    """A vocabulary in the file; a point is a list of spellings, or the word `neutral` for those of its concept."""

    concept: str
    polarity: NotRequired[Polarity]
    points: list[list[str] | Literal["neutral"]]


class _Shipped(TypedDict):
    """The file."""

    anchors: list[str]
    neutral: dict[str, list[str]]
    vocabularies: list[_Entry]


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """Every shipped vocabulary, in the order of the file."""
    shipped = _shipped()
    return tuple(_vocabulary(entry, shipped["neutral"]) for entry in shipped["vocabularies"])


@cache
def phrases() -> frozenset[str]:
    """Every folded phrase that is known to stand beside a number: all answer words, and the ends of number scales."""
    return frozenset(_shipped()["anchors"]).union(*(vocabulary.labels for vocabulary in vocabularies()))


def _answer_words(texts: Sequence[str], missing: MissingCodes) -> frozenset[str]:
    """The distinct folded answers; one more than any vocabulary has is enough to know that none fits."""
    words: set[str] = set()
    for text in texts:
        word = fold(text)
        if word and word not in MISSING_WORDS and not missing.hold(word):
            words.add(word)
        if len(words) > _MOST_POINTS:
            break
    return frozenset(words)


def _fits(vocabulary: Vocabulary, words: frozenset[str]) -> bool:
    values = {vocabulary.labels.get(word) for word in words}
    return None not in values and len(values) == len(words)


def _choice(fitting: list[Vocabulary], words: frozenset[str]) -> Vocabulary | AmbiguousLabels:
    """The vocabulary that the words decide for; `fitting` is not empty and all of it holds all the words."""
    best, *others = sorted(fitting, key=lambda vocabulary: vocabulary.points)
    rivals = tuple(other for other in others if not _same_values(best, other, words))
    absent = best.points - len(words)
    ahead = all(other.points >= best.points + _LEAD for other in rivals)
    clear = ahead and absent <= _MOST_ABSENT and len(words) >= _FEWEST_SEEN
    if not rivals or absent == 0 or clear:
        return _chosen(best, len(words))
    return AmbiguousLabels((best, *rivals))


def _same_values(one: Vocabulary, other: Vocabulary, words: frozenset[str]) -> bool:
    return one.points == other.points and all(one.labels[word] == other.labels[word] for word in words)


def _chosen(vocabulary: Vocabulary, seen: int) -> Vocabulary:
    evidence = f"every answer is a word of the shipped vocabulary; {seen} of its {vocabulary.points} points occur"
    return replace(vocabulary, evidence=evidence)


def _shipped() -> _Shipped:
    text = files("cxcli.mapping").joinpath("labels.yaml").read_text(encoding="utf-8")
    return cast("_Shipped", load(text, name="labels.yaml").data)


def _vocabulary(entry: _Entry, neutral: Mapping[str, list[str]]) -> Vocabulary:
    points = [neutral[entry["concept"]] if spellings == "neutral" else spellings for spellings in entry["points"]]
    labels = {word: point for point, spellings in enumerate(points, start=1) for word in spellings}
    return Vocabulary(entry["concept"], len(points), MappingProxyType(labels), entry.get("polarity"))
