"""Customers, accounts and respondents that rows are grouped by, whatever the column is called in each file."""

from collections.abc import Sequence

from msgspec.structs import replace

from cxcli.errors import Notice, Problem, UsageError
from cxcli.mapping.column_words import normal
from cxcli.mapping.columns import option, resolve, shown
from cxcli.mapping.field_names import names_of_columns
from cxcli.mapping.readers import Binding
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.mapping.wants import Wants
from cxcli.sources.chunk import Column

_ACCOUNT = FieldSpec(
    name="account",
    type="key",
    says="The firm that the row is about.",
    names=(
        *("account id", "account uuid", "account key", "account number", "account no", "account code", "account"),
        *("company id", "company number", "organization id", "organisation id", "org id"),
        *("tenant id", "account name", "company", "company name", "organization", "organisation"),
    ),
)
_RESPONDENT = FieldSpec(
    name="respondent",
    type="key",
    says="The person who answered.",
    names=(
        *("respondent id", "respondent", "contact id", "participant id", "user id", "member id"),
        *("respondent email", "contact email", "user email", "customer email", "email"),
        *("email address", "e mail"),
    ),
)
PEOPLE = ("customer", "account", "respondent")
"""The fields that rows can be grouped by without naming a column."""


def find_column(name: int | str, wants: Wants, columns: Sequence[Column]) -> Column:
    """Return the column that the user means by a name.

    Where it is one of `PEOPLE` that rows are grouped by, that is the column named for the field, else the one that is
    called so, else the first that goes by a name of the field. Anything else is a column of that name or place.

    Raises:
        UsageError: there is no such column, or several could be meant.
    """
    if name in wants.people:
        return resolve(wants.people[str(name)], columns)
    try:
        return resolve(name, columns)
    except UsageError as error:
        if name not in PEOPLE or name not in wants.by:
            raise
        spec = _spec(str(name))
        found = names_of_columns(tuple(columns)).called(spec)
        if len(found) == 1:
            return found[0]
        raise UsageError(_several(spec.name, found, columns) if found else _none(spec.name, error)) from error


def taken_for(groups: Sequence[Binding], wants: Wants) -> list[Notice]:
    """Return the notices that rows are grouped by columns that were guessed.

    Neither a column that somebody named for the field is a guess, nor one whose name has the field's own word in it:
    `customer_id` is the customer.
    """
    asked = [(group.name.partition(":")[2], group.column) for group in groups]
    return [
        Notice(code="group-field", message=f"{name} is column '{shown(column)}'")
        for name, column in asked
        if name in PEOPLE and name not in wants.people and name not in normal(column.name).split()
    ]


def _spec(name: str) -> FieldSpec:
    return {"account": _ACCOUNT, "respondent": _RESPONDENT}.get(name) or vocabulary()[name]


def _several(name: str, found: Sequence[Column], columns: Sequence[Column]) -> Problem:
    return Problem(
        code="ambiguous-column",
        message=f"{len(found)} columns could hold {name}: {', '.join(map(shown, found))}",
        help=f"say which: {'; '.join(option(each, columns, field=name) for each in found)}",
    )


def _none(name: str, error: UsageError) -> Problem:
    problem = error.problems[0]
    message = f"no column is called '{name}' or looks like it"
    advice = f"name it: --map {name}=COLUMN, or in cx.yaml columns: {{{name}: COLUMN}}; {problem.help}"
    return replace(problem, message=message, help=advice)
