from cxcli.reporting.compare_json import compare_json, comparison_json
from tests.reporting.compared_sides import many, paired, two


def value(score):
    return score.value


def test_two_sides():
    """Labels, scores, difference, parts and pairs are there; what was not asked for is null."""
    data = comparison_json(paired(two()), value)
    assert (data["before"]["label"], data["before"]["score"], data["after"]["score"]) == ("2025-Q1", 100 / 18, 40)
    assert (data["difference"]["verdict"], data["difference"]["test"]["name"]) == ("up", "adjusted Wald")
    assert sum(part["within"] + part["mix"] for part in data["mix"]["segments"]) - (40 - 100 / 18) < 1e-9
    assert data["paired"]["change"]["transitions"][0] == {"before": "promoters", "after": "promoters", "respondents": 5}
    assert data["elsewhere"] == {"read": 40, "scored": 36, "skipped": {"malformed": 1, "undated": 3}}
    bare = comparison_json(two(columns=()), value)
    assert (bare["mix"], bare["paired"], bare["groups"]) == (None, None, None)
    assert comparison_json(paired(two(), {}), value)["paired"]["change"] is None


def test_small_segments():
    """Segments put together have no keys, and no values where they are too few."""
    found = two({"a": {10: 9}, "b": {0: 2}}, {"a": {10: 9}, "c": {0: 2}}, min_n=3)
    small = comparison_json(found, value)["mix"]["segments"][1]
    assert (small["segment"], small["value_before"], small["value_after"]) == (None, None, None)


def test_many_groups():
    """Each group has its score, that of the others, and the adjusted p."""
    data = comparison_json(many({"a": {10: 60, 0: 20}, "b": {10: 40, 0: 40}}), value)
    assert (data["before"], data["groups"]["adjustment"]) == (None, "benjamini-hochberg")
    first = data["groups"]["found"][0]
    assert (first["key"], first["score"], first["others"], first["verdict"]) == ("a", 50, 0, "higher")


def test_the_run_is_told_with_its_sources():
    """All that a scoring run says is there, but for its own schema and scores."""
    run = {"schema": "cx.scores/1", "sources": [1], "scores": [2]}
    assert compare_json(run, {"kind": "files"}, []) == {
        "schema": "cx.compare/1",
        "sources": [1],
        "compared": {"kind": "files"},
        "comparisons": [],
    }
