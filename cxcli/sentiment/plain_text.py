"""A comment without what is no word of its writer: mark-up, addresses, masked names."""

import html
import re

_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]{0,300})>", re.DOTALL)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w+")
_MASK = re.compile(r"\[[A-Z][A-Z0-9_ ]*\]|\{\{[^{}]*\}\}|<[A-Z][A-Z0-9_]*>|\*{3,}")
_CROSSES = re.compile(r"\b[Xx]{3,}\b")
_LEFT_OUT = (
    (("[", "{{", "<", "***"), _MASK),
    (("<",), _TAG),
    (("://", "www.", "WWW."), _LINK),
    (("@",), _ADDRESS),
    (("xx", "XX"), _CROSSES),
)
"""What is no word of the writer, each with the signs of which such a text has one: most texts have none."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
MOST_SIGNS = 10_000
"""A longer text is judged by its beginning: nobody writes so long a comment, and a pasted log says nothing."""


def plain(text: str) -> str:
    """Return a comment as its writer's words.

    HTML entities are what they stand for; tags, links, e-mail addresses, handles and masks such as `[NAME]`, `<EMAIL>`
    or crosses are left out.
    """
    text = text[:MOST_SIGNS]
    if "&" in text:
        text = html.unescape(text)
    for signs, pattern in _LEFT_OUT:
        for sign in signs:
            if sign in text:
                text = pattern.sub(" ", text)
                break
    return " ".join(text.replace("\u2019", "'").split())


def words(text: str) -> list[str]:
    """Return the words of a plain text in lower case: runs of letters, in whatever script, with inner apostrophes."""
    return _WORD.findall(text.lower())
