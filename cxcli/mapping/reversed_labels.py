"""Whether the words beside the numbers of answers run against them: `1 - Very satisfied` to `5 - Very dissatisfied`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from msgspec import Struct

from cxcli.errors import Problem
from cxcli.mapping.answers import labelled_number
from cxcli.mapping.columns import shown
from cxcli.mapping.labels import vocabularies
from cxcli.mapping.readings import Number
from cxcli.mapping.scores import read_scores
from cxcli.mapping.texts import ascii_digits, clean
from cxcli.mapping.wanted import Wanted
from cxcli.sources.chunk import Column

_WITHOUT_GOOD_END = "effort"
"""The words whose highest point is not the good one; what they say is a matter of polarity."""

_LOW, _HIGH = 1, 2
_ENDS: Mapping[str, int] = {
    **dict.fromkeys(("not at all", "definitely not", "would not recommend", "worst possible", "worst"), _LOW),
    **dict.fromkeys(("completely", "extremely", "very much", "definitely"), _HIGH),
    **dict.fromkeys(("would definitely recommend", "best possible", "best"), _HIGH),
}


def run_backwards(texts: Sequence[str], wanted: Wanted) -> bool:
    """Whether more of the labelled numbers run against the order of their words than with it.

    Numbers are compared in pairs. Where there are no two to compare, one at the end of the scale decides.
    """
    found = list(_labelled(texts, wanted))
    signs = [sign for pair in combinations(found, 2) if (sign := _direction(*pair))]
    if not signs:
        signs = [sign for each in found if (sign := _at_an_end(each, wanted))]
    return sum(signs) < 0


def reversed_labels(texts: Sequence[str], wanted: Wanted, column: Column, file: str) -> Problem:
    """Return the problem that the words run backwards; the help turns the numbers round, and shows no cell."""
    numbers = {each.number for each in _labelled(texts, wanted)}
    low = 1 if wanted.low == 0 and min(numbers) == 1 else wanted.low
    turned = ", ".join(f'"{number}": {low + wanted.high - number}' for number in range(low, wanted.high + 1))
    name = f"{wanted.metric.replace(':', '_').replace('-', '_')}_turned"
    return Problem(
        code="reversed-labels",
        message=f"column '{shown(column)}': the words beside the numbers run the other way: the lowest number is best",
        file=file,
        help=f"score {name}, with this in cx.yaml: metrics: {{{name}: {{extends: {wanted.metric!r}, "
        f"labels: {{{turned}}}}}}}".replace("'", '"'),
    )


class _Labelled(Struct, frozen=True):
    number: Number
    word: str


def _labelled(texts: Sequence[str], wanted: Wanted) -> Iterator[_Labelled]:
    """Yield the answers that are a number with a word beside it, by the number that they are read as."""
    values = read_scores(texts, labels=wanted.labels, missing=wanted.missing).values
    for text, value in zip(texts, values, strict=True):
        found = labelled_number(ascii_digits(clean(text)), known=())
        if found is not None and value is not None:
            yield _Labelled(value, found[1])


def _direction(one: _Labelled, other: _Labelled) -> int:
    """Return 1 where number and word rise together, -1 where they part, 0 where nothing says."""
    rises = {
        (order[one.word] < order[other.word]) == (one.number < other.number)
        for order in _orders()
        if one.word in order and other.word in order and order[one.word] != order[other.word]
    }
    if one.number == other.number or len(rises) != 1:
        return 0
    return 1 if rises.pop() else -1


def _at_an_end(answer: _Labelled, wanted: Wanted) -> int:
    leaning = _leanings().get(answer.word)
    if leaning is None or answer.number not in (wanted.low, wanted.high):
        return 0
    return 1 if (leaning == _HIGH) == (answer.number == wanted.high) else -1


def _orders() -> tuple[Mapping[str, int], ...]:
    """Return the place of each word: in its vocabulary, and among all words, low or high."""
    return (*(each.labels for each in vocabularies() if each.concept != _WITHOUT_GOOD_END), _leanings())


@cache
def _leanings() -> Mapping[str, int]:
    """Return which half of its scale each word belongs to; those that are in the middle of any scale are left out."""
    sides: dict[str, set[int]] = {}
    for vocabulary in vocabularies():
        if vocabulary.concept != _WITHOUT_GOOD_END:
            for word, point in vocabulary.labels.items():
                double, middle = 2 * point, vocabulary.points + 1
                sides.setdefault(word, set()).add(0 if double == middle else _LOW if double < middle else _HIGH)
    return {**{word: max(found) for word, found in sides.items() if len(found) == 1 and 0 not in found}, **_ENDS}
