"""The order in which groups are listed."""

import re

from cxcli.scoring.cells import BLANK_KEY

Natural = tuple[int, float, str, str]

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DIGITS = re.compile(r"[0-9]+")
_WIDTH = 20


def natural(text: str) -> Natural:
    """Numbers first, in their order; then texts, numbers in them in their order too; the blank key last."""
    if text == BLANK_KEY:
        return 2, 0.0, "", ""
    if _NUMBER.fullmatch(text):
        return 0, float(text), "", text
    return 1, 0.0, _DIGITS.sub(lambda digits: digits[0].zfill(_WIDTH), text.casefold()), text
