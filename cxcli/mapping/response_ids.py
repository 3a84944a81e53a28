"""Responses that stand in more than one file: exports of one survey often overlap."""

from collections.abc import Sequence

from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import reference_to
from cxcli.mapping.text_counts import used
from cxcli.mapping.voters import voter_key
from cxcli.sources.chunk import Column, TextColumn

_NAMES = frozenset(
    {"response id", "responseid", "response uuid", "responseuuid", "submission id", "submissionid",
     "survey response id", "respondent id", "respondentid"}
)  # fmt: skip
"""Names of the id of a response. A plain `id` is none of them: it may begin at 1 in each file."""


def response_column(columns: Sequence[Column]) -> Column | None:
    """Return the column with the id of the response, by its name alone; None where there is none or several."""
    found = [column for column in columns if normal(column.name) in _NAMES]
    return found[0] if len(found) == 1 else None


class RepeatedIds(Struct):
    """The ids of the responses of each file so far, and how many of them stand in an earlier file, too."""

    seen: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    repeated: int = 0

    def add(self, texts: TextColumn) -> None:
        """Take in the ids of a chunk."""
        self.here.update(voter_key(text) for text in used(texts).texts)

    def next_file(self) -> None:
        """Take what was added since the last call for one file."""
        self.here.discard("")
        self.repeated += len(self.here & self.seen)
        self.seen |= self.here
        self.here = set()

    def notices(self, column: Column, columns: Sequence[Column]) -> list[Notice]:
        """Return the notice that responses may be counted twice, with what to add."""
        if not self.repeated:
            return []
        which = f"{self.repeated:,} responses stand" if self.repeated > 1 else "1 response stands"
        advice = f"to count each once: --response-id '{reference_to(column, columns)}'"
        return [Notice(code="repeated-responses", message=f"{which} in more than one file; {advice}")]
