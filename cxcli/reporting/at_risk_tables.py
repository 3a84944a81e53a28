"""Customers at risk as a table, for people and for other programs, and as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.customers_at_risk import CustomerAtRisk, Experience
from cxcli.analysis.why_at_risk import Why
from cxcli.reporting.number_format import count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_MOST_SHOWN = 3
_NAMES = ("customer", "reasons", "bad", "last", "experiences", "signs", "followed_up", "open")


def at_risk_table(customers: Sequence[CustomerAtRisk], notes: Sequence[str] = ()) -> Table:
    """Return a row a customer, with the latest bad experiences; what else is known where there is some."""
    others = any(each.reason != "bad" for customer in customers for each in customer.why)
    beside = any(map(beside_of, customers))
    spoken = any(each.followed_up for each in customers)
    columns = [
        ColumnSpec("customer", "customer"),
        ColumnSpec("bad", "bad", "right"),
        *([ColumnSpec("why", "why")] if others else []),
        ColumnSpec("experiences", "bad experiences"),
        *([ColumnSpec("signs", "beside")] if beside else []),
        *([ColumnSpec("followed_up", "followed up")] if spoken else []),
    ]
    rows = tuple(tuple(_cells(each, others=others, beside=beside, spoken=spoken)) for each in customers)
    return Table(tuple(columns), rows, tuple(notes))


def comments_table(customers: Sequence[CustomerAtRisk]) -> Table:
    """Return a row a comment on a bad experience, in the order of the customers."""
    columns = tuple(ColumnSpec(name, name) for name in ("customer", "experience", "comment"))
    rows = tuple(
        (customer.customer, experience_words(each), each.comment)
        for customer in customers
        for each in customer.experiences
        if each.comment is not None
    )
    return Table(columns, rows)


def flat_at_risk_table(customers: Sequence[CustomerAtRisk], *, comments: bool = False) -> Table:
    """Return a row a customer with all that is known, for other programs; with the `comments` in a column more."""
    names = (*_NAMES, *(("comments",) if comments else ()))
    rows = tuple((*_flat(each), *((_commented(each),) if comments else ())) for each in customers)
    return Table(tuple(ColumnSpec(name, name) for name in names), rows)


def customer_at_risk_json(each: CustomerAtRisk) -> Mapping[str, object]:
    """Return one customer."""
    return {
        "customer": each.customer,
        "reasons": [_why_json(why) for why in each.why],
        "bad": len(each.experiences),
        "last": None if each.last is None else each.last.isoformat(),
        "experiences": [_experience_json(experience) for experience in each.experiences],
        "signs": list(each.signs),
        "followed_up": None if each.followed_up is None else each.followed_up.isoformat(),
        "open": each.open,
    }


def reasons_of(each: CustomerAtRisk) -> list[str]:
    """Return the names of the reasons, each once."""
    return list(dict.fromkeys(why.reason for why in each.why))


def beside_of(each: CustomerAtRisk) -> list[str]:
    """Return what the reasons say, and what the latest answers say."""
    return [*(why.says for why in each.why if why.says), *each.signs]


def shown_experiences(each: CustomerAtRisk, *, every: bool = False) -> Sequence[Experience]:
    """Return the latest bad experiences, as many as are shown to people, or every one."""
    return each.experiences if every else each.experiences[:_MOST_SHOWN]


def experience_words(experience: Experience) -> str:
    """Return for example `2025-06-23 nps 3`, with all reasons why it is bad."""
    return f"{experience.at.date()} {', '.join(map(str, experience.reasons))}"


def followed_words(each: CustomerAtRisk) -> str:
    """Return the day on which the customer was followed up, and whether that was before the reasons; else nothing."""
    return "" if each.followed_up is None else f"{each.followed_up}{' (before)' if each.open else ''}"


def _cells(each: CustomerAtRisk, *, others: bool, beside: bool, spoken: bool) -> Iterator[Cell]:
    shown = [experience_words(experience) for experience in shown_experiences(each)]
    more = len(each.experiences) - len(shown)
    yield each.customer
    yield Figure(count(len(each.experiences)))
    if others:
        yield ", ".join(reasons_of(each))
    yield "; ".join([*shown, *([f"{count(more)} more"] if more else [])])
    if beside:
        yield "; ".join(beside_of(each))
    if spoken:
        yield followed_words(each)


def _flat(each: CustomerAtRisk) -> tuple[Cell, ...]:
    return (
        each.customer,
        ", ".join(reasons_of(each)),
        Figure("", len(each.experiences)),
        Figure("" if each.last is None else each.last.isoformat()),
        "; ".join(map(experience_words, each.experiences)),
        "; ".join(beside_of(each)),
        Figure("" if each.followed_up is None else each.followed_up.isoformat()),
        Figure(str(each.open).lower()),
    )


def _commented(each: CustomerAtRisk) -> str:
    return "; ".join(f"{one.at.date()} {one.comment}" for one in each.experiences if one.comment is not None)


def _why_json(why: Why) -> Mapping[str, object]:
    return {"reason": why.reason, "at": why.moment.isoformat(), "says": why.says or None}


def _experience_json(experience: Experience) -> Mapping[str, object]:
    return {
        "at": experience.at.isoformat(),
        "source": experience.source,
        "file": experience.file,
        "line": experience.line,
        "comment": experience.comment,
        "reasons": [
            {"metric": each.metric, "class": each.box, "answer": int(each.answer) if each.answer else None}
            for each in experience.reasons
        ],
    }
