"""The typed fields of the metrics of a run in one source: what feeds them, and how each column is read."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem, UsageError
from cxcli.mapping.columns import resolve
from cxcli.mapping.field_learner import FieldLearner
from cxcli.mapping.learners import learner, opposite
from cxcli.mapping.misfits import Misfit, feed_without, notices_of
from cxcli.mapping.needs import NAMED, Fed, Need, Reference
from cxcli.mapping.readers import Binding, Reader
from cxcli.mapping.records import Field, Records
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.mapping.ways import Way
from cxcli.sources.chunk import Column
from cxcli.sources.source import Source

_UTC = ZoneInfo("UTC")
_AT = FieldSpec(name="at", type="date", says="The date that puts a row into a period.")
_HELD = ("at", "score")
"""Names under which the records hold the date and the answer of a metric."""


class TypedColumn(Struct, frozen=True):
    """A column that feeds a field, of one metric or of several alike.

    `names` are those of the field in the records, each with the evidence for the column; `needed`: one of the metrics
    cannot do without the field.
    """

    spec: FieldSpec
    column: Column
    choices: TypedChoices
    names: Mapping[str, str]
    needed: bool = False

    @property
    def metrics(self) -> list[str]:
        """The metrics that read it."""
        return [name.partition(".")[0] for name in self.names]

    def learner(self) -> FieldLearner:
        """Return a new learner for the column."""
        said = (self.spec, self.column, self.choices)
        return FieldLearner(self.spec, self.column, self.choices.missing, learner(*said), opposite(*said))


class TypedFields(Struct, frozen=True):
    """What feeds the fields of each metric (`fed`), and the `columns` that do, each once for each way to read it.

    `passed` are the columns that were passed over for a metric, since they hold another thing than they are called;
    `blank` is what is said of those that hold nothing.
    """

    fed: Mapping[str, Fed]
    columns: Sequence[TypedColumn]
    passed: Mapping[str, tuple[Misfit, ...]]
    blank: Sequence[Notice] = ()

    @property
    def notices(self) -> list[Notice]:
        """What is said of the columns that were passed over, and of blank ones; each thing once."""
        said = [notice for metric, misfits in self.passed.items() for notice in notices_of(self.fed[metric], misfits)]
        return list(dict.fromkeys([*said, *self.blank]))

    @property
    def ways(self) -> dict[str, Way]:
        """How fields are worked out, by the name under which the records would hold them."""
        return {record_field(metric, name): way for metric, fed in self.fed.items() for name, way in fed.ways.items()}


def record_field(metric: str, field: str) -> str:
    """Return the name under which the records hold a field of a metric.

    A column that a condition names may be called like something else that they hold: it stands in backticks.
    """
    return f"{metric}.`{field}`" if field in _HELD or field.startswith(":") else f"{metric}.{field}"


def fed_fields(records: Records, metric: str) -> dict[str, Field]:
    """Return the fields of a metric that columns feed, by their own names; what is worked out has none of its own."""
    prefix, answers = record_field(metric, ""), f"{metric}.score"
    return {
        name.removeprefix(prefix): field
        for name, field in records.fields.items()
        if name.startswith(prefix) and not name.startswith(f"{prefix}:") and name != answers
    }


def typed_fields(
    source: Source,
    needs: Sequence[Need],
    choices: TypedChoices,
    *,
    dated: bool,
    date_reference: Reference | None,
    misfits: Sequence[Misfit] = (),
) -> TypedFields:
    """Return what feeds the fields that the metrics need. Dates are moments in UTC unless a need is `zoned`.

    Columns that are known to be `misfits` are passed over where that can be. Where rows are `dated`, a date puts each
    into a period, by the clocks of the report: the column that `date_reference` names, else the one of the metric's
    dates.

    Raises:
        DataError, UsageError: nothing feeds a field, or several columns could; all at once.
    """
    fed, passed = _fed(source, needs, misfits, dated=dated and date_reference is None)
    _refuse_unread(needs, fed)
    names: dict[tuple[str | None, Column, bool], dict[str, str]] = {}
    for need in needs:
        for name, (column, evidence) in fed[need.metric].columns.items():
            names.setdefault((name, column, need.zoned), {})[record_field(need.metric, name)] = evidence
        if dated and (need.dates or need.placed):
            column, evidence = _date(fed[need.metric], source, date_reference)
            names.setdefault((None, column, True), {})[f"{need.metric}.{_AT.name}"] = evidence
    needed = {record_field(need.metric, name) for need in needs for name in _needed(need, fed[need.metric])}
    in_utc = replace(choices, dates=replace(choices.dates, report_zone=_UTC))
    columns = [
        TypedColumn(
            _spec(name), column, choices if zoned else in_utc, of, name is not None and bool(of.keys() & needed)
        )
        for (name, column, zoned), of in names.items()
    ]
    return TypedFields(fed, columns, passed)


def bind_typed(columns: Sequence[TypedColumn], learned: Sequence[FieldLearner], file: str) -> list[Binding | Problem]:
    """Return the bindings of each column, which share a reader where they read alike, or the problem with it."""
    bound: list[Binding | Problem] = []
    readers: dict[Column, list[Reader]] = {}
    for each, found in zip(columns, learned, strict=True):
        made = found.reader(file)
        if isinstance(made, Problem):
            bound.append(made)
        else:
            made_reader, basis = made
            alike = readers.setdefault(each.column, [])
            reader = next((one for one in alike if one == made_reader), made_reader)
            alike.append(reader)
            bound += [
                Binding(name, each.column, reader, "; ".join(filter(None, (evidence, basis))))
                for name, evidence in each.names.items()
            ]
    return bound


def _fed(
    source: Source, needs: Sequence[Need], misfits: Sequence[Misfit], *, dated: bool
) -> tuple[dict[str, Fed], dict[str, tuple[Misfit, ...]]]:
    """Return what feeds the fields of each metric, and which columns are passed over for that."""
    fed: dict[str, Fed] = {}
    passed: dict[str, tuple[Misfit, ...]] = {}
    problems: list[Problem] = []
    error: type[DataError | UsageError] = DataError
    for need in needs:
        try:
            found = feed_without(need, source.columns, source.facts.file, dated=dated, misfits=misfits)
            fed[need.metric], passed[need.metric] = found
            problems += found[0].problems
        except UsageError as named:
            problems += [replace(each, file=source.facts.file) for each in named.problems]
            error = UsageError
    if problems:
        raise error(list(dict.fromkeys(problems)))
    return fed, passed


def _refuse_unread(needs: Sequence[Need], fed: Mapping[str, Fed]) -> None:
    """Refuse columns that were named for fields that no metric reads: it would be as if nothing had been said.

    Raises:
        UsageError: there are such columns.
    """
    read = {name: None for each in fed.values() for name in each.columns}
    unread = frozenset().union(*(need.asked for need in needs)) - read.keys()
    if unread:
        message = "{} is named, and nothing reads it here"
        advice = f"leave it out, or name the column for another field; those read are {', '.join(read)}"
        raise UsageError([Problem(code="field", message=message.format(name), help=advice) for name in sorted(unread)])


def _date(fed: Fed, source: Source, reference: Reference | None) -> tuple[Column, str]:
    """Return the column of the date that puts rows into periods, and the evidence for it."""
    if reference is not None:
        return resolve(reference, source.columns), NAMED
    return fed.columns[str(fed.date)]


def _needed(need: Need, fed: Fed) -> set[str]:
    """Return the fields that a metric cannot do without in this file, and those that others are worked out from.

    What is no field of the vocabulary is a column that the user named, a question of a survey: it may be blank.
    """
    forms = [name for form in need.forms for name in form.fields]
    names = {*need.fields, *forms, *(name for way in fed.ways.values() for name in way.needs)}
    return names & vocabulary().keys()


def _spec(name: str | None) -> FieldSpec:
    """Return the field of a name; what is none is a column as it is, and no name stands for the date of periods."""
    if name is None:
        return _AT
    return vocabulary().get(name) or FieldSpec(name=name, type="text", says="A column of the file.")
