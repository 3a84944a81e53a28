"""Reads comments: each distinct text is judged once, and never guessed where no method can judge it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct, field

from cxcli.mapping.readers import Read
from cxcli.mapping.readings import BLANK, MISSING, READ
from cxcli.mapping.texts import MISSING_WORDS, MissingCodes, clean, fold, plain_number
from cxcli.rows import FATE_CODE, Disposition
from cxcli.sentiment.language import UNCLEAR, languages_of
from cxcli.sentiment.lexicon import says_emoji
from cxcli.sentiment.plain_text import plain, words

NO_COMMENT = MISSING_WORDS | {"no comment", "no comments", "no feedback", "kein kommentar", "aucun commentaire"}
"""Folded words that mean that nothing was said."""

NO_WORDS = "no words"
EMOJI = "emoji"
"""What stands in place of a language: digits and links alone, and emojis or emoticons alone."""

_NOT_APPLICABLE = FATE_CODE[Disposition.NOT_APPLICABLE]
_MOST_KEPT = 100_000


class Method(Protocol):
    """A way to judge plain texts of some languages."""

    def covers(self, language: str) -> bool:
        """Whether texts of a language can be judged; `language` may be `UNCLEAR` or `EMOJI`."""

    def classes(self, texts: Sequence[str]) -> Sequence[int]:
        """Return 1, 0 or -1 for each text: positive, neutral, negative."""


class Judgement(Struct, frozen=True, gc=False):
    """A text's class, None where it has none, its fate (an index into `cxcli.rows.FATES`), and its language.

    They are many, and hold nothing that could hold them: the garbage collector need not look at them.
    """

    value: int | None
    fate: int
    language: str = ""


class CommentReader(Struct):
    """Reads comments as 1, 0 and -1 by a `method`; a text of unclear language is taken for one of `usual` language.

    Judgements are kept, up to a number, for texts that come again.
    """

    method: Method
    missing: MissingCodes
    usual: str = UNCLEAR
    kept: dict[str, Judgement] = field(default_factory=dict)

    def read(self, texts: Sequence[str]) -> Read:
        """Return the classes of the texts."""
        found = self.judgements(texts)
        return Read([each.value for each in found], np.array([each.fate for each in found], np.int8))

    def judgements(self, texts: Sequence[str]) -> list[Judgement]:
        """Return what each text was judged to be."""
        if len(self.kept) > _MOST_KEPT:
            self.kept.clear()
        new = [text for text in texts if text not in self.kept]
        self.kept |= zip(new, self._judged(new), strict=True)
        return [self.kept[text] for text in texts]

    def _judged(self, texts: Sequence[str]) -> list[Judgement]:
        found = [self._without_a_word(text) for text in texts]
        said = {place: plain(text) for place, text in enumerate(texts) if found[place] is None}
        languages = dict(zip(said, self._languages(list(said.values())), strict=True))
        covered = [place for place, code in languages.items() if self.method.covers(code)]
        judged = dict(zip(covered, self.method.classes([said[place] for place in covered]), strict=True))
        return [
            each or Judgement(judged.get(place), READ if place in judged else _NOT_APPLICABLE, languages[place])
            for place, each in enumerate(found)
        ]

    def _without_a_word(self, text: str) -> Judgement | None:
        """Return the judgement of a text that says nothing, None where it says something."""
        word = fold(text)
        if not word:
            return Judgement(None, BLANK)
        return Judgement(None, MISSING) if self._is_missing(text, word) else None

    def _is_missing(self, text: str, word: str) -> bool:
        return word in NO_COMMENT or self.missing.hold(word, plain_number(clean(text)))

    def _languages(self, texts: Sequence[str]) -> list[str]:
        """Return the languages of plain texts, or what stands in their place."""
        parted = {text: words(text) for text in texts}
        spoken = {text: said for text, said in parted.items() if said}
        languages = dict(zip(spoken, languages_of(list(spoken), list(spoken.values())), strict=True))
        return [self._told(languages[text]) if text in languages else _without_words(text) for text in texts]

    def _told(self, language: str) -> str:
        return self.usual if language == UNCLEAR else language


class LanguageReader(Struct, frozen=True):
    """Reads the languages of the comments that another reader has just judged."""

    of: CommentReader

    def read(self, texts: Sequence[str]) -> Read:
        """Return the languages, or what stands in their place; an empty text for comments that say nothing."""
        found = [each.language for each in self.of.judgements(texts)]
        return Read(found, np.full(len(found), READ, np.int8))


def _without_words(text: str) -> str:
    return EMOJI if says_emoji(text) else NO_WORDS
