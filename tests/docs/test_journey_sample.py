import csv
import json

from transcripts import ROOT, run_cx, surroundings

FOLDER = ROOT / "sample_data"


def rows():
    with (FOLDER / "journey.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found():
    with surroundings(ROOT):
        _, printed = run_cx(["journey", "--config", "config.example.yaml", "--format", "json", "--now", "2025-07-15"])
    return json.loads(printed[printed.index("{") :])


def test_the_weak_stage_of_the_sample_is_found_and_no_other():
    """What is hidden in the sample is what is shown: one stage is weaker, by the answers that the file has."""
    truth = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))["journey"]
    data = found()
    titles = {stage["stage"]: stage["title"] for stage in data["stages"]}
    (of_satisfaction,) = data["weakest"]
    assert titles[of_satisfaction["stage"]] == truth["weakest"]
    assert [each["stage"] for each in of_satisfaction["compared"] if each["verdict"] == "lower"] == ["get_help"]


def test_satisfied_and_customers_are_those_of_the_file():
    """Each stage has the satisfied, the answers and the customers that a plain count finds, and those it gains."""
    names = ("discover", "order", "set up", "use", "get help", "renew")
    keys = [{row["customer_id"] for row in rows() if row["stage"] == name} for name in names]
    for place, (name, stage) in enumerate(zip(names, found()["stages"], strict=True)):
        given = [int(row["satisfaction"]) for row in rows() if row["stage"] == name and row["satisfaction"]]
        score = stage["scores"][0]["score"]
        assert (score["n"], score["value"]) == (len(given), 100 * sum(answer > 3 for answer in given) / len(given))
        before, after = set().union(*keys[:place]), set().union(*keys[place + 1 :])
        seen = stage["customers"]
        assert (seen["seen"], seen["gained"]) == (len(keys[place]), len(keys[place] - before))
        assert seen["lost"] == (len(keys[place] - after) if after else 0)
