"""Comments to show for each theme: typical ones, masked, and only where enough people wrote about it."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from cxcli.analysis.theme_quotes import typical
from cxcli.drill_down.cell import CellRows
from cxcli.mapping.apply import FilterLog
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.theme_words import ThemeMatcher
from cxcli.mapping.themed_source import COMMENT, THEMES
from cxcli.pipeline import Run, judged
from cxcli.reporting.masking import masked
from cxcli.scoring.cells import OVERALL
from cxcli.sources.source import Source


def quoted_comments(
    run: Run, sources: Sequence[Source], matcher: ThemeMatcher, themes: Sequence[int], most: int
) -> Mapping[int, Sequence[str]]:
    """Return at most `most` typical comments for each of some themes, of rows that count, in a second pass.

    Personal data in them is masked as the settings of the run say.

    Raises:
        CxError: a file is refused.
    """
    texts: dict[int, set[str]] = {theme: set() for theme in themes}
    cell = CellRows.of(run, OVERALL)
    for source, report in zip(sources, run.sources, strict=True):
        comments = report.bindings.extra[COMMENT].position
        sets = next(column.position for column in source.columns if column.name == THEMES)
        for chunk, records, fates in judged(source, report.bindings, run.settings, run.plan, NoticeLog(), FilterLog()):
            rows, found = cell.of_chunk(records, fates)
            scored = rows[found == 0]
            said, about = chunk.columns[comments], chunk.columns[sets]
            bits = np.array([int(each or 0) for each in about.texts], np.int64)[about.codes[scored]]
            for theme in themes:
                codes = said.codes[scored][bits >> theme & 1 == 1]
                texts[theme].update(said.texts[code] for code in np.unique(codes).tolist())
    chosen = {theme: typical(found, partial(matcher.told_by, theme=theme), most) for theme, found in texts.items()}
    return {theme: [masked(text) if run.settings.mask else text for text in found] for theme, found in chosen.items()}
