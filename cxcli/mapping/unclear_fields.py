"""For which metrics it is not clear how the columns of their fields are read, found out in one look at a source."""

from collections.abc import Mapping

from msgspec.structs import replace

from cxcli.errors import Problem
from cxcli.mapping.evidence import look
from cxcli.mapping.file_zone import zoned
from cxcli.mapping.fitting import feeding, fitted
from cxcli.mapping.typed_fields import bind_typed
from cxcli.mapping.wants import Wants
from cxcli.sources.source import Source


def unclear_fields(source: Source, wants: Wants) -> Mapping[str, list[Problem]]:
    """Return the problems of the columns that feed the fields of each metric; of most metrics there are none.

    Raises:
        DataError, UsageError: nothing feeds a field, or several columns could.
    """
    found = zoned(wants, source.facts)
    if isinstance(found, Problem):
        return {need.metric: [found] for need in wants.needs}
    choices = replace(wants.typed, dates=found[0], zone_basis=found[1])
    fed = feeding(source, wants, choices)
    typed, known = fitted(fed, lambda columns: look(source, [], None, {}, columns, whole=False))
    problems: dict[str, list[Problem]] = {need.metric: [] for need in wants.needs}
    for column, learned in zip(typed.columns, known.typed, strict=True):
        wrong = [each for each in bind_typed([column], [learned], source.facts.file) if isinstance(each, Problem)]
        for metric in column.metrics:
            problems[metric] += wrong
    return problems
