"""What is hidden in the survey of two years, in numbers: plain arithmetic on the rows, written to `truth.json`.

Nothing of `cx` is used here, so the file can judge it. Numbers are exact fractions until they are rounded.
"""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import exp, sqrt

Row = Mapping[str, str]

QUARTERS, SHIFT_FROM, OUTAGE = ("2023-Q4", "2024-Q1"), "2024-10", "2024-06"
GRID = ("grid_speed", "grid_design", "grid_price")


def truth(rows: Sequence[Row], first: Sequence[Row], second: Sequence[Row]) -> dict[str, object]:
    """Return the numbers of the survey, of each thing hidden in it, and of the two overlapping exports."""
    return {
        "rows": len(rows),
        "answered": len(answered(rows)),
        "nps": overall(rows),
        "by_region": each(rows, lambda row: row["region"]),
        "by_plan": each(rows, lambda row: row["plan"]),
        "by_channel": each(rows, lambda row: row["channel"]),
        "by_quarter": each(rows, quarter),
        "by_month": each(rows, month),
        "real_shift": shift(rows),
        "mix_only": mix(rows),
        "outage": outage(rows),
        "chance": chance(rows),
        "votes": votes(rows),
        "weights": weights(rows),
        "flags": flags(rows),
        "paired": paired(rows),
        "exports": exports(first, second),
        "workbook": score(rows[-60:]),
    }


def answered(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with an answer to the NPS question."""
    return [row for row in rows if row["nps"]]


def box(row: Row) -> int:
    """Return 1 for a promoter, -1 for a detractor, 0 for a passive."""
    return (int(row["nps"]) >= 9) - (int(row["nps"]) <= 6)  # noqa: PLR2004 - the definition


def score(rows: Iterable[Row]) -> dict[str, object]:
    """Return the NPS of rows, the number of answers, and the standard error in points."""
    boxes = Counter(box(row) for row in rows if row["nps"])
    return {"n": boxes.total(), "nps": _rounded(_nps(boxes)), "standard_error": round(sqrt(_variance(boxes)), 6)}


def each(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, object]:
    """Return the score of each group of rows, and the weighted one."""
    groups = sorted({key(row) for row in rows})
    members = {group: [row for row in rows if key(row) == group] for group in groups}
    return {group: score(those) | {"weighted": weighted(those)} for group, those in members.items()}


def quarter(row: Row) -> str:
    """Return the quarter of a row: 2023-Q3."""
    year, number = row["submitted_at"][:7].split("-")
    return f"{year}-Q{(int(number) + 2) // 3}"


def month(row: Row) -> str:
    """Return the month of a row: 2023-07."""
    return row["submitted_at"][:7]


def overall(rows: Sequence[Row]) -> dict[str, object]:
    """Return the score of all rows: as it stands, weighted, with one vote each, without the flagged rows."""
    kept = [row for row in rows if not any(flag(row) for flag in FLAGS.values())]
    return {
        "all": score(rows),
        "weighted": weighted(rows),
        "one_vote_per_email_latest": score(_standing(rows).values()),
        "one_vote_per_email_first": score(_standing(rows[::-1]).values()),
        "without_flagged": score(kept),
    }


def weighted(rows: Iterable[Row]) -> float:
    """Return the weighted NPS; rows with a blank or zero weight do not count."""
    boxes: Counter[int] = Counter()
    for row in rows:
        if row["nps"] and row["weight"]:
            boxes[box(row)] += Fraction(row["weight"])
    return _rounded(_nps(boxes))


def shift(rows: Sequence[Row]) -> dict[str, object]:
    """Return what a region scored before and since the real shift, and the difference over its standard error."""
    told: dict[str, object] = {"region": "EMEA", "from": SHIFT_FROM}
    for region in sorted({row["region"] for row in rows}):
        there = [row for row in rows if row["region"] == region]
        parts = [[row for row in there if (month(row) >= SHIFT_FROM) is since] for since in (False, True)]
        boxes = [Counter(box(row) for row in answered(part)) for part in parts]
        difference = _nps(boxes[1]) - _nps(boxes[0])
        error = sqrt(_variance(boxes[0]) + _variance(boxes[1]))
        before, since = (score(part) for part in parts)
        told[region] = {
            "before": before,
            "since": since,
            "difference": _rounded(difference),
            "standard_error": round(error, 6),
        }
    return told


def mix(rows: Sequence[Row]) -> dict[str, object]:
    """Return the move between two quarters as mix of plans and scores within plans, which add up to it."""
    parts = [[row for row in answered(rows) if quarter(row) == name] for name in QUARTERS]
    moved, within, plans = Fraction(0), Fraction(0), {}
    for plan in sorted({row["plan"] for row in rows}):
        there = [[row for row in part if row["plan"] == plan] for part in parts]
        shares = [Fraction(len(some), len(part)) for some, part in zip(there, parts, strict=True)]
        scores = [_nps(Counter(box(row) for row in some)) for some in there]
        moved += (shares[1] - shares[0]) * (scores[0] + scores[1]) / 2
        within += (scores[1] - scores[0]) * (shares[0] + shares[1]) / 2
        plans[plan] = {
            "share": [_rounded(share * 100) for share in shares],
            "nps": [_rounded(value) for value in scores],
        }
    totals = [score(part) for part in parts]
    difference = {"difference": _rounded(moved + within), "mix": _rounded(moved), "within": _rounded(within)}
    return {"quarters": list(QUARTERS), "nps": totals, **difference, "plans": plans}


def outage(rows: Sequence[Row]) -> dict[str, object]:
    """Return the XmR limits of the monthly NPS and the 3-sigma limits of the share of detractors, and who is out."""
    months = sorted({month(row) for row in rows})
    boxes = {name: Counter(box(row) for row in answered(rows) if month(row) == name) for name in months}
    line = [_nps(boxes[name]) for name in months]
    centre = sum(line) / len(line)
    reach = Fraction(266, 100) * sum(abs(b - a) for a, b in pairwise(line)) / (len(line) - 1)
    share = Fraction(sum(each[-1] for each in boxes.values()), sum(each.total() for each in boxes.values()))
    wide = {name: 3 * sqrt(share * (1 - share) / boxes[name].total()) for name in months}
    detractors = {name: Fraction(boxes[name][-1], boxes[name].total()) for name in months}
    return {
        "month": OUTAGE,
        "xmr": {"mean": _rounded(centre), "lower": _rounded(centre - reach), "upper": _rounded(centre + reach)},
        "outside_xmr": [
            name for name, value in zip(months, line, strict=True) if not centre - reach <= value <= centre + reach
        ],
        "detractors": _rounded(detractors[OUTAGE] * 100),
        "p_chart": {"mean": _rounded(share * 100), "upper": round((float(share) + wide[OUTAGE]) * 100, 6)},
        "outside_p_chart": [name for name in months if abs(float(detractors[name] - share)) > wide[name]],
    }


def chance(rows: Sequence[Row]) -> dict[str, object]:
    """Return Pearson's chi-square of promoters, passives and detractors by channel, and its p (six degrees)."""
    cells = Counter((row["channel"], box(row)) for row in answered(rows))
    channels, boxes = ({pair[part] for pair in cells} for part in (0, 1))
    total, square = cells.total(), Fraction(0)
    for channel in sorted(channels):
        for number in sorted(boxes):
            there = sum(cells[channel, other] for other in boxes)
            expected = Fraction(there * sum(cells[other, number] for other in channels), total)
            square += (cells[channel, number] - expected) ** 2 / expected
    half = float(square) / 2
    return {"chi_square": _rounded(square), "degrees": 6, "p": round(exp(-half) * (1 + half + half**2 / 2), 6)}


def votes(rows: Sequence[Row]) -> dict[str, object]:
    """Return how many people there are and how many answers other answers of the same person supersede."""
    there = answered(rows)
    emails = Counter(row["email"] for row in there)
    in_quarter = Counter((row["email"], quarter(row)) for row in there)
    return {
        "people": len(emails),
        "superseded": len(there) - len(emails),
        "superseded_within_quarters": len(there) - len(in_quarter),
        "people_by_answers": {str(number): count for number, count in sorted(Counter(emails.values()).items())},
        "by_quarter": {
            name: score(_standing([row for row in rows if quarter(row) == name]).values())
            for name in sorted({quarter(row) for row in rows})
        },
    }


def weights(rows: Sequence[Row]) -> dict[str, object]:
    """Return what the weights are: how many are blank or zero, their mean, and Kish's effective n of the answered."""
    usable = [Fraction(row["weight"]) for row in rows if row["weight"] and float(row["weight"])]
    scored = [Fraction(row["weight"]) for row in answered(rows) if row["weight"] and float(row["weight"])]
    return {
        "blank": sum(row["weight"] == "" for row in rows),
        "zero": sum(row["weight"] == "0" for row in rows),
        "blank_answered": sum(row["weight"] == "" for row in answered(rows)),
        "zero_answered": sum(row["weight"] == "0" for row in answered(rows)),
        "mean": _rounded(sum(usable) / len(usable)),
        "n": len(scored),
        "base": _rounded(sum(scored)),
        "effective_n": _rounded(sum(scored) ** 2 / sum(weight**2 for weight in scored)),
    }


FLAGS: Mapping[str, Callable[[Row], bool]] = {
    "test": lambda row: row["status"] == "preview",
    "speeder": lambda row: int(row["seconds"]) < 20,  # noqa: PLR2004 - nobody reads five questions in 20 seconds
    "straight_liner": lambda row: len({row[name] for name in GRID}) == 1,
}


def flags(rows: Sequence[Row]) -> dict[str, object]:
    """Return how many rows each flag has, in all and among the answered."""
    counts = {name: sum(map(flag, rows)) for name, flag in FLAGS.items()}
    scored = {f"{name}_answered": sum(map(flag, answered(rows))) for name, flag in FLAGS.items()}
    return {**counts, **scored, "any": sum(any(flag(row) for flag in FLAGS.values()) for row in rows)}


def paired(rows: Sequence[Row]) -> dict[str, object]:
    """Return the moves between boxes of those who answered in the quarters before and after the shift (latest vote)."""
    first, second = (_standing([row for row in rows if quarter(row) == name]) for name in ("2024-Q3", "2024-Q4"))
    both = sorted(first.keys() & second.keys())
    names = {1: "promoter", 0: "passive", -1: "detractor"}
    moves = Counter((names[box(first[email])], names[box(second[email])]) for email in both)
    return {
        "quarters": ["2024-Q3", "2024-Q4"],
        "people": len(both),
        "nps": [score(wave[email] for email in both)["nps"] for wave in (first, second)],
        "transitions": {a: {b: moves[a, b] for b in names.values()} for a in names.values()},
    }


def exports(first: Sequence[Row], second: Sequence[Row]) -> dict[str, object]:
    """Return the rows of the overlapping exports, the ids in both, and the score with each response once."""
    together = {row["response_id"]: row for row in (*first, *second)}
    duplicates, scored = len(first) + len(second) - len(together), answered(together.values())
    counts = {"duplicates": duplicates, "duplicates_answered": len(answered([*first, *second])) - len(scored)}
    return {"rows": [len(first), len(second)], **counts, **score(scored)}


def _standing(rows: Iterable[Row]) -> dict[str, Row]:
    """Return the last answered row of each email; rows are in the order of time."""
    return {row["email"]: row for row in rows if row["nps"]}


def _nps(boxes: Mapping[int, int]) -> Fraction:
    return Fraction(100 * (boxes[1] - boxes[-1])) / sum(boxes.values())


def _variance(boxes: Mapping[int, int]) -> float:
    """Return the variance of the NPS in squared points: (p + d - (p - d)²) / n, with n as it is."""
    total = sum(boxes.values())
    return float((10_000 * Fraction(boxes[1] + boxes[-1], total) - _nps(boxes) ** 2) / total)


def _rounded(value: Fraction) -> float:
    return round(float(value), 6)
