"""Rows of one source as experiences of customers: whose, when, and why a metric calls it bad."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

import numpy as np
from msgspec import Struct

from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.voters import voter_key
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.bad_experiences import AT, CUSTOMER, ID, REASONS, SOURCE, BoolArray
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.conditions import first_of
from cxcli.scoring.due_days import until_the_end
from cxcli.scoring.kept_fields import fate, said
from cxcli.scoring.metric import of_answers
from cxcli.scoring.row_definitions import TICKET
from cxcli.scoring.together import NEVER, GatheredPart, Texts
from cxcli.scoring.worked_out import Circumstances, MetricFields, times

LINE: Final = "line"
FOLLOWED_UP: Final = "followed_up"
"""Columns of rows: the line in the file, and when the customer was followed up, `NEVER` where nobody knows."""

PARTED: Final = "\t"
"""What parts metric, class and answer of a reason; reasons of one row are lines."""

_BEGINNINGS = ("created_at", "called_at")
_FOREVER = int(np.iinfo(np.int64).max)
_FILTERED, _UNREADABLE = FATE_CODE[Disposition.FILTERED], FATE_CODE[Disposition.UNREADABLE]
_UNDATED, _BLANK = FATE_CODE[Disposition.UNDATED], FATE_CODE[Disposition.BLANK]
_WRONG = np.array([each.bad for each in Disposition])


def answer_column(metric: str) -> str:
    """Return the name of the column that holds the answers to a metric."""
    return f"answer {metric}"


class ExperienceReader(Struct, frozen=True, kw_only=True):
    """Reads rows of one `source`, of which `metrics` say whether they are bad.

    Fields of the rows themselves are those of the metric `risk`. All rows of all sources have a column for each metric
    that is `answered`, in whatever source.
    """

    source: str
    metrics: Sequence[BoxScore]
    risk: str
    answered: Sequence[str]
    circumstances: Circumstances

    def read(self, records: Records, fates: Mapping[str, FateArray], ids: Texts | None) -> GatheredPart:
        """Return some rows, given each row's fate for each metric; `ids` are those of responses where there are any."""
        rows, fields = len(records), MetricFields(records, self.risk, self.circumstances)
        whose, named = _customers(fields.field("customer"))
        reasons, bad_at = _reasons(records, self.metrics, fates)
        at, undated = _dated(records, self.metrics, fields, bad_at)
        columns = {AT: at, LINE: records.lines.astype(np.int64), FOLLOWED_UP: _followed_up(fields, at)}
        columns |= {answer_column(name): np.full(rows, NEVER) for name in self.answered}
        answers = [each for each in self.metrics if of_answers(each)]
        columns |= {answer_column(each.id): _answers(records, each, fates[each.id]) for each in answers}
        given = ids or (_texts(fields.field(TICKET)) if fields.has(TICKET) else _all_one(rows, ""))
        texts = {CUSTOMER: whose, REASONS: reasons, SOURCE: _all_one(rows, self.source), ID: given}
        unnamed = np.where(named, 0, _BLANK).astype(np.int8)
        judged = first_of(_useless(fates), undated, unnamed)
        return GatheredPart(records.file, records.numbers, judged, columns, texts, {})


def _customers(field: Field) -> tuple[Texts, BoolArray]:
    """Return the keys of the customers, and which rows have one."""
    codes, keys = _texts(field)
    return (codes, keys), np.array([bool(key) for key in keys], np.bool_)[codes]


def _texts(field: Field) -> Texts:
    return field.codes, [voter_key(str(value or "")) for value in field.values]


def _all_one(rows: int, text: str) -> Texts:
    return np.zeros(rows, np.int64), [text]


def _useless(fates: Mapping[str, FateArray]) -> FateArray:
    """Return what is against rows of which no metric can say anything: left out by all filters, or wrong for each.

    A row that a metric is not about, or whose answer is blank, still says that the customer was there.
    """
    table = np.stack(list(fates.values()))
    filtered, wrong = table == _FILTERED, _WRONG[table]
    worst = np.where(wrong, table, np.int8(len(_WRONG))).min(axis=0)
    against = (wrong | filtered).all(axis=0)
    return np.where(against, np.where(filtered.all(axis=0), _FILTERED, worst), 0).astype(np.int8)


def _reasons(records: Records, metrics: Sequence[BoxScore], fates: Mapping[str, FateArray]) -> tuple[Texts, IntArray]:
    """Return why rows are bad, the empty text where they are not, and when, by the metrics that say so."""
    codes, lines = np.zeros(len(records), np.int64), [""]
    at = np.full(len(records), NEVER)
    for metric in sorted(metrics, key=lambda each: each.id):
        mine, said_by = _bad(records, metric, fates[metric.id])
        pairs, codes = np.unique(codes * len(said_by) + mine, return_inverse=True)
        both = [(lines[pair // len(said_by)], said_by[pair % len(said_by)]) for pair in pairs.tolist()]
        lines = ["\n".join(filter(None, each)) for each in both]
        date = records.fields[metric.date_field]
        at = np.maximum(at, np.where((mine > 0) & (fate(date) == 0), _moments(date), NEVER))
    return (codes, lines), at


def _bad(records: Records, metric: BoxScore, fates: FateArray) -> tuple[IntArray, list[str]]:
    """Return a code for each row, 0 where it is not bad, and the reason of each code."""
    answers, box = records.fields[metric.fields[0]], str(metric.source.bad)
    points = set(metric.boxes.get(box, ()))
    shown = [f"{value}" if of_answers(metric) else "" for value in answers.values]
    reasons = [PARTED.join((metric.id, box, text)) for text in shown]
    hit = np.array([value in points for value in answers.values], np.bool_)
    return np.where((fates == 0) & hit[answers.codes], answers.codes + 1, 0), ["", *reasons]


def _dated(
    records: Records, metrics: Sequence[BoxScore], fields: MetricFields, bad_at: IntArray
) -> tuple[IntArray, FateArray]:
    """Return when each row was: where it is bad, by the date of the metric that says so, else by its first date."""
    begun, broken = np.full(len(records), _FOREVER), np.zeros(len(records), np.bool_)
    for date in _dates(records, metrics, fields):
        begun = np.minimum(begun, np.where(fate(date) == 0, _moments(date), _FOREVER))
        broken |= fate(date) == _UNREADABLE
    at = np.where(bad_at != NEVER, bad_at, np.where(begun == _FOREVER, NEVER, begun))
    return at, np.where(at != NEVER, 0, np.where(broken, _UNREADABLE, _UNDATED)).astype(np.int8)


def _dates(records: Records, metrics: Sequence[BoxScore], fields: MetricFields) -> Iterator[Field]:
    yield from (records.fields[name] for name in sorted({metric.date_field for metric in metrics}))
    yield from (fields.field(name) for name in _BEGINNINGS if fields.fed(name))


def _answers(records: Records, metric: BoxScore, fates: FateArray) -> IntArray:
    answers = metric.answers(records)
    values = np.array(answers.values, np.int64)
    return np.where(fates == 0, values[answers.codes], NEVER)


def _followed_up(fields: MetricFields, at: IntArray) -> IntArray:
    """Return when the customer was followed up: by its date, or if it is only known that so it was, with the row.

    A day without a clock goes on until its last microsecond.
    """
    found = np.full(len(at), NEVER)
    if fields.has("followed_up"):
        found = np.where(said(fields.field("followed_up"), "yes"), at, NEVER)
    if fields.has("followed_up_at"):
        date = fields.field("followed_up_at")
        found = np.maximum(found, np.where(fate(date) == 0, _moments(until_the_end(date)) - 1, NEVER))
    return found


def _moments(date: Field) -> IntArray:
    return cast("IntArray", times(date).astype(np.int64))
