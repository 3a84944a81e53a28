"""A comment without what is no word of its writer: mark-up, addresses, masked names."""

import html
import re

_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]{0,300})>", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w+")
_MASK = re.compile(r"\[[A-Z][A-Z0-9_ ]*\]|\{\{[^{}]*\}\}|<[A-Z][A-Z0-9_]*>|\b[Xx]{3,}\b|\*{3,}")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MARKED = frozenset("<&@[{*/.")

MOST_SIGNS = 10_000
"""A longer text is judged by its beginning: nobody writes so long a comment, and a pasted log says nothing."""


def plain(text: str) -> str:
    """Return a comment as its writer's words.

    HTML entities are what they stand for; tags, links, e-mail addresses, handles and masks such as `[NAME]`, `<EMAIL>`
    or `XXXX` are left out.
    """
    text = text[:MOST_SIGNS]
    if "&" in text:
        text = html.unescape(text)
    if not _MARKED.isdisjoint(text):
        for pattern in (_MASK, _TAG, _ADDRESS):
            text = pattern.sub(" ", text)
    elif "xxx" in text.lower():
        text = _MASK.sub(" ", text)
    return _SPACES.sub(" ", text.replace("\u2019", "'")).strip()


def words(text: str) -> list[str]:
    """Return the words of a plain text in lower case: runs of letters, in whatever script, with inner apostrophes."""
    return _WORD.findall(text.lower())
