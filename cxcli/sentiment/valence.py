"""The valence of one word among others: the rules of VADER (Hutto and Gilbert 2014), as vaderSentiment 3.3.2 has them.

Only the three words before it and the two after it matter, and whether it is written in capitals.
"""

from collections.abc import Sequence

from cxcli.sentiment.vocabulary import Vocabulary

CAPITALS = 0.733
NEGATED = -0.74
NEVER_SO = 1.25
"""What capitals add; by what a negation multiplies, and `never so`, which is none."""

_FAR = 3
_FADING = (1, 0.95, 0.9)
_SO = frozenset({"so", "this"})


def valence(place: int, words: Sequence[str], loud: Sequence[bool], of: Vocabulary) -> float:
    """Return the valence of the word at a place, which is in the lexicon, among words in lower case.

    `loud` says for each word whether it is in capitals; none is where all words are.
    """
    found = _of_itself(place, words, of)
    if loud[place]:
        found += _louder(found)
    for distance in range(1, min(place, _FAR) + 1):
        word = words[place - distance]
        if word in of.valences:
            continue
        if word in of.degrees:
            found += _degree(of.degrees[word], found, loud=loud[place - distance]) * _FADING[distance - 1]
        found *= _turn(word, words[place - distance + 1 : place], of)
        if distance == _FAR and not of.phrase_ends.isdisjoint(words[place - 2 : place + 3]):
            found = _of_phrase(found, place, words, of)
    return found * NEGATED if _is_least(place, words) else found


def _of_itself(place: int, words: Sequence[str], of: Vocabulary) -> float:
    """Return the word's own valence, turned round by a `no` before it; `no` itself has none before such a word."""
    found, before = of.valences[words[place]], words[max(place - _FAR, 0) : place]
    if "no" in before and ("no" in before[-2:] or before[-1] in ("or", "nor")):
        return found * NEGATED
    turns = words[place] == "no" and place + 1 < len(words) and words[place + 1] in of.valences
    return 0.0 if turns else found


def _louder(found: float) -> float:
    return CAPITALS if found > 0 else -CAPITALS


def _degree(degree: float, found: float, *, loud: bool) -> float:
    """Return what a degree word adds: it strengthens or weakens whichever sign the valence has."""
    added = -degree if found < 0 else degree
    return added + _louder(found) if loud else added


def _turn(word: str, between: Sequence[str], of: Vocabulary) -> float:
    """Return the factor by which a word acts on the valence, given the words in between."""
    if (word == "never" and not _SO.isdisjoint(between)) or (len(between) == _FAR - 1 and between[-1] in _SO):
        return NEVER_SO
    if word == "without" and "doubt" in between:
        return 1
    return NEGATED if word in of.negations or "n't" in word else 1


def _of_phrase(found: float, place: int, words: Sequence[str], of: Vocabulary) -> float:
    """Return the valence of a phrase that the word is in or behind, else its own, with degrees of several words."""
    three, two, one, word = words[place - 3 : place + 1]
    pair, farther, triple = f"{two} {one}", f"{three} {two}", f"{three} {two} {one}"
    for phrase in (f"{one} {word}", f"{pair} {word}", pair, triple, farther):
        if phrase in of.phrases:
            found = of.phrases[phrase]
            break
    for end in (place + 2, place + 3):
        found = of.phrases.get(" ".join(words[place:end]), found)
    for phrase in (triple, farther, pair):
        found += of.degrees.get(phrase, 0)
    return found


def _is_least(place: int, words: Sequence[str]) -> bool:
    """Whether `least` stands before the word, and neither `at least` nor `very least`."""
    return place > 0 and words[place - 1] == "least" and not (place > 1 and words[place - 2] in ("at", "very"))
