"""Columns that are called like a field and hold another thing, and for which metrics they are passed over."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from cxcli.errors import Notice
from cxcli.mapping.columns import shown
from cxcli.mapping.feeding import feed
from cxcli.mapping.needs import BY_NAME, Fed, Need
from cxcli.mapping.vocabulary import FieldSpec
from cxcli.sources.chunk import Column

MOST_WORDS = 1_000
"""Unknown words of a column that are counted; more are many."""

_WORDED = ("flag", "state")


class Misfit(Struct, frozen=True):
    """A `column` of which no text is what the field of its name holds.

    `other` says whether it is a date where the field is yes or no, or yes or no where the field is a date. `words` are
    how many different words a column of a flag or state has, none of them known, or `MOST_WORDS + 1`. One that is
    `empty` holds nothing at all.
    """

    field: FieldSpec
    column: Column
    other: bool = False
    words: int = 0
    empty: bool = False

    def notice(self) -> Notice:
        """Return what is said where it is passed over and feeds nothing else."""
        name = self.field.name
        if self.empty:
            why, advice = "it is empty", "name"
        elif self.field.type in _WORDED:
            words = f"{self.words:,}" if self.words <= MOST_WORDS else f"more than {MOST_WORDS:,}"
            why = f"it has {words} different word{'' if self.words == 1 else 's'}, none of them known as {name}"
            advice = f"say in cx.yaml what they stand for: words: {{{name}: {{word: …}}}}; or name"
        else:
            why, advice = f"it says yes or no, and {name} is a date", "name"
        message = f"column '{shown(self.column)}' is passed over: {why}; {advice} another column: --map {name}=COLUMN"
        return Notice(code="passed-over", message=message)


def feed_without(
    need: Need, columns: Sequence[Column], file: str, *, dated: bool, misfits: Sequence[Misfit]
) -> tuple[Fed, tuple[Misfit, ...]]:
    """Return what feeds the fields of a metric, and which of the `misfits` are passed over for that.

    A column that holds the other one of a date and a yes or no is, where the metric can do without it. One of words
    that nobody knows is, where its field only stands beside those that the metric needs: what is needed and unknown is
    asked for. An empty one is, where something else can feed the field. A column that the user has named never is.

    Raises:
        UsageError: a column that the user has named is not there.
    """
    fed = feed(need, columns, file, dated=dated)
    passed: tuple[Misfit, ...] = ()
    for misfit in misfits:
        if fed.columns.get(misfit.field.name) == (misfit.column, BY_NAME) and _can_be_passed(misfit, need):
            unfit = [(each.field.name, each.column) for each in (*passed, misfit)]
            without = feed(need, columns, file, dated=dated, unfit=frozenset(unfit))
            if set(without.problems) <= set(fed.problems):
                fed, passed = without, (*passed, misfit)
    return fed, passed


def notices_of(fed: Fed, passed: Collection[Misfit]) -> list[Notice]:
    """Return what is said of the columns that were passed over for a metric, but for those that feed another field."""
    taken = {column for column, _ in fed.columns.values()}
    return [misfit.notice() for misfit in passed if misfit.column not in taken]


def _can_be_passed(misfit: Misfit, need: Need) -> bool:
    if misfit.empty:
        return misfit.field.name not in need.beside
    return misfit.other or (misfit.field.type in _WORDED and misfit.field.name in need.beside)
