"""Stages of a journey of which nothing may be told."""

from types import SimpleNamespace

from cxcli.analysis.passage import StagePassage
from cxcli.findings.private_journey import passages_told, stages_told
from cxcli.scoring.score import Score
from cxcli.settings.journey import Part
from tests.reporting.conftest import GIVEN

PARTS = [
    *(Part(stage, None, "csat") for stage in ("find", "order", "use")),
    *(Part("use", place, "csat") for place in ("chat", "phone")),
]


def told(least, **people):
    """Return the names of the parts of which nothing is told."""
    scores = {part.id: Score(**GIVEN | {"metric": part.id, "n": people[part.id.replace("/", "_")]}) for part in PARTS}
    found = stages_told(SimpleNamespace(parts=PARTS), scores, least)
    return {name for name, score in found.items() if score.private}


def test_a_small_stage_is_hidden_with_another():
    """The metric of all stages may stand beside them; without privacy_min nothing is hidden."""
    people = {"find_csat": 3, "order_csat": 20, "use_csat": 60, "use_chat_csat": 30, "use_phone_csat": 25}
    assert told(5, **people) == {"find/csat", "order/csat"}
    assert told(0, **people) == set()


def test_a_small_touchpoint_is_hidden_with_another():
    """What touchpoints a stage has besides is taken for known."""
    people = {"find_csat": 30, "order_csat": 20, "use_csat": 60, "use_chat_csat": 57, "use_phone_csat": 3}
    assert told(5, **people) == {"use/chat/csat", "use/phone/csat"}


def test_passages_are_told_where_all_are_many():
    """One that is new in a stage hides how customers pass through all of them, and says so."""
    many = [StagePassage(40, 40, 10, 75.0, None), StagePassage(60, 30, 0, None, None)]
    few = [StagePassage(40, 40, 10, 75.0, None), StagePassage(31, 1, 0, None, None)]
    run = SimpleNamespace(plan=SimpleNamespace(privacy_min=5), notices=[])
    assert passages_told(many, run) == many
    assert run.notices == []
    assert passages_told(few, run) == [None, None]
    assert [notice.code for notice in run.notices] == ["privacy"]
    assert passages_told([None, None], run) == [None, None]
