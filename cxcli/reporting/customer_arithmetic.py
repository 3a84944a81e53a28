"""How a figure of customers comes of what they did, with the figures put in."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from cxcli.reporting.explained import Fact
from cxcli.reporting.number_format import count, number
from cxcli.reporting.score_words import value_text
from cxcli.scoring.contract_value import Contracts
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.movements import Movement, Movements
from cxcli.scoring.purchases import Purchases
from cxcli.scoring.ratio_sums import exact_total
from cxcli.scoring.score import Score
from cxcli.scoring.worked_out import MILLION

_UP = (Movement.NEW, Movement.REACTIVATION, Movement.EXPANSION)
_DOWN = (Movement.CONTRACTION, Movement.CHURN)
_PLACES = 2


def share_facts(counts: CountsByValue, score: Score, places: int) -> list[Fact]:
    """Return the share of those that count."""
    one, other = (counts.counts.get(value, 0) for value in (1, 0))
    names = [f"{name} {count(n)}" for name, n in zip(score.parts, (one, other), strict=False)]
    made = f"100 × {count(one)} / {count(counts.n)} = {value_text(score, places)}"
    return [("counts", " · ".join(names)), ("arithmetic", made)]


def movement_facts(figure: str, moved: Movements, score: Score, places: int, *, paying: bool) -> list[Fact]:
    """Return the ledger of a period, in customers and where they pay in money, and what is made of it."""
    start, churn = moved.active_customers, moved.customers(Movement.CHURN)
    joined = [moved.customers(each) for each in (Movement.NEW, Movement.REACTIVATION)]
    customers = [
        *(("start", start), ("new", joined[0]), ("back", joined[1])),
        *(("lost", -churn), ("end", start + sum(joined) - churn)),
    ]
    money = [
        ("start", moved.start_total),
        *((str(each), moved.amount(each)) for each in _UP),
        *((str(each), -moved.amount(each)) for each in _DOWN),
        ("end", moved.end_total),
    ]
    result = value_text(score, places)
    made = _made(figure, moved, score) if score.value is not None else ""
    return [
        ("customers", _ledger(customers, count)),
        ("money", _ledger(money, _money) if paying else ""),
        ("arithmetic", f"{made} = {result}" if made else _undefined(score, result)),
    ]


def purchase_facts(figure: str, bought: Purchases, score: Score, places: int) -> list[Fact]:
    """Return what all customers have bought, and what is made of it."""
    n, result = len(bought), value_text(score, places)
    if figure == "repeat":
        again = int((bought.orders > 1).sum())
        return [("arithmetic", f"100 × {count(again)} / {count(n)} = {result}")]
    revenue, cost = exact_total(bought.revenue), exact_total(bought.cost)
    facts = [("purchases", f"{count(exact_total(bought.orders))} of {count(n)} customers")]
    if figure == "historic":
        made = f"({_money(revenue)} - {_money(cost)}) / {count(n)} = {result}"
        return [*facts, ("arithmetic", f"revenue less costs by customers: {made}")]
    return [*facts, ("arithmetic", _of_model(score, result))]


def contract_facts(contracts: Contracts, score: Score, places: int) -> list[Fact]:
    """Return the cohort that a model of contracts was fitted to."""
    kept = " · ".join(f"{months} mo {count(n)}" for months, n in enumerate(contracts.survivors))
    return [("still there", f"after {kept}"), ("arithmetic", _of_model(score, value_text(score, places)))]


def _made(figure: str, moved: Movements, score: Score) -> str:
    """Return the figures that a value is made of; nothing where they are not just added, multiplied and divided."""
    if figure == "simple" and not score.parameters["discount"]:
        paid, margin = number(score.parts["paid by a customer"], "", _PLACES), score.parameters["margin"]
        return (
            f"{paid} × margin {margin} / ({count(moved.customers(Movement.CHURN))} / {count(moved.active_customers)})"
        )
    return _MADE[figure](moved) if figure in _MADE else ""


def _undefined(score: Score, result: str) -> str:
    return f"{result}: {score.reason}" if score.value is None else f"{score.definition} = {result}"


def _of_model(score: Score, result: str) -> str:
    return f"{result}: {score.reason}" if score.value is None else f"worked out by the model, not by hand: {result}"


def _ledger(entries: Sequence[tuple[str, int]], shown: Callable[[int], str]) -> str:
    """Return `start 100 + new 10 - lost 15 = end 95`; what did not happen is left out."""
    (name, first), *moved, (last_name, last) = entries
    signs = [f"{'-' if n < 0 else '+'} {word} {shown(abs(n))}" for word, n in moved if n]
    return " ".join([f"{name} {shown(first)}", *signs, f"= {last_name} {shown(last)}"])


def _money(millionths: int) -> str:
    return number(float(Fraction(millionths, MILLION)), "", _PLACES)


def _of(*movements: Movement) -> Callable[[Movements], str]:
    """Return what writes the sum of some movements in money."""
    return lambda moved: " + ".join(_money(moved.amount(each)) for each in movements)


def _of_start(up: Sequence[Movement] = (), down: Sequence[Movement] = ()) -> Callable[[Movements], str]:
    """Return what writes the start with some movements added or taken away, of the start, in percent."""

    def made(moved: Movements) -> str:
        signed = [*(("-", each) for each in down), *(("+", each) for each in up)]
        terms = [f" {sign} {_money(moved.amount(each))}" for sign, each in signed if moved.amount(each)]
        start = _money(moved.start_total)
        return f"100 × ({start}{''.join(terms)}) / {start}"

    return made


def _simple_share(movement: Movement) -> Callable[[Movements], str]:
    return lambda moved: f"100 × {count(moved.customers(movement))} / {count(moved.active_customers)}"


def _stayed(moved: Movements) -> str:
    start = count(moved.active_customers)
    return f"100 × ({start} - {count(moved.customers(Movement.CHURN))}) / {start}"


def _share_of_money(movement: Movement) -> Callable[[Movements], str]:
    return lambda moved: f"100 × {_money(moved.amount(movement))} / {_money(moved.start_total)}"


def _quick(*gained: Movement) -> Callable[[Movements], str]:
    return lambda moved: f"({_of(*gained)(moved)}) / ({_of(Movement.CHURN, Movement.CONTRACTION)(moved)})"


_LOST = (Movement.CHURN, Movement.CONTRACTION)

_MADE: Mapping[str, Callable[[Movements], str]] = {
    "churn": _simple_share(Movement.CHURN),
    "retention": _stayed,
    "upsell": _simple_share(Movement.EXPANSION),
    "revenue_churn": _share_of_money(Movement.CHURN),
    "upsell_revenue": _share_of_money(Movement.EXPANSION),
    "grr": _of_start(down=_LOST),
    "nrr": _of_start(down=_LOST, up=(Movement.EXPANSION,)),
    "nrr_chartmogul": _of_start(down=_LOST, up=(Movement.EXPANSION, Movement.REACTIVATION)),
    "nrr_baremetrics": _of_start(down=(Movement.CHURN,), up=(Movement.EXPANSION,)),
    "quick_ratio": _quick(Movement.NEW, Movement.EXPANSION),
    "quick_ratio_reactivation": _quick(Movement.NEW, Movement.EXPANSION, Movement.REACTIVATION),
}
"""How each figure of a period is made of its movements."""
