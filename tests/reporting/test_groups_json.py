from cxcli.reporting.groups_json import agents_json, finding_json
from tests.reporting.judged_groups import finding, mixed


def of(found):
    return finding_json(found, lambda score: score.n)


def test_a_finding():
    """All groups by name, each with its score, verdict and standing; those apart have their score."""
    data = of(finding())
    assert (data["metric"], data["column"], data["overall"], data["min_n"]) == ("csat", "agent", 504, 10)
    assert [(each["name"], each["verdict"]) for each in data["groups"]] == [
        ("Ann", "better"),
        ("Bob", "worse"),
        ("Cy", "unclear"),
        ("Dee", "small"),
    ]
    assert data["groups"][3]["standing"] is None
    assert [each["confidence"] for each in data["groups"][0]["standing"]["funnel"]] == [0.95, 0.998]
    assert data["apart"] == [{"name": "Answer Bot", "score": 10}]
    assert [round(each["by_chance"], 3) for each in data["outside"]] == [0.15, 0.006]
    assert (data["adjusted_for"], data["dispersion"]["applied"], data["reason"]) == (None, False, None)


def test_what_it_is_adjusted_for():
    """Columns, strata, rare ones, and answers without others beside them."""
    assert of(mixed())["adjusted_for"] == {"columns": ["channel"], "strata": 2, "rare": 0, "alone": 60}


def test_without_a_judgement_there_are_no_groups():
    """The reason says why."""
    data = of(finding({"Ann": {5: 20}}))
    assert (data["groups"], data["outside"], data["dispersion"]) == ([], [], None)
    assert data["reason"] == "only one group has answers"


def test_the_whole():
    """What the run says of its sources stands beside what was found, without its scores."""
    assert agents_json({"schema": "cx.scores/1", "cx": "1", "scores": []}, [{}]) == {
        "schema": "cx.agents/1",
        "cx": "1",
        "found": [{}],
    }
