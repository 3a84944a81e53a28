"""What rates, ratios and durations are, row by row and without numpy: the plainest reading of their definitions.

A value is what it is; where there is none, a `Gone` says why.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from cxcli.mapping.expression import And, Comparison, In, Not, Or, leaves
from cxcli.mapping.vocabulary import vocabulary
from cxcli.scoring.row_definitions import DurationDefinition, EligibilityDefinition, RateDefinition, RatioDefinition

RANK = ("not_applicable", "blank", "contradictory", "unreadable")
SIGNED = ("remaining", "overdue", "since_renewal_due")
DUE = ("due_at", "first_reply_due_at", "promised_at", "review_due_at")
DAY = timedelta(days=1) - timedelta(microseconds=1)
"""What is due on a day may be done until the next one begins."""
NOW = datetime.fromisoformat("2025-06-15T12:00")


@dataclass(frozen=True)
class Gone:
    """There is no value."""

    why: str


class NaiveRow:
    """One row: `texts` of the fields that columns feed, and the `ways` to the others."""

    def __init__(self, definition, texts, fed, ways):
        self.definition, self.texts, self.fed, self.ways = definition, texts, fed, ways

    def value(self, name):
        """The value of a field: a datetime, a number (durations in seconds), or a word."""
        found = self.read(name) if name in self.fed else self.worked_out(self.ways[name])
        if name in DUE and isinstance(found, datetime) and "T" not in self.texts.get(name, ""):
            found += DAY
        duration = vocabulary()[name].type == "duration" and not name.endswith(SIGNED)
        return Gone("contradictory") if duration and not isinstance(found, Gone) and found < 0 else found

    def read(self, name):
        """The value in a column."""
        text, kind = self.texts.get(name, ""), vocabulary()[name].type
        if text in ("", "n/a", "?"):
            return Gone("unreadable" if text == "?" else "blank")
        if kind == "date":
            return datetime.fromisoformat(text)
        return Fraction(text) if kind in ("duration", "number", "money") else text

    def worked_out(self, way):
        """The value that a way makes of others."""
        if way.sum:
            values = [self.value(name) for name in (*way.sum, *way.less)]
            return together(values, lambda found: sum(found[: len(way.sum)]) - sum(found[len(way.sum) :]))
        if way.between is not None:
            start, end = (NOW if name == "now" else self.value(name) for name in way.between)
            return together([start, end], lambda ends: seconds(*ends, in_hours=way.in_hours))
        for word, condition in way.cases:
            said = self.holds(condition)
            if said is True:
                return word
            if said is not False:
                return said
        return Gone("not_applicable") if way.otherwise is None else way.otherwise

    def holds(self, condition):
        """True, False, or why it cannot be told: the weightiest reason of the fields that it names."""
        found = self.logic(condition)
        if found is not None:
            return found
        values = [self.value(leaf.column) for leaf in leaves(condition)]
        return Gone(max((each.why for each in values if isinstance(each, Gone)), key=RANK.index))

    def logic(self, condition):
        """True, False, or None for unknown."""
        match condition:
            case And(operands):
                found = [self.logic(each) for each in operands]
                return False if False in found else None if None in found else True
            case Or(operands):
                found = [self.logic(each) for each in operands]
                return True if True in found else None if None in found else False
            case Not(operand):
                found = self.logic(operand)
                return None if found is None else not found
            case In(column, literals):
                value = self.value(column)
                return None if isinstance(value, Gone) else any(same(value, literal) for literal in literals)
        return self.compared(condition)

    def compared(self, leaf: Comparison):
        """What one comparison says."""
        value, literal = self.value(leaf.column), leaf.literal
        if literal is None:
            if isinstance(value, Gone) and value.why == "unreadable":
                return None
            there = not isinstance(value, Gone) or value.why == "contradictory"
            return there == (leaf.op == "!=")
        if isinstance(value, Gone):
            return None
        if leaf.op in ("==", "!="):
            return same(value, literal) == (leaf.op == "==")
        less, equal = value < Fraction(literal), value == Fraction(literal)
        return {"<": less, "<=": less or equal, ">": not (less or equal), ">=": not less}[leaf.op]

    def judged(self):
        """The row's fate, and what it says: (fate, amount above, amount below or whether it runs)."""
        definition, rules = self.definition, self.definition.rules
        if rules.among is not None:
            said = self.holds(rules.read(rules.among))
            if said is not True:
                return ("not_applicable" if said is False else said.why), None, None
        if self.out_of_order(rules.in_order):
            return "contradictory", None, None
        match definition:
            case RateDefinition():
                return self.rate(definition)
            case RatioDefinition():
                return self.ratio(definition)
            case DurationDefinition():
                return self.duration(definition)
            case EligibilityDefinition():
                return self.eligibility(definition)

    def out_of_order(self, names):
        """Whether a date is before the first, a day without a clock taken to its end."""
        if not names or names[0] not in self.fed or isinstance(first := self.value(names[0]), Gone):
            return False
        for name in (name for name in names[1:] if name in self.fed):
            value = self.value(name)
            day = timedelta() if "T" in self.texts[name] else DAY
            if not isinstance(value, Gone) and value + day < first:
                return True
        return False

    def rate(self, definition):
        """1 for a row that counts, 0 for another, of 1."""
        if definition.waits is not None:
            waits = self.holds(definition.rules.read(definition.waits))
            if waits is not False:
                return ("too_recent" if waits is True else waits.why), None, None
        counts = self.holds(definition.rules.read(definition.counts))
        return (counts.why, None, None) if isinstance(counts, Gone) else ("scored", int(counts), 1)

    def ratio(self, definition):
        """What the row adds above the line and below it."""
        values = [self.value(name) for name in definition.measured]
        gone = [each.why for each in values if isinstance(each, Gone)]
        if gone:
            return max(gone, key=RANK.index), None, None
        signs = [vocabulary()[name].signed for name in definition.measured]
        if any(value < 0 and not signed for value, signed in zip(values, signs, strict=True)):
            return "contradictory", None, None
        below = values.pop() if definition.per else 1
        counts = True if definition.counts is None else self.holds(definition.rules.read(definition.counts))
        return (counts.why, None, None) if isinstance(counts, Gone) else ("scored", sum(values) if counts else 0, below)

    def eligibility(self, definition):
        """Which of four kinds a row is: outside, unknown, or eligible and counted or not."""
        said = {
            key: self.holds(definition.rules.read(getattr(definition, key))) for key in ("outside", "unknown", "counts")
        }
        gone = [each.why for each in said.values() if isinstance(each, Gone)]
        kind = next((key for key, holds in said.items() if holds is True), "other")
        return (gone[0], None, None) if gone else ("scored", kind, None)

    def duration(self, definition):
        """How long it took, or has lasted so far, and whether it still runs."""
        running = False if definition.running is None else self.holds(definition.rules.read(definition.running))
        if isinstance(running, Gone):
            return running.why, None, None
        if not running:
            value = self.value(definition.measure)
            return (value.why, None, None) if isinstance(value, Gone) else ("scored", value, False)
        in_hours = any(way.in_hours for way in vocabulary()[definition.measure].ways)
        watched = self.watched(definition)
        known = definition.start is not None and (definition.start in self.fed or definition.start in self.ways)
        if not known or (in_hours and definition.measure in self.fed):
            gone = watched.why if isinstance(watched, Gone) else "blank"
            return "too_recent" if watched == NOW else gone, None, None
        found = together([self.value(definition.start), watched], tuple)
        if isinstance(found, Gone):
            return found.why, None, None
        so_far = seconds(*found, in_hours=in_hours)
        return ("contradictory", None, None) if so_far < 0 else ("scored", so_far, True)

    def watched(self, definition):
        """Until when a row that runs was watched: the first of some dates that it has, or now."""
        for name in definition.until:
            value = self.value(name) if name in self.fed else Gone("blank")
            if value != Gone("blank"):
                return value
        return NOW


def same(value, literal):
    """Whether a value is a literal of a condition."""
    return value == Fraction(literal) if isinstance(literal, Decimal) else value == literal


def together(values, make):
    """What several values make, or the weightiest reason why one of them is not there."""
    gone = [each.why for each in values if isinstance(each, Gone)]
    return Gone(max(gone, key=RANK.index)) if gone else make(values)


def seconds(start, end, *, in_hours):
    """The time between two moments; in the hours of the tests' schedule a third of it, forwards."""
    elapsed = Fraction((end - start) // timedelta(microseconds=1), 1_000_000)
    return elapsed / 3 if in_hours and elapsed >= 0 else elapsed


def naive_value(definition, judged):
    """The value of a metric from what its scored rows say; None where there is none."""
    match definition:
        case RateDefinition():
            return 100 * Fraction(sum(above for above, _ in judged), len(judged))
        case RatioDefinition():
            below = sum(below for _, below in judged)
            factor = Fraction(100 if definition.unit == "percent" else 1)
            factor /= Fraction(str(definition.margin or 1))
            return factor * Fraction(sum(above for above, _ in judged)) / below if below else None
        case EligibilityDefinition():
            return eligible_share([kind for kind, _ in judged], definition.eligible)
    return lasting(definition, judged)


def lasting(definition, judged):
    """The value of a duration."""
    if definition.censored:
        return survived(judged, 1 - Fraction(definition.value.percentile or 50, 100))
    ended = sorted(value for value, running in judged if not running)
    if not ended:
        return None
    if definition.value.mean:
        return sum(ended) / len(ended)
    place = (len(ended) - 1) * Fraction(definition.value.percentile or 50, 100)
    low = floor(place)
    return ended[low] + (place - low) * (ended[min(low + 1, len(ended) - 1)] - ended[low])


def survived(judged, level):
    """The time after which a share survives by the curve of Kaplan and Meier; None where more of them do.

    While just the share survives, it is the middle of the time until the next one ends.
    """
    share, reached = Fraction(1), []
    for time in sorted({value for value, running in judged if not running}):
        at_risk = sum(value >= time for value, _ in judged)
        share *= 1 - Fraction(sum(value == time and not running for value, running in judged), at_risk)
        reached += [(time, share)] if share <= level else []
    if not reached:
        return None
    times = [time for time, _ in reached]
    return (times[0] + times[1]) / 2 if reached[0][1] == level and len(times) > 1 else times[0]


def eligible_share(kinds, said):
    """What counts of the eligible and of the part of the unknown that is taken to be; None without a base."""
    known = kinds.count("counts") + kinds.count("other")
    told = known + kinds.count("outside")
    if said is None and kinds.count("unknown") and not told:
        return None
    part = Fraction(known, told or 1) if said is None else Fraction(str(said))
    base = known + part * kinds.count("unknown")
    return 100 * kinds.count("counts") / base if base else None
