"""Rows of plain texts as mapped records, read by rules that are written here and nowhere else.

A row is a dict of texts: `score`, `at`, `respondent`, `kept` ("no": a filter leaves it out), the columns of breakdowns,
and where a test asks for it `weight`, `count`, `response`, `speeder` ("yes"). What a row does not say is blank.
"""

from datetime import UTC, datetime
from fractions import Fraction

import numpy as np

from cxcli.mapping.records import Field, Records
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.partial import Partial
from cxcli.scoring.plan import Plan
from cxcli.scoring.scores import scores

AS_OF = datetime(2025, 6, 15, 12, 0, tzinfo=UTC)
SCORED = Disposition.SCORED


COMMENTED = ("sentiment", "sentiment:no-neutrals")
"""The shipped metrics of comments."""


def number(text):
    """The number in a text with its fate: `9`, ` 9 ` and `9.0` are one answer."""
    if not text.strip():
        return None, Disposition.BLANK
    if text == "n/a":
        return None, Disposition.MISSING
    try:
        value = Fraction(text.strip())
    except ValueError:
        return None, Disposition.UNREADABLE
    return (int(value) if value == int(value) else value), SCORED


def moment(text):
    """The time in a text with its fate."""
    if not text:
        return np.datetime64("NaT"), Disposition.UNDATED
    try:
        return np.datetime64(datetime.fromisoformat(text)), SCORED
    except ValueError:
        return np.datetime64("NaT"), Disposition.UNREADABLE


def key(text):
    """The key of a breakdown: the text without the spaces around it."""
    return text.strip(), SCORED


def field(texts, read):
    """The field that `read` makes of one text a row."""
    distinct = list(dict.fromkeys(texts))
    numbers = {text: code for code, text in enumerate(distinct)}
    found = [read(text) for text in distinct]
    return Field(
        codes=np.array([numbers[text] for text in texts], np.int64),
        values=[value for value, _ in found],
        fates=np.array([FATE_CODE[fate] for _, fate in found], np.int8),
        texts=distinct,
    )


def amount(text):
    """A number above 0 with its fate; 0 does not apply."""
    value, fate = number(text)
    return (value, Disposition.NOT_APPLICABLE) if value == 0 else (value, fate)


MORE = {
    "weight": ("weight", amount),
    "count": ("count", amount),
    "voter": ("respondent", key),
    "response": ("response", key),
    "flag:speeder": ("speeder", None),
}
"""The fields that records have where a test asks for them: the key of the row, and how it is read."""


def flag(texts):
    """The field of a flag."""
    codes = np.array([text == "yes" for text in texts], np.int64)
    return Field(codes, (False, True), np.zeros(2, np.int8), ("", ""))


def records(rows, *, metrics=("nps",), by=(), file="a.csv", lines=None, more=()):
    """The rows as records that feed the same answers to every metric."""
    column = {name: [row.get(name, "") for row in rows] for name in ("score", "at", "respondent", *by)}
    fields = {f"{metric}.score": field(column["score"], number) for metric in metrics}
    # Comments have a language beside what they were judged to be.
    fields |= {f"{metric}.language": field(column["score"], lambda _: ("en", SCORED)) for metric in COMMENTED}
    fields |= {f"by:{name}": field(column[name], key) for name in by}
    fields |= {"at": field(column["at"], moment), "respondent": field(column["respondent"], key)}
    for name in more:
        source, read = MORE[name]
        texts = [row.get(source, "") for row in rows]
        fields[name] = flag(texts) if name.startswith("flag:") else field(texts, read)
    numbers = np.array(range(2, len(rows) + 2) if lines is None else lines, np.int64)
    return Records(file, numbers, fields, numbers)


def kept(rows, metrics):
    """What the filters decide about each row, by metric."""
    fates = [FATE_CODE[Disposition.FILTERED] if row.get("kept") == "no" else 0 for row in rows]
    return {metric: np.array(fates, np.int8) for metric in metrics}


def plan_for(*metrics, **options):
    """A plan for these metrics, made on 15 June 2025."""
    return Plan(metrics=metrics, as_of=AS_OF, **options)


def partial(plan, rows, *, file="a.csv", lines=None, more=()):
    """What these rows say."""
    ids = [metric.id for metric in plan.metrics]
    by = [name for names in plan.by for name in names]
    mapped = plan.completed(records(rows, metrics=ids, by=by, file=file, lines=lines, more=more))
    return plan.whole(plan.partial(mapped, plan.fates(mapped, kept(rows, ids))))


def scored(plan, rows, **options):
    """The scores of these rows."""
    return scores(plan, Partial.empty() + partial(plan, rows, **options))


def answers(*values, **others):
    """One row for each answer, all with the same other texts."""
    return [{"score": str(value), **others} for value in values]
