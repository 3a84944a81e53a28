"""What comments are about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Unpack

import pandas as pd

from cxcli.errors import Notice
from cxcli.notebook.asked import asked
from cxcli.notebook.data import Data
from cxcli.notebook.finding_options import ThemesOptions
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.option_values import checked, listed, split
from cxcli.notebook.running import ConfigFile, config_of, notices_of, read, speak
from cxcli.notebook.shown import Shown
from cxcli.presentation.themes_output import ThemesShown, shown_themes, themes_json, themes_text
from cxcli.reporting.theme_tables import flat_table
from cxcli.settings.themes import AskedThemes, themes_of

_KINDS = {
    **dict.fromkeys(("comments", "n", "compared_n", "others_n"), "int64"),
    **dict.fromkeys(("share", "share_low", "share_high", "value", "low", "high", "compared_value"), "float64"),
    **dict.fromkeys(("others_value", "difference", "difference_low", "difference_high"), "float64"),
    **dict.fromkeys(("p_adjusted", "effect", "share_change", "share_change_low", "share_change_high"), "float64"),
    **dict.fromkeys(("share_change_p_adjusted", "confidence"), "float64"),
}


class Themes(Shown):
    """The themes of comments, and the score that goes with each: as frames, as JSON, as the terminal shows them."""

    def __init__(self, found: ThemesShown) -> None:
        """Take what was found."""
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row a theme, in all rows and in each group and period: how many comments, and the score beside."""
        return table_frame(flat_table(self._found.page), _KINDS, {0, 1})

    @property
    def quotes(self) -> pd.DataFrame:
        """One row a comment that is shown for a theme; personal data is masked unless `mask=False` was said."""
        rows = [(theme, comment) for theme, comments in self._found.quotes.items() for comment in comments]
        return frame_of(("theme", "comment"), rows, {})

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._found.found.run))

    def to_json(self) -> str:
        """Return the themes as JSON, by the contract `cx.themes/1`, as `cx themes --format json` does."""
        return themes_json(self._found)

    def _text(self, width: int) -> str:
        return themes_text(self._found, width=width)


@listed
def themes(
    data: Data, metric: str | None = None, *, config: ConfigFile = None, **options: Unpack[ThemesOptions]
) -> Themes:
    """Return what comments are about, and which score goes with it, as `cx themes` does.

    Example:
        >>> import pandas as pd
        >>> said = ["too expensive", "the price went up", "great support", "support was slow", "delivery was late"]
        >>> found = themes(pd.DataFrame({"comment": said, "nps": [2, 4, 10, 6, 5]}), "nps")
        >>> found.frame[["theme", "n", "value"]].head(2)
              theme  n  value
        0     price  2 -100.0
        1  delivery  1 -100.0

    Args:
        data: as for `score`.
        metric: the score that the themes go with; None for none.
        config: as for `score`; its `themes` are the words that are looked for.
        options: as on the command line: `comment="why"`, `discover=8`, `by="plan"`, `examples=0`.

    Raises:
        CxError: the data, the config or an option is refused, or the column of the comments is not clear.
    """
    said = checked(options, ThemesOptions)
    own, shared = split(said, ("comment", "discover", "examples"))
    metrics = [] if metric is None else [metric]
    loaded = config_of(config, data, metrics)
    settings, wanted = themes_of(asked(shared, metrics=metrics), AskedThemes(**own), loaded, datetime.now(UTC))
    with read(data, said) as given:
        found = Themes(shown_themes(settings, wanted, given))
    speak(found.notices)
    return found
