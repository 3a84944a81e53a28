"""Customers at risk as a table, for people and for other programs, and as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from cxcli.analysis.customers_at_risk import CustomerAtRisk, Experience
from cxcli.reporting.number_format import count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_MOST_SHOWN = 3
_NAMES = ("customer", "bad", "last", "experiences", "signs", "followed_up", "open")


def at_risk_table(customers: Sequence[CustomerAtRisk], notes: Sequence[str] = ()) -> Table:
    """Return a row a customer, with the latest bad experiences; signs and follow-ups where there are some."""
    signs = any(each.signs for each in customers)
    spoken = any(each.followed_up for each in customers)
    columns = [
        ColumnSpec("customer", "customer"),
        ColumnSpec("bad", "bad", "right"),
        ColumnSpec("experiences", "bad experiences"),
        *([ColumnSpec("signs", "beside")] if signs else []),
        *([ColumnSpec("followed_up", "followed up")] if spoken else []),
    ]
    rows = tuple(tuple(_cells(each, signs=signs, spoken=spoken)) for each in customers)
    return Table(tuple(columns), rows, tuple(notes))


def flat_at_risk_table(customers: Sequence[CustomerAtRisk]) -> Table:
    """Return a row a customer with all that is known, for other programs."""
    return Table(tuple(ColumnSpec(name, name) for name in _NAMES), tuple(map(_flat, customers)))


def customer_at_risk_json(each: CustomerAtRisk) -> Mapping[str, object]:
    """Return one customer."""
    return {
        "customer": each.customer,
        "bad": len(each.experiences),
        "last": each.last.isoformat(),
        "experiences": [_experience_json(experience) for experience in each.experiences],
        "signs": list(each.signs),
        "followed_up": None if each.followed_up is None else each.followed_up.isoformat(),
        "open": each.open,
    }


def _cells(each: CustomerAtRisk, *, signs: bool, spoken: bool) -> Iterator[Cell]:
    shown = [_shown(experience) for experience in each.experiences[:_MOST_SHOWN]]
    more = len(each.experiences) - len(shown)
    yield each.customer
    yield Figure(count(len(each.experiences)))
    yield "; ".join([*shown, *([f"{count(more)} more"] if more else [])])
    if signs:
        yield "; ".join(each.signs)
    if spoken:
        yield "" if each.followed_up is None else f"{each.followed_up}{' (before)' if each.open else ''}"


def _flat(each: CustomerAtRisk) -> tuple[Cell, ...]:
    return (
        each.customer,
        Figure("", len(each.experiences)),
        Figure(each.last.isoformat()),
        "; ".join(map(_shown, each.experiences)),
        "; ".join(each.signs),
        Figure("" if each.followed_up is None else each.followed_up.isoformat()),
        Figure(str(each.open).lower()),
    )


def _shown(experience: Experience) -> str:
    return f"{experience.at.date()} {', '.join(map(str, experience.reasons))}"


def _experience_json(experience: Experience) -> Mapping[str, object]:
    return {
        "at": experience.at.isoformat(),
        "source": experience.source,
        "file": experience.file,
        "line": experience.line,
        "reasons": [
            {"metric": each.metric, "class": each.box, "answer": int(each.answer) if each.answer else None}
            for each in experience.reasons
        ],
    }
