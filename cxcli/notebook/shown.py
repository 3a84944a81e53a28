"""How what a call gives back shows itself: as the terminal would, in a notebook as text without any markup."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from html import escape

from cxcli.errors import Notice
from cxcli.reporting.talk import notice_text

_WIDTH = 80
_PAGE_WIDTH = 100


class Shown(ABC):
    """A result with its text and its notices."""

    @property
    @abstractmethod
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""

    @abstractmethod
    def _text(self, width: int) -> str:
        """Return what the terminal shows, for a screen that is `width` cells wide."""

    def __str__(self) -> str:
        return self._text(max(shutil.get_terminal_size((_WIDTH, 24)).columns, 1)).removesuffix("\n")

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        lines = [self._text(_PAGE_WIDTH), *(notice_text(notice) + "\n" for notice in self.notices)]
        # The classes keep a notebook from setting what stands between dollar signs as a formula.
        return f'<pre class="tex2jax_ignore mathjax_ignore">{escape("".join(lines))}</pre>'
