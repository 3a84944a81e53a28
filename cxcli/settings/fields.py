"""Which columns the user has named for which fields, on the command line and in the config."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cxcli.config.load import LoadedConfig
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.wants import Amount, Reference
from cxcli.scoring.definition import Definition
from cxcli.settings.asked import Asked

_FIELDS = ("score", "at", "respondent", "account", "response", "weight", "count", "comment")
"""The field vocabulary of a config. A metric reads what it needs; a config may name the rest for another one."""

_PEOPLE = ("respondent", "account")
_NEAR = 0.75
_AMOUNTS: tuple[Amount, ...] = ("weight", "count")
_READ = ("score", "at", "respondent", "account", "response", *_AMOUNTS)
"""The fields that a run reads."""


@dataclass(frozen=True, slots=True)
class NamedColumns:
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

    def _of(self, field: str) -> Reference | None:
        return self.typed.get(field, self.declared.get(field))

    def answers(self, definition: Definition) -> Reference | None:
        """Return the column of answers: typed before declared, and of either, what is said of this metric alone."""
        declared = definition.columns.get("score", self.declared.get("score"))
        return self.typed.get(f"{definition.id}.score", self.typed.get("score", declared))


def named_columns(asked: Asked, loaded: LoadedConfig | None, definitions: Sequence[Definition]) -> NamedColumns:
    """Return the columns that the user has named.

    Raises:
        UsageError, ConfigError: a field that is not there, or named twice; all at once.
    """
    return NamedColumns(_typed(asked, definitions), _declared(loaded) if loaded else {})


def _typed(asked: Asked, definitions: Sequence[Definition]) -> dict[str, Reference]:
    fields = [*_READ, *(f"{definition.id}.score" for definition in definitions)]
    pairs = [] if asked.column is None else [("score", asked.column.strip())]
    problems = _one_column(asked.column, definitions) if pairs else []
    amounts = {"weight": asked.weight, "count": asked.count, "response": asked.response_id}
    pairs += [(field, column.strip()) for field, column in amounts.items() if column is not None]
    named: dict[str, Reference] = {}
    for text in asked.maps:
        field, _, column = text.partition("=")
        pairs.append((field.strip(), column.strip()))
    for field, column in pairs:
        problem = _fault(field, column, fields, named)
        problems += [problem] if problem else []
        named[field] = column
    if problems:
        raise UsageError(problems)
    return named


def _one_column(column: str | None, definitions: Sequence[Definition]) -> list[Problem]:
    """Return the problem that `--column` is given with metrics whose answers are not in one column."""
    if len({definition.family for definition in definitions}) < 2:  # noqa: PLR2004 - several
        return []
    options = " ".join(f"--map {shlex.quote(f'{each.id}.score={column}')}" for each in definitions)
    message = f"--column names one column, but {len(definitions)} metrics are asked for"
    return [Problem(code="column", message=message, help=f"name a column for each: {options}")]


def _fault(field: str, column: str, fields: Sequence[str], named: Mapping[str, Reference]) -> Problem | None:
    if not field or not column:
        message = f"'{field}={column}' does not name a field and a column"
        return Problem(code="map", message=message, help="for example: --column Q1, or --map at=submitted_at")
    if field not in fields:
        near = [f"{field}.score"] if f"{field}.score" in fields else get_close_matches(field, fields, 1, _NEAR)
        hint = f"did you mean '{near[0]}'? " if near else ""
        message = f"there is no field '{field}' in this run"
        return Problem(code="field", message=message, help=f"{hint}fields: {', '.join(fields)}")
    if field in named:
        message = f"two columns are named for {field}: '{named[field]}' and '{column}'"
        return Problem(code="map", message=message, help="name one; a metric's own column: --map csat.score=COLUMN")
    return None


def _declared(loaded: LoadedConfig) -> Mapping[str, Reference]:
    columns = loaded.config.columns
    problems = [_unknown(loaded, field) for field in columns if field not in _FIELDS]
    if problems:
        raise ConfigError(problems)
    return columns


def _unknown(loaded: LoadedConfig, field: str) -> Problem:
    message, advice = f"columns: there is no field '{field}'", f"fields: {', '.join(_FIELDS)}"
    return loaded.document.problem(("columns", field), key=True, code="field", message=message, advice=advice)
