"""What a scoring call gives back of a composite, and of the customers of a value."""

from collections.abc import Sequence

import pandas as pd
from msgspec.structs import replace

from cxcli.errors import Notice
from cxcli.findings.composite_found import CompositeFound
from cxcli.findings.customers_valued import CustomersValued
from cxcli.notebook.frames import table_frame
from cxcli.notebook.running import notices_of
from cxcli.notebook.scores import Scores
from cxcli.presentation.composite_output import composite_text, composite_text_json, listed_lines, listed_text
from cxcli.presentation.customers_output import valued_json, valued_text
from cxcli.reporting.composite_tables import flat_table, lines_table
from cxcli.reporting.customer_tables import customers_listed
from cxcli.reporting.score_words import decimals_for

ON_SCREEN = 50
"""So many customers are in a text where nothing else is said."""

_NUMBERS = (
    *("value", "low", "high", "n", "weight", "points", "customers", "clipped", "rows_read", "rows_scored"),
    *("change", "change_low", "change_high", "change_points", "change_weight", "change_customers"),
)
_VALUED = {
    "purchases": "int64",
    **dict.fromkeys(("first", "last"), "datetime64[s]"),
    **dict.fromkeys(("revenue", "alive", "expected", "value"), "float64"),
}


class CompositeScores(Scores):
    """The scores of a composite, period by period; its frame has a row for each of them and each of its parts."""

    def __init__(self, found: CompositeFound) -> None:
        """Take what was found."""
        super().__init__(replace(found.run, scores=[cell.score for cell in found.cells]))
        self._found = found

    @property
    def frame(self) -> pd.DataFrame:
        """One row for the score of each period, and one for each of its parts, with what moved it."""
        bands = [band.name for band in self._found.definition.bands]
        kinds = dict.fromkeys((*_NUMBERS, *bands), "float64")
        frame = table_frame(flat_table(self._found.definition, self._found.cells), kinds)
        frame["complete"] = frame["complete"].map({"yes": True, "no": False}).astype("boolean")
        return frame.astype({"start": "datetime64[s]", "end": "datetime64[s]"})

    @property
    def notices(self) -> Sequence[Notice]:
        """What the reader of the numbers must know; bad rows are those of its parts."""
        return tuple(notices_of(self._found.run))

    def to_json(self) -> str:
        """Return the composite as JSON, by the contract `cx.health/1`."""
        return composite_text_json(self._found, listed=False)

    def _text(self, width: int) -> str:
        return composite_text(self._found, width=width)


class CompositeCustomers(CompositeScores):
    """The customers of the latest period of a composite, the lowest score first."""

    def __init__(self, found: CompositeFound, limit: int | None) -> None:
        """Take what was found, and how many customers are listed at most."""
        super().__init__(found)
        self._limit = limit

    @property
    def frame(self) -> pd.DataFrame:
        """One row a customer: score, band, coverage, the points of each part, the change, and what moved it most."""
        found = self._found
        decimals = decimals_for(found.cells[0].score, found.run.settings.decimals)
        table = lines_table(found.definition, listed_lines(found)[: self._limit], decimals, in_words=False)
        numbers = {column.name for column in table.columns if column.align == "right"}
        return table_frame(table, dict.fromkeys(numbers, "float64"), {0})

    def to_json(self) -> str:
        """Return the composite with its customers as JSON, by the contract `cx.health/1`."""
        return composite_text_json(self._found, listed=True, limit=self._limit)

    def _text(self, width: int) -> str:
        return listed_text(self._found, self._limit or ON_SCREEN, width=width)


class ValuedCustomers(Scores):
    """The customers whose values a score is the mean of, the most valuable first."""

    def __init__(self, found: CustomersValued, limit: int | None) -> None:
        """Take what was found, and how many customers are listed at most."""
        super().__init__(found.run)
        self._found = found
        self._limit = limit

    @property
    def frame(self) -> pd.DataFrame:
        """One row a customer: purchases, first and last, revenue, and the value; chances where they are known."""
        return table_frame(customers_listed(self._found.lines, self._limit), _VALUED, {0})

    def to_json(self) -> str:
        """Return the customers as JSON, by the contract `cx.customers/1`."""
        return valued_json(self._found, self._limit)

    def _text(self, width: int) -> str:
        return valued_text(self._found, self._limit or ON_SCREEN, width=width)
