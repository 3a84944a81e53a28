"""What decides on a number, as one mark."""

import json

import pytest
from msgspec.structs import replace

from cxcli.config.load import load
from cxcli.history import meaning as module
from cxcli.history.meaning import meaning_of
from cxcli.rows import RowAccount
from cxcli.scoring.catalogue import shipped, with_own
from cxcli.scoring.score import Score

SCORE = Score(
    metric="nps",
    title="NPS",
    definition="% 9-10 minus % 0-6",
    parameters={"scale": "0-10"},
    group={},
    period=None,
    status="ok",
    reason=None,
    value=40.0,
    low=35.0,
    high=45.0,
    unit="points",
    confidence=0.95,
    interval="score",
    n=10,
    parts={},
    account=RowAccount(10),
)
NPS, REPLY, HEALTH = (shipped()[name] for name in ("nps", "first_response_time:business", "health_score"))


@pytest.fixture
def mark(tmp_path):
    """The mark of a metric under a config."""

    def of(config="report: {zone: UTC}", definition=NPS, score=SCORE, interval=None, parts=()):
        (tmp_path / "cx.yaml").write_text(config)
        return meaning_of(definition, score, load(tmp_path / "cx.yaml"), interval, parts).mark

    return of


def test_what_people_read_does_not_decide(mark):
    """Titles, descriptions, targets, sources and formats are none of the definition."""
    first = mark()
    assert mark(definition=replace(NPS, title="Recommendation", description="…", aliases=("x",))) == first
    assert mark("sources: {responses: {path: b.csv}}\ntargets: {nps: {target: 9}}\nlabels: {good: 9}") == first
    assert mark(score=replace(SCORE, value=1.0, n=3, interval=None, title="Other")) == first


@pytest.mark.parametrize(
    "config",
    [
        "report: {zone: Asia/Tokyo}",
        "report: {where: plan == 'pro'}",
        "report: {one_vote_per: email}",
        "report: {one_vote_per: email, keep: first}",
        "report: {population: 900}",
        "flags: {test: channel == 'preview', drop: [test]}",
        "flags: {test: channel == 'mail', drop: [test]}",
    ],
)
def test_which_rows_count_decides(mark, config):
    """Filter, one vote each, population, dropped flags and the zone of days."""
    assert mark(config) != mark()


def test_the_definition_decides(mark):
    """Another condition, scale, confidence, method or part is another number."""
    several = [
        mark(),
        mark(definition=replace(NPS, where="plan == 'pro'")),
        mark(score=replace(SCORE, parameters={"scale": "1-10"})),
        mark(score=replace(SCORE, confidence=0.9)),
        mark(interval="wald"),
        mark(definition=HEALTH),
        mark(definition=HEALTH, parts=(NPS,)),
    ]
    assert len(set(several)) == len(several)


def test_hours_of_business_decide_where_they_count(mark):
    """New hours are a new definition of what counts them, and of nothing else; a new holiday of neither."""
    nine, eight, holiday = (
        f"schedules: {{support: {{zone: UTC, hours: {{mon-fri: '0{hour}:00-17:00'}}{more}}}}}"
        for hour, more in ((9, ""), (8, ""), (9, ", holidays: [2025-12-24]"))
    )
    assert mark(nine) == mark(eight) == mark(holiday)
    assert mark(nine, REPLY) == mark(holiday, REPLY)
    assert mark(nine, REPLY) != mark(eight, REPLY)


def test_every_shipped_definition_is_plain_data():
    """Nothing of a mark depends on where an object lies in memory, or on the order of a set."""
    for definition in with_own({}, None).values():
        text = json.dumps(module._plain(definition))
        assert " at 0x" not in text
        assert "frozenset" not in text
