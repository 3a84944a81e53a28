"""What a call for a comparison gives back."""

from collections.abc import Iterator, Sequence

import pandas as pd

from cxcli.analysis.comparison import Comparison, SameRespondents, Why
from cxcli.errors import Notice
from cxcli.findings.side_by_side import Compared
from cxcli.notebook.frames import frame_of, table_frame
from cxcli.notebook.running import notices_of
from cxcli.notebook.shown import Shown
from cxcli.presentation.comparison_output import compared_json, comparison_text
from cxcli.reporting.compare_csv import compare_table
from cxcli.reporting.table import ColumnSpec, Table, shown

_SIDES = ("n_before", "n_after", "value_before", "low_before", "high_before", "value_after", "low_after", "high_after")
_FOUND = ("difference", "low", "high", "unit", "confidence", "interval", "verdict", "test", "statistic", "p")
_FRAME = ("metric", "name", "before", "after", *_SIDES, *_FOUND, "p_adjusted", "detectable", "power", "reason")
_VALUES = ("value_before", "value_after", "difference", "low", "high", "unit", "confidence", "interval", "test", "p")
_PAIRED = ("metric", "name", "before", "after", "respondents", *_VALUES, "reason")
_MIX = ("share_before", "share_after", "value_before", "value_after", "within", "mix")
_TEXTS = {"metric", "name", "before", "after", "unit", "interval", "verdict", "test", "reason"}
_KINDS = {
    **dict.fromkeys({*_FRAME, *_PAIRED, *_MIX} - _TEXTS, "float64"),
    **dict.fromkeys(("n_before", "n_after", "respondents"), "int64"),
}


class Comparisons(Shown):
    """Two sides of each metric, or its groups, side by side: as frames, as JSON, and as the terminal shows them."""

    def __init__(self, compared: Compared) -> None:
        """Take what was found."""
        self._compared = compared

    @property
    def frame(self) -> pd.DataFrame:
        """One row a metric, or a group of it: both sides, difference, limits, verdict, test, what could be seen.

        Where many groups are compared, the others are the side before, and `group` is the side after.
        """
        return self._part(("difference", "group"), _FRAME, "group")

    @property
    def mix(self) -> pd.DataFrame:
        """One row a segment: its share (in percent) and value on both sides, and what it adds to the difference.

        `within` and `mix` of all segments of a metric add up to its difference. Segments that are too small stand
        together in one row without names.
        """
        columns = self._compared.sides.segments
        names = ("metric", *columns, *_MIX)
        rows = [
            (found.metric.id, *row) for found in self._of_two() if found.why is not None for row in _segments(found.why)
        ]
        return frame_of(names, rows, _KINDS, range(1, 1 + len(columns)))

    @property
    def paired(self) -> pd.DataFrame:
        """One row a metric: those who answered on both sides, known by `column`, and what changed among them."""
        return self._part(("paired",), _PAIRED, "column")

    @property
    def transitions(self) -> pd.DataFrame:
        """One row a move from a box before to a box after, and how many of the same respondents made it."""
        rows = [
            (found.metric.id, *row) for found in self._of_two() if found.same is not None for row in _moves(found.same)
        ]
        return frame_of(("metric", "before", "after", "respondents"), rows, _KINDS)

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; each was shown as a `CxWarning`, too."""
        return tuple(notices_of(self._compared.run))

    def to_json(self) -> str:
        """Return the comparisons as JSON, by the contract `cx.compare/1`, as `cx compare --format json` does."""
        return compared_json(self._compared)

    def _text(self, width: int) -> str:
        return comparison_text(self._compared, width=width)

    def _of_two(self) -> list[Comparison]:
        return [found for found in self._compared.found if isinstance(found, Comparison)]

    def _part(self, parts: Sequence[str], names: Sequence[str], name: str) -> pd.DataFrame:
        """Return some columns of some rows of the CSV format; `name` is what the column of names is called."""
        table = compare_table(self._compared.found)
        places = {column.name: place for place, column in enumerate(table.columns)}
        rows = tuple(
            tuple(row[places[each]] for each in names) for row in table.rows if shown(row[places["part"]]) in parts
        )
        columns = tuple(ColumnSpec(name if each == "name" else each, each) for each in names)
        return table_frame(Table(columns, rows), _KINDS)


def _segments(why: Why) -> Iterator[Sequence[object]]:
    for segment, part in why.mix.parts.items():
        values = [
            None if value is None or segment in why.hidden else float(value)
            for value in (part.value_before, part.value_after)
        ]
        shares = float(100 * part.share_before), float(100 * part.share_after)
        yield *(segment or (None,) * len(why.columns)), *shares, *values, float(part.within), float(part.mix)


def _moves(same: SameRespondents) -> Iterator[Sequence[object]]:
    if same.change is not None:
        for (before, after), respondents in same.change.transitions.items():
            yield before, after, respondents
