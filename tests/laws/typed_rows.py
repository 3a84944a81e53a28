"""Rows of tickets and calls as mapped records, read by rules that are written here and nowhere else.

A row is a dict of texts by field: durations in seconds, dates in ISO form and UTC, words as the vocabulary has them.
What it does not say is blank, `n/a` is missing, `?` cannot be read. Beside fields it may have `kept` ("no": a filter
leaves it out) and the columns of breakdowns.
"""

from fractions import Fraction

import numpy as np

from cxcli.mapping.records import Records
from cxcli.mapping.vocabulary import vocabulary
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.partial import Partial
from cxcli.scoring.ready import ready
from cxcli.scoring.row_definitions import fields_beside, fields_of
from cxcli.scoring.scores import scores
from tests.laws.mapped_rows import field, kept, key, moment, plan_for

GONE = {"": Disposition.BLANK, "n/a": Disposition.MISSING, "?": Disposition.UNREADABLE}


def feeding(definition, columns):
    """Which fields of a metric the columns feed, and the first way to each other one, as a user would expect them."""
    fed, ways = {}, {}

    def feed(name):
        if name in columns or name in ways:
            fed[name] = name in columns or fed.get(name, False)
            return True
        for way in vocabulary()[name].ways:
            before = dict(fed), dict(ways)
            if all(feed(each) for each in way.needs):
                ways[name] = way
                return True
            fed.clear(), ways.clear()
            fed.update(before[0]), ways.update(before[1])
        return False

    lacking = [name for name in fields_of(definition) if not feed(name)]
    for name in fields_beside(definition):
        feed(name)
    date = next((name for name in definition.rules.dates if feed(name)), None)
    return [name for name, direct in fed.items() if direct], ways, date, lacking


def reader(name):
    """What reads the text of a field."""
    return {
        "date": moment_in_us,
        "duration": lambda text: number(text, 1_000_000),
        "number": number,
        "money": number,
    }.get(vocabulary()[name].type, word)


def number(text, scale=1):
    """A number, exact, with its fate."""
    if text in GONE:
        return None, GONE[text]
    value = Fraction(text) * scale
    return (int(value) if value.denominator == 1 else value), Disposition.SCORED


def moment_in_us(text):
    """A moment with its fate."""
    found, fate = moment("" if text == "n/a" else "soon" if text == "?" else text)
    return np.datetime64(found, "us"), fate


def word(text):
    """A word of the vocabulary with its fate."""
    return (None, GONE[text]) if text in GONE else (text, Disposition.SCORED)


def typed_records(definitions, rows, *, by=(), file="a.csv", lines=None):
    """The rows as records for some metrics; the first row has every column that there is."""
    columns = set(rows[0]) if rows else set()
    fields, ways = {}, {}
    for definition in definitions:
        fed, worked_out, date, lacking = feeding(definition, columns & set(vocabulary()))
        assert not lacking, f"{definition.id} lacks {lacking}"
        ways |= {f"{definition.id}.{name}": way for name, way in worked_out.items()}
        for name in fed:
            fields[f"{definition.id}.{name}"] = field([row.get(name, "") for row in rows], reader(name))
        if date is not None:
            fields[f"{definition.id}.at"] = fields[f"{definition.id}.{date}"]
    fields |= {f"by:{name}": field([row.get(name, "") for row in rows], key) for name in by}
    numbers = np.array(range(len(rows)) if lines is None else lines, np.int64)
    return Records(file, numbers + 2, fields, numbers, ways)


def of_ids(ids):
    """The shipped definitions of some ids, or own ones as they are."""
    return [shipped()[each] if isinstance(each, str) else each for each in ids]


def typed_partial(plan, definitions, rows, **options):
    """What these rows say, and their fates."""
    by = [name for names in plan.by for name in names]
    mapped = plan.completed(typed_records(definitions, rows, by=by, **options))
    fates = plan.fates(mapped, kept(rows, [each.id for each in definitions]))
    return plan.whole(plan.partial(mapped, fates)), fates


def scored_rows(metric, rows, **options):
    """The scores of one metric, an id or a definition, for these rows."""
    (definition,) = of_ids([metric])
    plan = plan_for(ready(definition), **options)
    return scores(plan, typed_partial(plan, [definition], rows)[0] if rows else Partial.empty())


def fates_of(metric, rows, **options):
    """The fate of each row for one metric, as words."""
    (definition,) = of_ids([metric])
    plan = plan_for(ready(definition), **options)
    found = typed_partial(plan, [definition], rows)[1][definition.id]
    words = {code: str(fate) for fate, code in FATE_CODE.items()}
    return [words[code] for code in found.tolist()]
