"""Scores and sources as the reports get them."""

from datetime import date

import pytest

from cxcli.reporting.score_json import SourceEntry
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.score import PeriodSpan, Score
from cxcli.sources.chunk import Detection, SourceAccount
from cxcli.sources.source import SourceFacts

GIVEN = {
    "metric": "nps",
    "title": "Net Promoter Score",
    "definition": "% 9-10 minus % 0-6",
    "parameters": {"scale": "0-10"},
    "group": {},
    "period": None,
    "status": "ok",
    "reason": None,
    "value": 42.12,
    "low": 37.81,
    "high": 46.24,
    "unit": "points",
    "confidence": 0.95,
    "interval": "score",
    "n": 1225,
    "parts": {"promoters": 58.2, "passives": 25.71, "detractors": 16.08},
    "account": RowAccount(1300, {Disposition.BLANK: 71, Disposition.OFF_SCALE: 4}),
    "offenders": {(Disposition.OFF_SCALE, "11"): 3, (Disposition.OFF_SCALE, "99"): 1},
}
NOTHING = {
    "status": "no_data",
    "reason": "no row was scored",
    "value": None,
    "low": None,
    "high": None,
    "interval": None,
    "n": 0,
    "parts": {},
    "account": RowAccount(3, {Disposition.BLANK: 3}),
    "offenders": {},
}


@pytest.fixture
def score():
    """A score like the one of the manual; keywords replace parts of it."""
    return lambda **changes: Score(**(GIVEN | changes))


@pytest.fixture
def no_score(score):
    """The score of no rows."""
    return lambda **changes: score(**(NOTHING | changes))


@pytest.fixture
def september():
    return PeriodSpan("2026-09", date(2026, 9, 1), date(2026, 9, 30), complete=False)


@pytest.fixture
def source():
    """A source entry; keywords replace the columns that feed fields."""

    def of(**columns):
        facts = SourceFacts(
            file="a\x1b[1m.csv",
            format="tsv",
            encoding="utf-8",
            delimiter="\t",
            header={"rows": 1, "skip_before": 0},
            sha256="ab12",
            detected=[Detection("delimiter", "\t", "3 fields in all records")],
            account=SourceAccount(1302, {"width": 2}),
        )
        return SourceEntry(facts, columns or {"nps.score": ("Q1", "its name"), "at": ("day", "")})

    return of
