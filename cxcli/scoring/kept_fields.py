"""What fields say of rows that are gathered: texts in the form in which they are kept, words, fates."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cxcli.mapping.plain_ids import PlainIds
from cxcli.mapping.records import FateArray, Field
from cxcli.mapping.voters import Keys
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.together import Texts

_UNREADABLE = FATE_CODE[Disposition.UNREADABLE]


def kept_text(field: Field) -> Texts:
    """Return the texts of a field; where there is none, the empty text."""
    if isinstance(field.values, Keys):
        return field.codes, field.values.known()
    return field.codes, [str(value or "") for value in field.values]


def there(field: Field) -> npt.NDArray[np.bool_]:
    """Return which rows have a value: of a key, those of which it is known whose they are."""
    codes, texts = kept_text(field)
    return filled(texts)[codes]


def filled(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which texts are not empty."""
    return texts.filled if isinstance(texts, PlainIds) else np.array([bool(text) for text in texts], np.bool_)


def said(field: Field, *words: str) -> npt.NDArray[np.bool_]:
    """Return which rows say one of some words."""
    return np.array([value in words for value in field.values], np.bool_)[field.codes]


def fate(field: Field) -> FateArray:
    """Return the fate of each row as a field has it."""
    return field.row_fates


def unread(field: Field) -> FateArray:
    """Return the fate of each row whose field cannot be read; nothing against one that says nothing."""
    found = fate(field)
    return np.where(found == _UNREADABLE, found, 0).astype(np.int8)
