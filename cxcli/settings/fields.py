"""Which columns the user has named for which fields, on the command line and in the config."""

import shlex
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from cxcli.config.load import LoadedConfig
from cxcli.errors import Problem, UsageError
from cxcli.mapping.people import PEOPLE
from cxcli.mapping.vocabulary import vocabulary
from cxcli.mapping.wants import Amount, Reference
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.scoring.sentiment_definition import SentimentDefinition
from cxcli.settings.asked import Asked
from cxcli.settings.known_fields import FIELDS, refuse_unknown_fields
from cxcli.settings.needs import need_of

_PEOPLE = ("respondent", "account")
_NEAR = 0.75
_MOST_LISTED = 12
_AMOUNTS: tuple[Amount, ...] = ("weight", "count")
_READ = ("score", "at", "respondent", "account", "response", *_AMOUNTS)
"""The fields that a run of metrics with answers reads."""

_COMMENT = "comment"


class NamedColumns(Struct, frozen=True):
    """The columns that were named: `typed` by field or `METRIC.field` on the command line, `declared` in the config."""

    typed: Mapping[str, Reference]
    declared: Mapping[str, Reference]

    @property
    def dates(self) -> Reference | None:
        """The column of dates."""
        return self.typed.get("at", self.declared.get("at"))

    @property
    def amounts(self) -> Mapping[Amount, Reference]:
        """The columns of weights and of counts."""
        found = {amount: self._of(amount) for amount in _AMOUNTS}
        return {amount: column for amount, column in found.items() if column is not None}

    @property
    def response(self) -> Reference | None:
        """The column that says which response a row is."""
        return self._of("response")

    def named(self, text: str) -> Reference:
        """Return the column that feeds the field `text`, or the text itself, the reference of a column."""
        found = self._of(text) if text in _PEOPLE else None
        return text if found is None else found

    def people(self, by: Sequence[Sequence[str]]) -> Mapping[str, Reference]:
        """Return the columns named for customers, accounts and respondents, of those that rows are grouped `by`."""
        found = {name: self._of(name) for crossed in by for name in crossed if name in PEOPLE}
        return {name: column for name, column in found.items() if column is not None}

    def _of(self, field: str) -> Reference | None:
        return self.typed.get(field, self.declared.get(field))

    def answers(self, definition: Definition) -> Reference | None:
        """Return the column of answers: typed before declared, and of either, what is said of this metric alone."""
        if isinstance(definition, SentimentDefinition):
            return self._comments(definition)
        declared = definition.columns.get("score", self.declared.get("score"))
        return self.typed.get(f"{definition.id}.score", self.typed.get("score", declared))

    def _comments(self, definition: Definition) -> Reference | None:
        """Return the column of comments: the answers that a config names are those of other metrics."""
        declared = definition.columns.get("score", self.declared.get(_COMMENT))
        typed = self.typed.get(_COMMENT, self.typed.get("score", declared))
        return self.typed.get(f"{definition.id}.score", typed)

    def of(self, definition: Definition) -> Mapping[str, Reference]:
        """Return the columns of the fields of a metric without answers; the surest word on each goes first."""
        said = {**self.declared, **definition.columns, **self.typed, **self._own(definition)}
        return {field: column for field, column in said.items() if field in vocabulary()}

    def typed_for(self, definition: Definition, *, shared: bool) -> frozenset[str]:
        """Return the fields of a metric without answers whose columns were typed for this run alone."""
        return frozenset() if shared else frozenset({**self.typed, **self._own(definition)}) & vocabulary().keys()

    def _own(self, definition: Definition) -> Mapping[str, Reference]:
        prefix = f"{definition.id}."
        return {field.removeprefix(prefix): column for field, column in self.typed.items() if field.startswith(prefix)}


def named_columns(asked: Asked, loaded: LoadedConfig | None, definitions: Sequence[Definition]) -> NamedColumns:
    """Return the columns that the user has named.

    Raises:
        UsageError, ConfigError: a field that is not there, or named twice; all at once.
    """
    if loaded:
        refuse_unknown_fields(loaded)
    return NamedColumns(_typed(asked, definitions), loaded.config.columns if loaded else {})


def _typed(asked: Asked, definitions: Sequence[Definition]) -> dict[str, Reference]:
    fields = [*_fields_of(definitions), *(name for each in asked.by for name in each.split("+") if name in PEOPLE)]
    pairs = [] if asked.column is None else [("score", asked.column.strip())]
    problems = _one_column(asked.column, definitions) if pairs else []
    amounts = {"weight": asked.weight, "count": asked.count, "response": asked.response_id}
    pairs += [(field, column.strip()) for field, column in amounts.items() if column is not None]
    named: dict[str, Reference] = {}
    for text in asked.maps:
        field, _, column = text.partition("=")
        pairs.append((field.strip(), column.strip()))
    if asked.shared:
        known = {*FIELDS, *vocabulary()}
        pairs = [each for each in pairs if each[0] in fields or each[0].rpartition(".")[2] not in known]
    for field, column in pairs:
        problem = _fault(field, column, fields, named)
        problems += [problem] if problem else []
        named[field] = column
    if problems:
        raise UsageError(problems)
    return named


def _fields_of(definitions: Sequence[Definition]) -> list[str]:
    """Return the fields that a run can read, those of one metric with its name before them."""
    scored = [each.id for each in definitions if has_answers(each)]
    read = {each.id: sorted(need_of(each).reachable) for each in definitions if not has_answers(each)}
    fields = [*_READ, *(f"{metric}.score" for metric in scored)] if scored else ["at"]
    fields += [_COMMENT] if any(isinstance(each, SentimentDefinition) for each in definitions) else []
    fields += [name for names in read.values() for name in names]
    return list(dict.fromkeys([*fields, *(f"{metric}.{name}" for metric, names in read.items() for name in names)]))


def _one_column(column: str | None, definitions: Sequence[Definition]) -> list[Problem]:
    """Return the problem that `--column` is given with metrics whose answers are not in one column."""
    scored = [each for each in definitions if has_answers(each)]
    if len({definition.family for definition in scored}) < 2:  # noqa: PLR2004 - several
        return []
    options = " ".join(f"--map {shlex.quote(f'{each.id}.score={column}')}" for each in scored)
    message = f"--column names one column, but {len(scored)} metrics are asked for"
    return [Problem(code="column", message=message, help=f"name a column for each: {options}")]


def _fault(field: str, column: str, fields: Sequence[str], named: Mapping[str, Reference]) -> Problem | None:
    if not field or not column:
        message = f"'{field}={column}' does not name a field and a column"
        return Problem(code="map", message=message, help="for example: --column Q1, or --map at=submitted_at")
    if field not in fields:
        near = [f"{field}.score"] if f"{field}.score" in fields else get_close_matches(field, fields, 1, _NEAR)
        hint = f"did you mean '{near[0]}'? " if near else ""
        message = f"there is no field '{field}' in this run"
        more = ", …" if len(fields) > _MOST_LISTED else ""
        return Problem(code="field", message=message, help=f"{hint}fields: {', '.join(fields[:_MOST_LISTED])}{more}")
    if field in named:
        message = f"two columns are named for {field}: '{named[field]}' and '{column}'"
        return Problem(code="map", message=message, help="name one; a metric's own column: --map csat.score=COLUMN")
    return None
