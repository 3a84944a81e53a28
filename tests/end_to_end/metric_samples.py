"""A small sample for every metric of the catalogue: rows of the sample data that it is shown with, else made ones."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import yaml
from msgspec import Struct, field
from quick_score import scored

from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.definition import Definition
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings.needs import need_of

ROOT = Path(__file__).resolve().parents[2]
_DATA = ROOT / "sample_data"
_SOURCES = yaml.safe_load((ROOT / "config.example.yaml").read_text(encoding="utf-8"))["sources"]
_AT_RISK = (_DATA / "at_risk.yaml").read_text(encoding="utf-8")
_OF_THE_CONFIG = {
    "at_risk": ("at_risk_responses.csv", "at_risk_tickets_1.csv", "at_risk_tickets_2.csv", "at_risk_calls.csv"),
    "health_score": ("at_risk_responses.csv", "at_risk_tickets_1.csv", "at_risk_tickets_2.csv"),
}
"""Metrics over the sources of a config, and the files that they read."""
_SHOWN = {
    "ces": ("support_survey.csv",),
    "closed_loop_rate": ("callbacks.csv",),
    "renewal_rate": ("renewals.csv",),
    "churn_rate:flag": ("driver_survey.csv",),
    "sentiment": ("reviews.csv",),
    "response_rate": ("phone_cases.csv",),
    "adoption_rate:events": ("app_accounts.csv", "events.csv"),
    "community_engagement:events": ("app_accounts.csv", "events.csv"),
    "events": ("events.csv",),
    "points": ("points.csv",),
    "response_rate:questions": ("survey_steps.csv",),
}
"""The files that a metric, the metrics of a name or of a source are shown with, if not one of the example."""
_ANSWERS = {
    "csat:zendesk": ("Satisfaction rating", ("Good", "Bad", "Good")),
    "ces:effort": ("Customer effort score", ("1", "2", "5", "3", "4", "7", "6")),
    "ces:net-easy": ("Customer effort score", ("1", "2", "5", "3", "4", "7", "6")),
    "sentiment:polarity": ("sentiment", ("positive", "negative", "neutral", "positive")),
}
"""The answers to metrics that nobody gives any to in the sample data: the name of their column, and some of them."""
_SAID = {"ces:effort": {"polarity": "effort"}, "ces:net-easy": {"polarity": "effort"}}
_CONFIGS = {
    "conversion_rate:funnel": "columns: {step: feature}\nmetrics: {checkout: {extends: 'conversion_rate:funnel', "
    "steps: [search, export]}}\n",
    "response_rate:questions": "metrics: {to_the_end: {extends: 'response_rate:questions', "
    "steps: [recommend, satisfied, support]}}\n",
    "hours": "schedules: {always: {zone: UTC, hours: {mon-sun: '00:00-24:00'}}}\n",
}
_CALLED = {"conversion_rate:funnel": "checkout", "response_rate:questions": "to_the_end"}
BY_GROUP_ALONE = ("redemption_rate:rewards",)
"""Metrics without a number over all rows, which is 100 % by definition."""
_MADE = "made.csv"
_ROWS = 60
_KEYS = 12
_ENDS = ("solved_at", "closed_at")
_BEGIN = datetime(2025, 1, 1, 8, tzinfo=UTC)

Table = list[list[str]]
"""Rows of texts, the first with the names of the columns."""


class Sample(Struct, frozen=True, kw_only=True):
    """Tables, by file, with a number for a metric; `columns` are those read: by file and field."""

    metric: str
    tables: dict[str, Table]
    delimiter: str = ","
    config: str = ""
    said: dict[str, object] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def over_sources(self) -> bool:
        """Whether the metric is over the sources of a config."""
        return self.metric in _OF_THE_CONFIG

    def place(self, file: str, column: str) -> int:
        """Return which column of a table it is, from 0."""
        return self.tables[file][0].index(column)

    def written(self, table: Table) -> bytes:
        """Return a table as the sample's files are written."""
        return bytes_of(table, self.delimiter)

    def scored(self, folder: Path, **spoiled: bytes):
        """Return the answer of `cx score` to the tables, as JSON, with other bytes for some files."""
        for name, table in self.tables.items():
            (folder / name).write_bytes(spoiled[name] if name in spoiled else self.written(table))
        said = {"now": "2025-06-30" if self.over_sources else "2025-12-31", **self.said}
        if self.config:
            (folder / "given.yaml").write_text(self.config, encoding="utf-8")
            said["config"] = folder / "given.yaml"
        listed = [] if self.over_sources else [folder / name for name in self.tables]
        return scored(_CALLED.get(self.metric, self.metric), *listed, **said)


def bytes_of(table: Table, delimiter: str = ",") -> bytes:
    """Return a table as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(table)
    return text.getvalue().encode("utf-8", "surrogatepass")


def sample_of(name: str, folder: Path) -> Sample:
    """Return a sample of a metric: rows of the files that a user is shown it with, else rows made of its fields.

    Raises:
        LookupError: there is no number in any of them.
    """
    said = []
    for sample in _samples(shipped()[name]):
        answer = sample.scored(folder)
        said.append((list(sample.tables), answer.code, answer.err))
        if answer.code == 0 and answer.score["status"] == "ok" and answer.score["n"] > 1:
            return _with_columns(sample, answer.json["sources"])
    raise LookupError(f"no sample has a number for {name}; name one in {Path(__file__).name}: {said}")


def _with_columns(sample: Sample, sources) -> Sample:
    found = {
        (Path(source["path"]).name, each.rpartition(".")[2]): column
        for source in sources
        for each, column in source["columns"].items()
    }
    return Sample(**{name: getattr(sample, name) for name in sample.__struct_fields__} | {"columns": found})


def _samples(definition: Definition) -> Iterator[Sample]:
    """Yield what may do: of each file the first rows, those of few customers, all; then made ones."""
    name = definition.id
    if name in _OF_THE_CONFIG:
        tables = {each: read(each)[1] for each in _OF_THE_CONFIG[name]}
        yield Sample(metric=name, tables={each: of_few(table) for each, table in tables.items()}, config=_AT_RISK)
        return
    config = _CONFIGS.get(name, _CONFIGS["hours"] if "business" in name else "")
    shown = [_SHOWN[each] for each in (name, name.partition(":")[0], definition.source) if each in _SHOWN]
    shown += [(Path(_SOURCES[definition.source]["path"]).name,)] if definition.source in _SOURCES else []
    said = _SAID.get(name, {})
    if definition.kind in ("retention", "decline") and name != "clv:sbg":
        said = {**said, "during": "2024-Q4"}
    for files in [] if name in _ANSWERS else shown:
        tables = {each: read(each) for each in files}
        delimiter = next(iter(tables.values()))[0]
        for few in (lambda table: table[: _ROWS + 1], of_few, list):
            cut = {each: few(table) for each, (_, table) in tables.items()}
            yield Sample(metric=name, tables=cut, delimiter=delimiter, config=config, said=said)
    said = {**said, "unit": "seconds"} if definition.kind in ("ratio", "duration", "rate") else said
    yield Sample(metric=name, tables={_MADE: _made(definition)}, config=config, said=said)


def read(name: str) -> tuple[str, Table]:
    """Return the delimiter and the rows of a file of the sample data."""
    text = (_DATA / name).read_text(encoding="utf-8")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    return delimiter, list(csv.reader(io.StringIO(text), delimiter=delimiter))


def of_few(table: Table) -> Table:
    """Return the rows of the first few customers or users, whatever their place."""
    place = next((place for place, name in enumerate(table[0]) if name in ("customer_id", "user_id")), 0)
    few = set(islice(dict.fromkeys(sorted(row[place] for row in table[1:])), _KEYS))
    return [table[0], *(row for row in table[1:] if row[place] in few)]


def _made(definition: Definition) -> Table:
    """Return rows with a value for every field that a metric needs, or that these are worked out from."""
    if has_answers(definition):
        name, answers = _ANSWERS[definition.id]
        return [["ticket", name], *([str(row), answers[row % len(answers)]] for row in range(_ROWS))]
    need = need_of(definition)
    fields = [*need.fields, *(each for form in need.forms[:1] for each in form.fields), *need.dates[:1]]
    sources = {source for each in fields for source in _sources(each)}
    held = sorted((each for each in vocabulary() if each in sources), key=_ENDS.__contains__)
    names = [vocabulary()[each].names[0] for each in held]
    return [names, *([_value(each, place, row) for place, each in enumerate(held)] for row in range(_ROWS))]


def _sources(name: str) -> Iterator[str]:
    spec = vocabulary()[name]
    if spec.names or not spec.ways:
        yield name
    else:
        for each in spec.ways[0].needs:
            yield from _sources(each)


def _value(name: str, place: int, row: int) -> str:
    """Return what a made row holds. Fields stand in the course of things, and what is part of another one after it."""
    spec = vocabulary()[name]
    match spec.type:
        case "date":
            return f"{_BEGIN + timedelta(days=row, hours=place):%Y-%m-%dT%H:%M:%S}"
        case "duration":
            return str(20 + row % 7 * 10)
        case "number" | "money":
            return str(40 + row % 3 - 5 * place)
        case "key":
            return f"{name}-{row // 3}"
        case "text":
            return ("search", "export", "search")[row % 3]
    return spec.canonical[row % len(spec.canonical)]
